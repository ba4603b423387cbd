/// One thing that a watch has looked at, and what it found.
struct WatchCheck: Hashable {
    /// What was looked at, in the order in which it is shown.
    enum Subject: String {
        case heard, decoded, identity, values, place, clock, interval, frames, radio, battery, delivery
    }

    /// What was found.
    enum Outcome: String {
        /// As it should be.
        case ok
        /// It works, and somebody should know.
        case warning
        /// The work is not done.
        case failure
        /// It cannot be told from what was heard.
        case unknown
    }

    let subject: Subject
    let outcome: Outcome
    /// One sentence: what was found, and what to do next.
    let text: String
}
