/// Help as a terminal of 80 columns shows it.
enum HelpText {
    /// The columns that lines are made for.
    static let columns = 80

    /// The text with its line of usage broken between the options; everything else fits as it is.
    static func wrapped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let isUsage = line.hasPrefix("USAGE: ") || line.hasPrefix("Usage: ")
            return isUsage && line.count > columns ? usage(line) : String(line)
        }.joined(separator: "\n")
    }

    private static func usage(_ line: Substring) -> String {
        var lines: [String] = []
        var current = ""
        for word in words(line) {
            if !current.isEmpty, current.count + 1 + word.count > columns {
                lines.append(current)
                current = String(repeating: " ", count: "USAGE: ".count) + word
            } else {
                current += current.isEmpty ? word : " " + word
            }
        }
        return (lines + [current]).joined(separator: "\n")
    }

    /// Words, where what stands in brackets is one, and an option goes with its value.
    private static func words(_ line: Substring) -> [String] {
        var words: [String] = []
        var depth = 0
        for part in line.split(separator: " ") {
            let joins = depth > 0 || (part.hasPrefix("<") && words.last?.hasPrefix("-") == true)
            if joins, let last = words.indices.last { words[last] += " \(part)" } else { words.append(String(part)) }
            depth += part.count { $0 == "[" } - part.count { $0 == "]" }
        }
        return words
    }
}
