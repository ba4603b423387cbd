/// Why a quarantined message still could not be read when it was tried again.
public struct QuarantineJudgement: Hashable, Sendable {
    /// The message.
    public let sequence: SequenceNumber
    /// Why it stays.
    public let reason: QuarantineReason
    /// One sentence with the particulars.
    public let detail: String

    /// A judgement of its parts.
    public init(sequence: SequenceNumber, reason: QuarantineReason, detail: String) {
        self.sequence = sequence
        self.reason = reason
        self.detail = detail
    }
}
