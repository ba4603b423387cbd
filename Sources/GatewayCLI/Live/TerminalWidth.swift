import Glibc

/// How many columns a line may have.
enum TerminalWidth {
    /// Where standard output is no terminal, or does not say.
    static let standard = 80

    /// The columns of the terminal that standard output is.
    static var columns: Int { ofTerminal ?? standard }

    /// The columns of the terminal that standard output is; nothing where it is none, or does not say.
    static var ofTerminal: Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else {
            return nil
        }
        return Int(size.ws_col)
    }
}
