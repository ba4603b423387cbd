public import Observations

/// What the quarantine holds of one hardware id, or of one topic where no hardware id could be told.
public struct QuarantineGroup: Hashable, Sendable {
    /// The hardware id; nothing when messages of this topic name none.
    public let hardwareID: String?
    /// The topic of the newest message.
    public let topic: [UInt8]
    /// How many messages are kept.
    public let count: Int
    /// What they count against the quarantine's limit.
    public let bytes: Int64
    /// When the newest was received.
    public let newest: Timestamp
    /// Why the newest is here.
    public let reason: QuarantineReason
    /// The particulars of the newest.
    public let detail: String
}
