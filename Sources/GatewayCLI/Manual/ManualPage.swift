/// A manual page in the making: text for `man`, in the macros of man(7).
///
/// Everything that is added is text; what the macros would read is made harmless.
struct ManualPage {
    private(set) var text: String

    /// A page of a title and a section.
    init(_ title: String, section: Int, version: String) {
        let name = ManualPage.escaped(title.uppercased())
        text = ".TH \"\(name)\" \"\(section)\" \"\" \"gateway \(ManualPage.escaped(version))\"\n.nh\n.ad l\n"
    }

    mutating func heading(_ name: String) { text += ".SH \"\(ManualPage.escaped(name))\"\n" }

    mutating func subheading(_ name: String) { text += ".SS \"\(ManualPage.escaped(name))\"\n" }

    /// Paragraphs, divided by empty lines; indented lines stay as they are.
    mutating func paragraphs(_ words: String) {
        var lines = words.split(separator: "\n", omittingEmptySubsequences: false)[...]
        var begins = true
        while let line = lines.first {
            if line.hasPrefix("  ") {
                let block = lines.prefix { $0.hasPrefix("  ") }
                example(block.map { String($0.dropFirst(2)) })
                lines = lines.dropFirst(block.count)
                begins = true
            } else {
                lines = lines.dropFirst()
                if line.isEmpty {
                    begins = true
                } else {
                    if begins { text += ".PP\n" }
                    text += ManualPage.line(String(line))
                    begins = false
                }
            }
        }
    }

    /// A term and what it means.
    mutating func item(_ term: String, _ meaning: String) {
        text += ".TP\n\\fB\(ManualPage.escaped(term))\\fR\n"
        let lines = meaning.split(separator: "\n")
        text += lines.isEmpty ? "\\&\n" : lines.map { ManualPage.line(String($0)) }.joined()
    }

    /// Lines that are shown as they are.
    mutating func example(_ lines: [String]) {
        text += ".PP\n.RS 4\n.nf\n" + lines.map { ManualPage.line($0) }.joined() + ".fi\n.RE\n"
    }

    /// One line of words: it must not begin as a request.
    private static func line(_ words: String) -> String {
        let isRequest = words.hasPrefix(".") || words.hasPrefix("'")
        return (isRequest ? "\\&" : "") + escaped(words) + "\n"
    }

    private static func escaped(_ words: String) -> String {
        var result = ""
        for scalar in words.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "\"": result += "\\(dq"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            case " "..."~": result.unicodeScalars.append(scalar)
            default: result += "\\[u" + hexadecimal(scalar.value) + "]"
            }
        }
        return result
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
