extension ReasonCode {
    /// The reason in a CONNACK; a return code of MQTT 3.1.1 (section 3.2.2.3) as the MQTT 5 code that says the same.
    init(connectCode code: Int32, version: ProtocolVersion) {
        switch (version, code) {
        case (.v311, 1): self = .unsupportedProtocolVersion
        case (.v311, 2): self = .clientIdentifierNotValid
        case (.v311, 3): self = .serverUnavailable
        case (.v311, 4): self = .badUserNameOrPassword
        case (.v311, 5): self = .notAuthorized
        default: self.init(rawValue: UInt8(truncatingIfNeeded: code))
        }
    }
}
