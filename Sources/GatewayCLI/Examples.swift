/// Command lines to copy, at the end of a command's help.
///
/// ```swift
/// discussion: """
///     What the command does, in a paragraph.
///
///     \(Examples("gateway device list -o json", "gateway device list --agency environment-dept"))
///     """
/// ```
/// Tests parse every one of them. A long one goes on in the next line, as in a shell, after a backslash.
struct Examples: CustomStringConvertible {
    private let lines: [String]

    init(_ lines: String...) { self.lines = lines }

    var description: String {
        let indented = lines.map { "  " + $0.replacing("\n", with: "\n      ") }
        return (["Examples:"] + indented).joined(separator: "\n")
    }
}
