import Glibc

/// How a command ended, as scripts see it.
enum CommandStatus: Int32, CaseIterable {
    /// It did what it was asked to do.
    case success = 0
    /// It could not.
    case failure = 1
    /// The command line is wrong.
    case usage = 2
    /// What was named does not exist.
    case notFound = 3
    /// What was to be made is in the way of something else.
    case conflict = 4
    /// A broker or the running gateway did not answer.
    case unreachable = 5
    /// Some of it was done.
    case partlyImported = 6

    /// In a few words.
    var meaning: String {
        switch self {
        case .success: "ok"
        case .failure: "failure"
        case .usage: "usage"
        case .notFound: "not found"
        case .conflict: "conflict"
        case .unreachable: "unreachable"
        case .partlyImported: "partly imported"
        }
    }

    /// All of them in one line.
    static var summary: String { allCases.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: ", ") }

    func exit() -> Never { Glibc.exit(rawValue) }
}
