import Store

extension QuarantineReason {
    /// What is wrong, for people who know the sensor and not the gateway.
    var words: String {
        switch self {
        case .noRoute: "no route of the configuration matches its topic"
        case .malformedEnvelope: "the message cannot be opened"
        case .noHardwareID: "the message does not say who sent it"
        case .missingBirth: "its birth message was not heard, which says what the values mean"
        case .identityMismatch: "the message names another sender than its topic does"
        case .replacedHardware: "other hardware is bound to its thing by now"
        case .unknownDevice: "no thing is registered for this hardware id"
        case .unknownModel: "the gateway has no such model"
        case .undecodable: "the payload is not one of its model"
        case .codecFailed: "its maker's codec failed"
        case .keyNeeded: "the payload is encrypted, and the thing has no key"
        case .wrongKey: "the thing's key does not open the payload"
        case .tooLarge: "the message is too large"
        case .refusedUpstream: "the operations center can never take it"
        case .other: "it cannot become a reading"
        }
    }

    /// Whether the detail says all that the words do.
    private var isSaidByDetail: Bool {
        switch self {
        case .noRoute, .replacedHardware, .unknownDevice, .unknownModel: true
        default: false
        }
    }

    /// What is wrong and its detail, said once.
    static func sentence(_ reason: String, _ detail: String) -> String {
        if !detail.isEmpty, QuarantineReason(rawValue: reason)?.isSaidByDetail == true { return detail }
        return "\(words(reason)): \(detail)"
    }

    /// The same for a reason as it is written, which a newer gateway may have made.
    static func words(_ reason: String) -> String {
        QuarantineReason(rawValue: reason)?.words ?? "it is refused (\(reason))"
    }
}
