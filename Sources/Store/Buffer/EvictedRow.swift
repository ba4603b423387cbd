/// An outbox row that leaves by a limit, with what the ledger says of it.
struct EvictedRow: Hashable, Sendable {
    let sequence: SequenceNumber
    let thing: String
    let received: Int64
    let counted: Int64
    let isParked: Bool
}
