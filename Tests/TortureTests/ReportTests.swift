import Testing

@testable import Torture

struct ReportTests {
    private let surroundings = Report.Surroundings(
        machine: "2 processors",
        commit: "abc1234",
        date: "2026-11-26",
        form: "quick",
        seed: 99,
        duration: .seconds(61)
    )

    private func entry(_ outcome: Entry.Outcome, _ control: Entry.ControlOutcome) -> Entry {
        Entry(number: 1, title: "kill | -9", injection: "SIGKILL", promise: "all", outcome: outcome, control: control)
    }

    private let good = Entry.ControlOutcome.failedAsItMust(title: "naive", "lost 7")

    @Test func aRowIsOneLineWithItsFigures() {
        var figures = Figures()
        figures.cycles = 50
        figures.published = 900
        figures.recovery = .milliseconds(1_290)
        let text = Report(surroundings: surroundings, entries: [entry(.ran(figures), good)]).text
        #expect(
            text.contains(
                "| 1 | kill \\| -9 | 50 | 900 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1.2 s | failed as it must: lost 7 |"
            )
        )
        #expect(text.contains("TORTURE_SEED=99") && text.contains("No row broke its promise."))
    }

    @Test func aRowThatDidNotRunNeverLooksLikeOneThatPassed() {
        let report = Report(
            surroundings: surroundings,
            entries: [entry(.notRun("needs root"), .notRun(title: "naive", "the row did not run"))]
        )
        #expect(report.text.contains("not run: needs root") && report.text.contains("0 of 1 rows ran"))
        #expect(!report.isBroken)
    }

    @Test func aBrokenPromiseAndAControlThatDoesNotFailBreakTheRun() {
        var figures = Figures()
        figures.broken = ["lost 1"]
        let broken = Report(surroundings: surroundings, entries: [entry(.ran(figures), good)])
        #expect(broken.isBroken && broken.text.contains("**Broken:** lost 1") && broken.text.contains("Broken: row 1."))
        let blind = entry(.ran(Figures()), .didNotFail(title: "naive", "lost nothing"))
        let report = Report(surroundings: surroundings, entries: [blind])
        #expect(report.isBroken && report.text.contains("**did not fail**"))
    }
}
