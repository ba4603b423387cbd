/// A line of the simulator's ledger: a message that the field broker has acknowledged.
///
/// Upstream its readings are found by `thing` and, among their `parameters`, `frameCounter` (or `seq`).
struct PublishedEntry: Codable, Hashable {
    /// The device.
    let hardwareID: String
    /// The thing that it is bound to, where a registry was asked.
    let thing: String?
    /// The device's own count of its messages, from 1 and without gaps.
    let frameCounter: UInt64
    /// How many readings the message holds.
    let readings: Int
    /// When it was made, RFC 3339.
    let time: String
}
