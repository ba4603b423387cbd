extension TidyRule {
    static let fileLinesMax = 500
    static let functionLinesMax = 70

    static let fileNames = TidyRule(
        name: "one type per file, file named after it",
        refuses: [
            Sample("public struct Other {}"), Sample("struct Sample {}\nstruct Other {}"),
            Sample("extension Other {}", in: "Sources/Gateway/Sample+Theme.swift"),
            Sample("struct Sample {}", in: "Sources/Gateway/Sample+Theme.swift"),
            Sample("public import Observations\n\nfinal class Other: Sendable {}"),
        ],
        accepts: [
            Sample("public final class Sample: Sendable {\n    struct Inner {}\n}"),
            Sample("struct Sample {}\npublic enum SampleError: Error {}"),
            Sample("struct Sample {}\nprivate struct Helper {}"),
            Sample("public func sample() {}"), Sample("extension Sample {}", in: "Sources/Gateway/Sample+Theme.swift"),
            Sample("extension [UInt8] {}", in: "Sources/Gateway/Bytes+Theme.swift"),
            Sample("struct Other {}", in: "Tests/GatewayTests/Sample.swift"),
        ]
    ) { file in
        guard file.path.hasPrefix("Sources/"), file.name != "main.swift" else { return [] }
        let types = file.code.enumerated().compactMap { index, line in
            topLevelType(line).map { (line: index + 1, name: $0) }
        }
        let stem = String(file.name.dropLast(".swift".count))
        if let plus = stem.firstIndex(of: "+") {
            let type = stem[..<plus]
            let extended = file.code.filter { $0.contains("extension ") }
            let isNamed = extended.contains { line in
                line.split { !($0.isLetter || $0.isNumber) }.contains(type) || line.contains("[")
            }
            return types.map { ($0.line, "\($0.name) belongs into \($0.name).swift") }
                + (isNamed ? [] : [(1, "extends no \(type)")])
        }
        guard let first = types.first else { return [] }
        let others = types.filter { $0.name != stem && $0.name != "\(stem)Error" }
        guard types.contains(where: { $0.name == stem }) else {
            return [(first.line, "\(first.name) is not named \(stem)")]
        }
        return others.map { ($0.line, "\($0.name) belongs into \($0.name).swift") }
    }

    static let fileLength = TidyRule(
        name: "a file is one thing, at most \(fileLinesMax) lines",
        refuses: [Sample(String(repeating: "let x = 1\n", count: fileLinesMax + 1))],
        accepts: [Sample(String(repeating: "let x = 1\n", count: fileLinesMax))]
    ) { file in
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        return count > fileLinesMax ? [(count, "\(count) lines")] : []
    }

    static let functionLength = TidyRule(
        name: "a function fits a screen, at most \(functionLinesMax) lines",
        refuses: [
            Sample("func f() {\n\(String(repeating: "    g()\n", count: functionLinesMax - 1))}"),
            Sample(
                "    public init(\n        a: Int\n    ) throws {\n\(String(repeating: "    g()\n", count: functionLinesMax))}"
            ),
            Sample("static func f() -> Int\nwhere A: B {\n\(String(repeating: "    g()\n", count: functionLinesMax))}"),
        ],
        accepts: [
            Sample("func f() {\n\(String(repeating: "    g()\n", count: functionLinesMax - 2))}"),
            Sample(
                "protocol P {\n    func f()\n    func g() -> Int\n}\n\(String(repeating: "let x = { 1 }\n", count: 80))"
            ),
            Sample("func f() {}\n\(String(repeating: "let x = { 1 }\n", count: 80))"),
        ]
    ) { file in
        file.code.indices.compactMap { index in
            guard beginsFunction(file.code[index]), let end = endOfBody(file.code, from: index) else { return nil }
            let count = end - index + 1
            return count > functionLinesMax ? (index + 1, "\(count) lines") : nil
        }
    }

    private static func topLevelType(_ line: Substring) -> String? {
        guard let first = line.first, first.isLetter || first == "@" else { return nil }
        let words = line.split { $0 == " " || $0 == ":" || $0 == "<" || $0 == "{" || $0 == "(" }
        let modifiers: Set<Substring> = ["public", "package", "internal", "final", "indirect"]
        guard let position = words.firstIndex(where: { !modifiers.contains($0) && !$0.hasPrefix("@") }) else {
            return nil
        }
        guard ["struct", "class", "enum", "protocol", "actor"].contains(words[position]) else { return nil }
        return words.dropFirst(position + 1).first.map(String.init)
    }

    private static func beginsFunction(_ line: Substring) -> Bool {
        let modifiers: Set<Substring> = [
            "public", "package", "internal", "fileprivate", "private", "static", "class", "final", "override",
            "mutating",
            "nonmutating", "required", "convenience", "nonisolated", "consuming", "borrowing",
        ]
        let word = line.split(separator: " ").first { !modifiers.contains($0) && !$0.hasPrefix("@") }
        guard let word else { return false }
        return word == "func" || word.hasPrefix("init(") || word.hasPrefix("init?(") || word.hasPrefix("init<")
            || word.hasPrefix("subscript(")
    }

    /// The line on which the body ends of the function that begins on a line; nil when it has no body.
    private static func endOfBody(_ code: [Substring], from start: Int) -> Int? {
        var parentheses = 0
        var braces = 0
        for index in start..<code.count {
            let words = code[index].drop { $0 == " " }
            if braces == 0, parentheses == 0, index > start {
                let continues = ["throws", "async", "where", "->", "{", "rethrows", ")"].contains {
                    words.hasPrefix($0)
                }
                guard continues else { return nil }
            }
            for byte in words.utf8 {
                switch byte {
                case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
                case UInt8(ascii: "{") where parentheses == 0 || braces > 0: braces += 1
                case UInt8(ascii: "}") where braces > 0:
                    braces -= 1
                    if braces == 0 { return index }
                default: break
                }
            }
        }
        return nil
    }
}
