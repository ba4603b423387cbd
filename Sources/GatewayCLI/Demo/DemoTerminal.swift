import Foundation
import Glibc

/// What the demo shows: lines, and below them one status line that is written anew in place.
///
/// Without a terminal the status line is a line like any other. Colours only on a terminal, and not with NO_COLOR.
/// Nobody reading any more is no reason to leave children behind: it shows as `isGone`.
final class DemoTerminal {
    enum Colour: String {
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "34"
        case magenta = "35"
        case cyan = "36"
        case bold = "1"
        case dim = "2"
    }

    /// Whether keys can be pressed and lines written anew.
    let isInteractive: Bool
    /// Whether nobody reads any more.
    private(set) var isGone = false

    private let hasColours: Bool
    private var settings: termios?
    private var status = ""

    init() {
        isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        let environment = ProcessInfo.processInfo.environment
        let isPlain = environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb"
        hasColours = isatty(STDOUT_FILENO) == 1 && !isPlain
        guard isInteractive else { return }
        var current = termios()
        guard tcgetattr(STDIN_FILENO, &current) == 0 else { return }
        settings = current
        // Keys one by one and unseen; Ctrl-C stays a signal.
        current.c_lflag &= ~tcflag_t(ICANON | ECHO)
        tcsetattr(STDIN_FILENO, TCSANOW, &current)
    }

    deinit {
        endStatus()
        if var settings { tcsetattr(STDIN_FILENO, TCSANOW, &settings) }
    }

    /// The columns that a line may have.
    var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// A text in a colour, where there are colours.
    func coloured(_ text: String, _ colour: Colour) -> String {
        hasColours && !text.isEmpty ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Writes a line above the status line.
    func line(_ text: String) {
        if isInteractive, !status.isEmpty {
            write("\r\u{1B}[K\(text)\n\(status)")
        } else {
            write(text + "\n")
        }
    }

    /// Writes the status line.
    func show(status text: String) {
        guard isInteractive else { return write(text + "\n") }
        status = text
        write("\r\u{1B}[K\(text)")
    }

    /// Leaves the status line where it is; what follows is written below.
    func endStatus() {
        guard isInteractive, !status.isEmpty else { return }
        status = ""
        write("\n")
    }

    /// The keys that were pressed, when standard input is readable.
    func keys() -> [Character] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        guard count > 0 else { return [] }
        return Array(String(decoding: bytes[..<count], as: UTF8.self).lowercased())
    }

    private func write(_ text: String) {
        guard !isGone else { return }
        isGone = !FileDescriptorWriter.write(Array(text.utf8), to: STDOUT_FILENO)
    }
}
