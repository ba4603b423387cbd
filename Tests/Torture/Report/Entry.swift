/// What became of a row.
struct Entry: Hashable, Codable, Sendable {
    let number: Int
    let title: String
    let injection: String
    let promise: String
    let outcome: Outcome
    let control: ControlOutcome
    /// How long it took with its control.
    var seconds: Double?
    /// The run that it comes of; nothing when it did not run.
    var run: Run?

    enum Outcome: Hashable, Codable, Sendable {
        case ran(Figures)
        case notRun(String)
    }

    enum ControlOutcome: Hashable, Codable, Sendable {
        case failedAsItMust(title: String, String)
        case didNotFail(title: String, String)
        case notRun(title: String, String)
    }

    /// Whether the row broke its promise, or its control did not see a loss that was there.
    var isBroken: Bool {
        if case .ran(let figures) = outcome, !figures.broken.isEmpty { return true }
        if case .didNotFail = control { return true }
        return false
    }
}
