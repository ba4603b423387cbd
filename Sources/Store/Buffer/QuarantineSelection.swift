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
    /// No younger ones than the one at this place.
    public var through: SequenceNumber?

    /// A selection of its parts; without any, all messages.
    public init(
        hardwareIDs: [String]? = nil,
        reasons: [QuarantineReason]? = nil,
        sequences: [SequenceNumber]? = nil,
        before: Timestamp? = nil,
        through: SequenceNumber? = nil
    ) {
        self.hardwareIDs = hardwareIDs
        self.reasons = reasons
        self.sequences = sequences
        self.before = before
        self.through = through
    }
}
