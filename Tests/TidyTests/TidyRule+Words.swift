extension TidyRule {
    /// Forbidden in sources and tests alike.
    private static let everywhere = [
        "try!", "as!", "fatalError(", "Task.detached", "Task.sleep", "Thread.sleep", "usleep(",
    ]

    static let forbiddenWords = TidyRule(
        name: "words that end the process or hide a wait",
        refuses: everywhere.map { Sample("let x = \($0)y)") } + [
            Sample("\"\\(try! x())\""),
            Sample("await Task.sleep(for: .seconds(1))", in: "Tests/MQTTTests/Sample.swift"),
            Sample("// TODO: later"),
        ],
        accepts: [
            Sample("// a fatalError( in a comment"), Sample("let x = \"try! as!\""),
            Sample("let y = #\"try! \"as!\"\"#"),
            Sample("/* try! /* as! */ try! */ let x = 1"), Sample("let x = /try!/"),
            Sample("let x = \"\"\"\n    try!\n    \"\"\""),
        ]
    ) { file in
        file.code.indices.flatMap { index -> [(line: Int, why: String)] in
            let line = file.code[index]
            let words = everywhere.filter { line.contains($0) }.map { (index + 1, "`\($0)` is not used here") }
            guard file.path.hasPrefix("Sources/") else { return words }
            let notes = ["TODO", "FIXME", "XXX"].filter { file.lines[index].contains($0) && !line.contains($0) }
            return words + notes.map { (index + 1, "`\($0)`: do it or leave it out") }
        }
    }

    static let forcedUnwrapping = TidyRule(
        name: "no forced unwrapping",
        refuses: ["x!", "f()!.y", "a[0]!", "let x: Int!", "{ 1 }()!", "x?.y!", "\"\\(x!)\""].map { Sample($0) },
        accepts: ["x != y", "!x", "a ?? !b", "x!=y", "// x!", "\"x!\"", "(!x)", "[!x]", "#!/bin/sh"].map { Sample($0) }
    ) { file in
        file.code.enumerated().flatMap { index, line -> [(line: Int, why: String)] in
            guard line.utf8.contains(UInt8(ascii: "!")), !line.hasPrefix("#!") else { return [] }
            let bytes = Array(line.utf8)
            return bytes.indices.dropFirst().compactMap { column in
                guard bytes[column] == UInt8(ascii: "!"), bytes[column - 1].endsOperand else { return nil }
                guard column + 1 == bytes.count || bytes[column + 1] != UInt8(ascii: "=") else { return nil }
                let before = line.prefix(column)
                guard !["try", "as"].contains(where: before.hasSuffix) else { return nil }
                return (index + 1, "`!` ends the process when there is no value")
            }
        }
    }

    static let uncheckedSendable = TidyRule(
        name: "@unchecked Sendable only in Sources/MQTT, with numbered reasons",
        refuses: [
            Sample("final class A: @unchecked Sendable {}"),
            Sample("final class A: @unchecked Sendable {}", in: "Sources/MQTT/A.swift"),
            Sample("/// A thing.\nfinal class A: @unchecked Sendable {}", in: "Sources/MQTT/A.swift"),
            Sample("/// 1. It is locked.\n\nfinal class A: @unchecked Sendable {}", in: "Sources/MQTT/A.swift"),
        ],
        accepts: [
            Sample("/// 1. It is locked.\nfinal class A: @unchecked Sendable {}", in: "Sources/MQTT/A.swift")
        ]
    ) { file in
        file.code.indices.compactMap { index in
            guard file.code[index].contains("@unchecked Sendable") else { return nil }
            guard file.path.hasPrefix("Sources/MQTT/") else {
                return (index + 1, "only Sources/MQTT has unchecked types")
            }
            let comment = file.lines[..<index].reversed().prefix { $0.drop { $0 == " " }.hasPrefix("//") }
            let isReasoned = comment.contains { $0.drop { "/ -".contains($0) }.hasPrefix("1.") }
            return isReasoned ? nil : (index + 1, "the comment above numbers the reasons (1. …)")
        }
    }
}

extension UInt8 {
    /// Whether an operand can end with this byte, so that a `!` after it unwraps.
    fileprivate var endsOperand: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ")"), UInt8(ascii: "]"): true
        case UInt8(ascii: "}"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "`"): true
        default: false
        }
    }
}
