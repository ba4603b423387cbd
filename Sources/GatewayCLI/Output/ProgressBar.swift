import Foundation
import Glibc

/// How far a long command is, in one line of a terminal that is gone at the end; nothing where standard error is no terminal.
///
/// Has no colours, so that NO_COLOR is kept anyway.
struct ProgressBar {
    /// Fewer steps are not worth a line.
    static let stepsMin = 1_000

    private let isShown: Bool
    private var percent = -1

    /// A bar on standard error.
    init() {
        isShown = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Shows how many of all steps are done; writes when it is another percent.
    mutating func show(_ what: String, _ done: Int, of total: Int) {
        guard isShown, total >= ProgressBar.stepsMin, done * 100 / total != percent else { return }
        percent = done * 100 / total
        StandardError.write("\r\(ProgressBar.line(what, done, of: total, columns: ProgressBar.columns))\u{1B}[K")
    }

    /// Takes the line away.
    mutating func end() {
        if percent >= 0 { StandardError.write("\r\u{1B}[K") }
        percent = -1
    }

    /// The line for a terminal of so many columns, of which the last one stays free.
    static func line(_ what: String, _ done: Int, of total: Int, columns: Int) -> String {
        let share = total > 0 ? min(1, Double(done) / Double(total)) : 1
        let percent = String(Int(share * 100))
        let figures = String(repeating: " ", count: 3 - percent.count) + percent + "%"
        let room = columns - 1 - DisplayText.width(what) - figures.count - 4
        guard room >= 4 else { return String("\(what) \(figures)".prefix(max(0, columns - 1))) }
        let bar = min(room, 60)
        let filled = Int(share * Double(bar))
        let gauge = String(repeating: "#", count: filled) + String(repeating: "-", count: bar - filled)
        return "\(what) [\(gauge)] \(figures)"
    }

    private static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
