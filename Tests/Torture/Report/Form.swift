/// How much of the matrix is run.
enum Form: String, CaseIterable, Sendable {
    /// A few minutes, beside the tests.
    case quick
    /// A quarter of an hour.
    case medium
    /// Hours.
    case long

    func cycles(_ quick: Int, _ medium: Int, _ long: Int) -> Int {
        switch self {
        case .quick: quick
        case .medium: medium
        case .long: long
        }
    }

    func seconds(_ quick: Double, _ medium: Double, _ long: Double) -> Duration {
        switch self {
        case .quick: .seconds(quick)
        case .medium: .seconds(medium)
        case .long: .seconds(long)
        }
    }
}
