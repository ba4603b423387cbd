/// A line of the operations center's ledger: a reading that an independent subscriber received.
struct ReceivedEntry: Codable, Hashable {
    /// The reading.
    let id: String
    /// The thing that was measured.
    let thing: String
    /// The device's own count of its messages.
    let frameCounter: UInt64?
    /// Whether the gateway said that the reading is not live.
    let replayed: Bool
    /// When it was received, RFC 3339.
    let time: String
}
