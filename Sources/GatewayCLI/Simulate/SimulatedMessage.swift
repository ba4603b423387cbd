/// One message of a simulated device, as it is published and, once acknowledged, entered in the ledger.
struct SimulatedMessage: Hashable {
    /// Where it is published.
    let topic: String
    /// What is published; the same bytes every time.
    let payload: [UInt8]
    /// What the ledger will say of it.
    let entry: PublishedEntry
}
