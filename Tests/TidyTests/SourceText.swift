/// The text of a Swift file, and the same text with comments and the insides of string literals blanked.
///
/// Rules that look for code look at `code`: a forbidden word in a comment or in a text forbids nothing. Line numbers are the
/// same in both. What is interpolated into a string is code.
struct SourceText {
    /// The file, from the root of the package, as `Sources/MQTT/Connection.swift`.
    let path: String
    let lines: [Substring]
    let code: [Substring]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let blanked = String(decoding: SourceText.blanked(Array(text.utf8)), as: UTF8.self)
        code = blanked.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Where the scanner is: in code (inside how many parentheses of an interpolation), or in a string literal.
    private enum Place {
        case code(parentheses: Int)
        case string(hashes: Int, isMultiline: Bool)
    }

    private static func blanked(_ text: [UInt8]) -> [UInt8] {
        var result = text
        var places: [Place] = [.code(parentheses: 0)]
        var index = 0
        func blank(to end: Int) {
            while index < min(end, text.count) {
                if text[index] != UInt8(ascii: "\n") { result[index] = UInt8(ascii: " ") }
                index += 1
            }
        }
        while index < text.count {
            switch places[places.count - 1] {
            case .code(let parentheses):
                if text.starts("//", at: index) {
                    blank(to: text.firstIndex(from: index) { $0 == UInt8(ascii: "\n") })
                } else if text.starts("/*", at: index) {
                    blank(to: text.endOfBlockComment(from: index))
                } else if let end = text.endOfRegex(from: index) {
                    blank(to: end)
                } else if let (hashes, quotes) = text.openingQuote(at: index) {
                    places.append(.string(hashes: hashes, isMultiline: quotes == 3))
                    index += hashes + quotes
                } else {
                    let depth = parentheses + (places.count == 1 ? 0 : text[index].nesting)
                    places[places.count - 1] = .code(parentheses: depth)
                    if places.count > 1, depth == 0 { places.removeLast() }
                    index += 1
                }
            case .string(let hashes, let isMultiline):
                let fence = String(repeating: "#", count: hashes)
                let end = (isMultiline ? "\"\"\"" : "\"") + fence
                if text.starts("\\\(fence)(", at: index) {
                    places.append(.code(parentheses: 1))
                    index += hashes + 2
                } else if text.starts("\\\(fence)", at: index) {
                    blank(to: index + hashes + 2)
                } else if text.starts(end, at: index) {
                    places.removeLast()
                    index += end.utf8.count
                } else if !isMultiline, text[index] == UInt8(ascii: "\n") {
                    places.removeLast()
                } else {
                    blank(to: index + 1)
                }
            }
        }
        return result
    }
}

extension UInt8 {
    fileprivate var nesting: Int { self == UInt8(ascii: "(") ? 1 : self == UInt8(ascii: ")") ? -1 : 0 }
}

extension [UInt8] {
    fileprivate func starts(_ text: String, at index: Int) -> Bool { self[index...].starts(with: text.utf8) }

    fileprivate func firstIndex(from index: Int, where predicate: (UInt8) -> Bool) -> Int {
        self[index...].firstIndex(where: predicate) ?? count
    }

    fileprivate func endOfBlockComment(from start: Int) -> Int {
        var depth = 0
        var index = start
        repeat {
            if starts("/*", at: index) { depth += 1 }
            if starts("*/", at: index) { depth -= 1 }
            index += starts("/*", at: index) || starts("*/", at: index) ? 2 : 1
        } while depth > 0 && index < count
        return index
    }

    /// The number of `#` and of quotes when a string literal begins here.
    fileprivate func openingQuote(at index: Int) -> (hashes: Int, quotes: Int)? {
        let hashes = self[index...].prefix { $0 == UInt8(ascii: "#") }.count
        guard index + hashes < count, self[index + hashes] == UInt8(ascii: "\"") else { return nil }
        return (hashes, starts("\"\"\"", at: index + hashes) ? 3 : 1)
    }

    /// The end of a regular expression between slashes: it begins where no operand precedes, and ends on its line.
    fileprivate func endOfRegex(from start: Int) -> Int? {
        guard self[start] == UInt8(ascii: "/"), start + 1 < count, self[start + 1] != UInt8(ascii: " ") else {
            return nil
        }
        let before = self[..<start].last { $0 != UInt8(ascii: " ") }
        guard let before, "(,=:[".utf8.contains(before) else { return nil }
        var index = start + 1
        while index < count, self[index] != UInt8(ascii: "\n") {
            if self[index] == UInt8(ascii: "/") { return index + 1 }
            index += self[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }
}
