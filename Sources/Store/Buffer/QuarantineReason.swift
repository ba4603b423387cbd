/// Why a message could not become a reading; a closed set, so that it can be counted.
public enum QuarantineReason: String, CaseIterable, Hashable, Sendable {
    /// No route matches the topic.
    case noRoute = "no-route"
    /// The envelope could not be opened.
    case malformedEnvelope = "malformed-envelope"
    /// The message does not say which hardware sent it.
    case noHardwareID = "no-hardware-id"
    /// A Sparkplug birth was not heard that says what the message means.
    case missingBirth = "missing-birth"
    /// What the message says of its sender is not what its topic says.
    case identityMismatch = "identity-mismatch"
    /// Other hardware was bound to the thing since.
    case replacedHardware = "replaced-hardware"
    /// No thing is registered for the hardware id.
    case unknownDevice = "unknown-device"
    /// The thing's model is not known to this gateway.
    case unknownModel = "unknown-model"
    /// The adapter could not decode the payload.
    case undecodable = "undecodable"
    /// The vendor's codec was ended, is switched off, or cannot be run.
    case codecFailed = "codec-failed"
    /// The payload is encrypted and the thing has no key.
    case keyNeeded = "key-needed"
    /// The thing's key does not open the payload.
    case wrongKey = "wrong-key"
    /// The message, or the reading made of it, is larger than a limit.
    case tooLarge = "too-large"
    /// The uplink's broker can never accept the reading.
    case refusedUpstream = "refused-upstream"
    /// A reason that a newer gateway wrote.
    case other = "other"
}
