/// One measurement of one sensor, as both ledgers know it.
struct Sample: Hashable {
    let thing: String
    let sequence: Int
}
