import Observations

/// All findings, in the order of the checks.
struct DoctorReport {
    /// The longest name of a section: `configuration`.
    private static let sectionColumns = 13

    private(set) var findings: [DoctorFinding]
    /// Who is told of findings at once.
    private let tell: ([DoctorFinding]) -> Void

    init(findings: [DoctorFinding] = [], telling tell: @escaping ([DoctorFinding]) -> Void = { _ in }) {
        self.findings = findings
        self.tell = tell
    }

    mutating func add(_ findings: [DoctorFinding]) {
        self.findings += findings
        tell(findings)
    }

    /// The same findings without secrets; to be done before their texts are folded.
    func redacted(_ redaction: Redaction) -> DoctorReport {
        let findings = findings.map { finding in
            DoctorFinding(
                finding.section,
                finding.check,
                finding.verdict,
                redaction.redacted(finding.text),
                remedy: finding.remedy.map { redaction.redacted($0) }
            )
        }
        return DoctorReport(findings: findings)
    }

    var failures: Int { findings.count { $0.verdict == .fail } }

    var warnings: Int { findings.count { $0.verdict == .warn } }

    /// A line for each check and one for its remedy, folded to 80 columns.
    var table: String { DoctorReport.table(findings) }

    /// The lines of some of the findings: all have the columns that the whole report has.
    static func table(_ findings: [DoctorFinding]) -> String {
        let width = sectionColumns
        return findings.map { finding in
            let head = DisplayText.padded(finding.verdict.rawValue, to: 8, isRight: false) + "  "
            let section = DisplayText.padded(finding.section, to: width, isRight: false) + "  "
            let indent = String(repeating: " ", count: head.count + section.count)
            let text = DisplayText.printable("\(finding.check): \(finding.text)")
            var lines = DisplayText.folded(text, to: 80 - indent.count)
            if let remedy = finding.remedy {
                lines += DisplayText.folded(DisplayText.printable("-> \(remedy)"), to: 80 - indent.count)
            }
            return head + section + lines.joined(separator: "\n" + indent) + "\n"
        }.joined()
    }

    /// One JSON object: the verdict of all, and the findings.
    var json: String {
        let verdict = failures > 0 ? "FAIL" : warnings > 0 ? "warn" : "ok"
        let objects = findings.map { finding in
            var details = Details()
            details.add("section", .text(finding.section))
            details.add("check", .text(finding.check))
            details.add("verdict", .text(finding.verdict.rawValue))
            details.add("finding", .text(finding.text))
            if let remedy = finding.remedy { details.add("remedy", .text(remedy)) }
            return String(details.text(.json).dropLast())
        }
        return "{\"verdict\":\"\(verdict)\",\"findings\":[\n  \(objects.joined(separator: ",\n  "))\n]}\n"
    }
}
