/// The page `docs/torture.md`, made of what the rows measured and nothing else.
struct Report: Sendable {
    let machine: String
    let form: Form
    let entries: [Entry]

    var isBroken: Bool { entries.contains(where: \.isBroken) }

    private var runs: [Run] { entries.compactMap(\.run) }

    /// Whether all rows are of one commit, day and seed.
    private var isOfOneRun: Bool { Set(runs.map { [$0.commit, $0.day, "\($0.seed)"] }).count < 2 }

    var text: String {
        [head, table, detail].joined(separator: "\n\n") + "\n"
    }

    /// One line: how many rows ran, how long they took, and which broke their promise.
    var summary: String {
        let seconds = entries.compactMap(\.seconds).reduce(0, +)
        let time = Report.text(.seconds(seconds))
        return "torture \(form.rawValue): \(ran) of \(entries.count) rows ran in \(time). \(verdict)"
    }

    private var ran: Int { entries.count { if case .ran = $0.outcome { true } else { false } } }

    private var verdict: String {
        let broken = entries.filter(\.isBroken).map { "\($0.number)" }
        return broken.isEmpty ? "No row broke its promise." : "Broken: row \(broken.joined(separator: ", "))."
    }

    private var head: String {
        let seconds = entries.compactMap(\.seconds).reduce(0, +)
        return """
            # What the gateway loses

            Real brokers, the real gateway and real faults on one machine; `make torture` makes this page. \(ran) of \
            \(entries.count) rows ran. \(verdict) [What it has found](../Sources/Gateway/Gateway.docc/TortureFindings.md) and what mended it.

            Machine: \(machine). Gateway: \(Surveyor.build) build. Form: \(form.rawValue), \(Report.text(.seconds(seconds))) of rows. \
            \(origin) `TORTURE_ROWS=1,3` chooses rows.

            Loss is counted by ledgers that lie outside the fault. **Acknowledged** (L1): what the field broker acknowledged to \
            the sensors. **Released** (L2): what the gateway acknowledged to the field broker, seen on the wire. \
            **Received** (L3): what a consumer at the operations center received, copies removed by id. **Lost**: in L2 and \
            not in L3; the promise of every row is 0. **Missing**: in L1 and not in L3; 0 as well, except where a broker itself is \
            killed: what it forgets is counted and no gateway can bring it back. **Copies**: deliveries that a consumer \
            removes by id. **Duplicates**: readings that come twice after that; 0. **Recovery**: the longest time \
            from the end of a fault to the next reading at the consumer. A **control** is the same fault, or the same \
            account, where readings must be lost: it shows that a loss would be seen.
            """
    }

    private var origin: String {
        guard isOfOneRun, let run = runs.first else {
            return "Commit, date and seed stand with each row; `TORTURE_SEED` makes the same choices again."
        }
        return "Commit: \(run.commit). Date: \(run.day). Seed: `TORTURE_SEED=\(run.seed)` makes the same choices again."
    }

    private var table: String {
        let columns = [
            "#", "fault", "cycles", "published", "acknowledged", "released", "received", "lost", "missing", "copies",
            "duplicates", "worst recovery", "time", "control",
        ]
        let numbers = entries.map { entry -> String in
            switch entry.outcome {
            case .notRun(let why): return Report.line(["\(entry.number)", entry.title, "not run: \(why)"])
            case .ran(let figures):
                let cells =
                    [
                        figures.cycles, figures.published, figures.acknowledged, figures.released, figures.received,
                        figures.lost, figures.missing, figures.copies, figures.duplicates,
                    ].map { "\($0)" } + [
                        figures.recovery.map(Report.text) ?? "–",
                        entry.seconds.map { Report.text(.seconds($0)) } ?? "–",
                        Report.word(entry.control),
                    ]
                return Report.line(["\(entry.number)", entry.title] + cells)
            }
        }
        let rule = Report.line(columns.indices.map { $0 < 2 || $0 > 11 ? "---" : "---:" })
        return ([Report.line(columns), rule] + numbers).joined(separator: "\n")
    }

    private var detail: String {
        let parts = entries.map { entry -> String in
            var lines = ["### \(entry.number). \(entry.title)", "", "- Injected: \(entry.injection)"]
            if !entry.promise.isEmpty { lines.append("- Promised: \(entry.promise)") }
            switch entry.outcome {
            case .notRun(let why): lines.append("- Not run: \(why)")
            case .ran(let figures):
                lines += figures.notes.map { "- Seen: \($0)" }
                if figures.lostUpstream > 0 {
                    lines.append("- The killed broker of the operations center forgot \(figures.lostUpstream).")
                }
                lines += figures.broken.map { "- **Broken:** \($0)" }
            }
            switch entry.control {
            case .failedAsItMust(let title, let what): lines.append("- Control: \(title): \(what), as it must.")
            case .didNotFail(let title, let what): lines.append("- **Control did not fail:** \(title): \(what)")
            case .notRun(let title, let why): lines.append("- Control not run: \(title): \(why)")
            }
            if !isOfOneRun, let run = entry.run {
                lines.append("- Ran: commit \(run.commit), \(run.day), `TORTURE_SEED=\(run.seed)`")
            }
            return lines.joined(separator: "\n")
        }
        return (["## Row by row"] + parts).joined(separator: "\n\n")
    }

    static func text(_ duration: Duration) -> String {
        let seconds = duration / .seconds(1)
        if seconds >= 600 { return "\(Int(seconds / 60)) min" }
        return "\(Int(seconds)).\(Int((seconds * 10).rounded(.down)) % 10) s"
    }

    private static func word(_ control: Entry.ControlOutcome) -> String {
        switch control {
        case .failedAsItMust(_, let what): "failed as it must: \(what)"
        case .didNotFail: "**did not fail**"
        case .notRun(_, let why): "not run: \(why)"
        }
    }

    private static func line(_ cells: [String]) -> String {
        "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
}
