/// A message that could not become a reading.
struct HeardRefusal {
    let sender: HeardSender
    let reason: String
    let detail: String
    let topic: String
    /// In hexadecimal; the first of it when it is long.
    let payload: String
    let payloadBytes: Int
}
