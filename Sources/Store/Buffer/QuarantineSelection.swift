public import Observations

/// Which quarantined messages are meant; what is not said does not narrow.
public struct QuarantineSelection: Hashable, Sendable {
    /// Of one of these hardware ids.
    public var hardwareIDs: [String]?
    /// For one of these reasons.
    public var reasons: [QuarantineReason]?
    /// At these places.
    public var sequences: [SequenceNumber]?
    /// Received before this moment.
    public var before: Timestamp?

    /// A selection of its parts; without any, all messages.
    public init(
        hardwareIDs: [String]? = nil,
        reasons: [QuarantineReason]? = nil,
        sequences: [SequenceNumber]? = nil,
        before: Timestamp? = nil
    ) {
        self.hardwareIDs = hardwareIDs
        self.reasons = reasons
        self.sequences = sequences
        self.before = before
    }
}
