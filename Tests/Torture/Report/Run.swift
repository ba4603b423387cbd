/// The run that a row's figures come of.
struct Run: Hashable, Codable, Sendable {
    let form: String
    let seed: UInt64
    let commit: String
    /// When the row had ended, as ISO 8601 in UTC.
    let date: String

    /// The date without the time of day.
    var day: String { String(date.prefix(10)) }
}
