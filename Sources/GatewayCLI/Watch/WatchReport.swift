import Observations

/// A verdict as text: for the person beside the mast, and for programs.
enum WatchReport {
    private static let marks: [WatchCheck.Outcome: String] = [
        .ok: "ok  ", .warning: "WARN", .failure: "FAIL", .unknown: "-   ",
    ]

    /// The checklist, and below it `GO` or `NO-GO` with the reasons.
    static func text(_ verdict: WatchVerdict, columns: Int) -> String {
        let lines = verdict.checks.map { check in
            let subject = DisplayText.padded(check.subject.rawValue, to: 9, isRight: false)
            let head = "\(marks[check.outcome] ?? "-   ")  \(subject) "
            return head + wrapped(check.text, columns: columns, indent: head.count) + "\n"
        }
        guard !verdict.isGo else { return lines.joined() + "GO\n" }
        let subjects = verdict.checks.filter { $0.outcome == .failure }.map(\.subject.rawValue)
        return lines.joined() + "NO-GO: \(subjects.joined(separator: ", "))\n"
    }

    /// One JSON object on one line.
    static func json(_ verdict: WatchVerdict, _ watched: WatchCase) -> String {
        let checks = verdict.checks.map { check in
            "{\"check\":\(JSONText.quoted(check.subject.rawValue)),\"outcome\":\(JSONText.quoted(check.outcome.rawValue)),"
                + "\"text\":\(JSONText.quoted(check.text))}"
        }
        let reasons = verdict.reasons.map(JSONText.quoted)
        return
            "{\"thing\":\(Cell(watched.thing?.id.string).json),\"hardwareID\":\(JSONText.quoted(watched.hardwareID)),"
            + "\"verdict\":\"\(verdict.isGo ? "go" : "no-go")\",\"messages\":\(watched.uplinks.count),"
            + "\"checks\":[\(checks.joined(separator: ","))],\"reasons\":[\(reasons.joined(separator: ","))]}\n"
    }

    /// The text broken between words, later lines below the first; a command to copy stays on one line.
    private static func wrapped(_ text: String, columns: Int, indent: Int) -> String {
        var lines: [String] = [""]
        for (index, part) in DisplayText.printable(text).split(separator: "`", omittingEmptySubsequences: false)
            .enumerated()
        {
            let words = index % 2 == 1 ? ["`\(part)`"] : part.split(separator: " ").map(String.init)
            for word in words {
                let line = lines[lines.count - 1]
                let isLong = !line.isEmpty && DisplayText.width(line) + 1 + DisplayText.width(word) > columns - indent
                if isLong {
                    lines.append(word)
                } else {
                    lines[lines.count - 1] =
                        line.isEmpty || word.first.map(".,;:".contains) == true ? line + word : line + " " + word
                }
            }
        }
        return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
    }
}
