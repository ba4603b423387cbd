import Testing

/// One rule about the source tree, with samples that prove that it sees what it forbids.
struct TidyRule: Sendable, CustomTestStringConvertible {
    let name: String
    /// Texts that break the rule; each must be refused.
    let refuses: [Sample]
    /// Texts that are near to breaking it and do not; each must pass.
    let accepts: [Sample]
    /// The lines of a file that break the rule, counted from 1, and why.
    let check: @Sendable (SourceText) -> [(line: Int, why: String)]

    var testDescription: String { name }

    /// A file that does not exist.
    struct Sample: Sendable {
        let path: String
        let text: String

        init(_ text: String, in path: String = "Sources/Gateway/Sample.swift") {
            self.path = path
            self.text = text
        }
    }

    func violations(in file: SourceText) -> [String] {
        check(file).map { "\(file.path):\($0.line): \($0.why) (\(name))" }
    }

    static let all = [
        imports, forbiddenWords, forcedUnwrapping, uncheckedSendable, fileNames, fileLength, functionLength,
    ]
}
