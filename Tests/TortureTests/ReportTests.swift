import Testing

@testable import Torture

struct ReportTests {
    private func report(_ entries: [Entry]) -> Report {
        Report(machine: "2 processors", form: .quick, entries: entries)
    }

    private func entry(_ outcome: Entry.Outcome, _ control: Entry.ControlOutcome) -> Entry {
        var entry = Entry(
            number: 1,
            title: "kill | -9",
            injection: "SIGKILL",
            promise: "all",
            outcome: outcome,
            control: control
        )
        entry.seconds = 61.26
        entry.run = Run(form: "quick", seed: 99, commit: "abc1234", date: "2026-11-26T07:20:00Z")
        return entry
    }

    private let good = Entry.ControlOutcome.failedAsItMust(title: "naive", "lost 7")

    @Test func aRowIsOneLineWithItsFigures() {
        var figures = Figures()
        figures.cycles = 50
        figures.published = 900
        figures.recovery = .milliseconds(1_290)
        let text = report([entry(.ran(figures), good)]).text
        #expect(
            text.contains(
                "| 1 | kill \\| -9 | 50 | 900 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1.2 s | 61.2 s | failed as it must: lost 7 |"
            )
        )
        #expect(text.contains("TORTURE_SEED=99") && text.contains("No row broke its promise."))
    }

    @Test func aRowThatDidNotRunNeverLooksLikeOneThatPassed() {
        let report = report([entry(.notRun("needs root"), .notRun(title: "naive", "the row did not run"))])
        #expect(report.text.contains("not run: needs root") && report.text.contains("0 of 1 rows ran"))
        #expect(!report.isBroken)
    }

    @Test func aBrokenPromiseAndAControlThatDoesNotFailBreakTheRun() {
        var figures = Figures()
        figures.broken = ["lost 1"]
        let broken = report([entry(.ran(figures), good)])
        #expect(broken.isBroken && broken.text.contains("**Broken:** lost 1") && broken.text.contains("Broken: row 1."))
        let blind = entry(.ran(Figures()), .didNotFail(title: "naive", "lost nothing"))
        let report = self.report([blind])
        #expect(report.isBroken && report.text.contains("**did not fail**"))
    }

    @Test func rowsOfSeveralRunsNameTheirCommitAndSeed() {
        let one = entry(.ran(Figures()), good)
        var other = one
        other.run = Run(form: "quick", seed: 7, commit: "def5678", date: "2026-11-27T00:00:00Z")
        #expect(!report([one, one]).text.contains("- Ran:"))
        let text = report([one, other]).text
        #expect(text.contains("- Ran: commit abc1234, 2026-11-26, `TORTURE_SEED=99`"))
        #expect(text.contains("- Ran: commit def5678, 2026-11-27, `TORTURE_SEED=7`"))
        #expect(report([one, other]).summary == "torture quick: 2 of 2 rows ran in 122.5 s. No row broke its promise.")
    }
}
