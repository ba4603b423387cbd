public import Observations

/// A message that could not become a reading, kept raw for people to look at.
public struct QuarantineEntry: Hashable, Sendable {
    /// What is counted against the quarantine's limit beside topic, payload, hardware id and detail.
    public static let overheadBytes = 128

    /// Which hardware sent it, when that could be told.
    public let hardwareID: String?
    /// The topic as it was received, whatever bytes it has.
    public let topic: [UInt8]
    /// The payload as it was received.
    public let payload: [UInt8]
    /// When the gateway received it.
    public let received: Timestamp
    /// Why it is here.
    public let reason: QuarantineReason
    /// One sentence with the particulars (offset, key, limit).
    public let detail: String

    /// An entry of its parts.
    public init(
        hardwareID: String?,
        topic: [UInt8],
        payload: [UInt8],
        received: Timestamp,
        reason: QuarantineReason,
        detail: String
    ) {
        self.hardwareID = hardwareID
        self.topic = topic
        self.payload = payload
        self.received = received
        self.reason = reason
        self.detail = detail
    }

    /// What the entry counts against the quarantine's limit, in bytes.
    public var countedBytes: Int {
        topic.count + payload.count + (hardwareID?.utf8.count ?? 0) + detail.utf8.count
            + QuarantineEntry.overheadBytes
    }
}
