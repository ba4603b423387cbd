import Foundation
import TestBroker
import Testing

@testable import Torture

struct ResultsFolderTests {
    private func entry(_ number: Int, commit: String, date: String, form: Form = .long, cycles: Int = 3) -> Entry {
        var figures = Figures()
        figures.cycles = cycles
        figures.recovery = .milliseconds(1_250)
        figures.notes = ["seen"]
        var entry = Entry(
            number: number,
            title: "kill",
            injection: "SIGKILL",
            promise: "all",
            outcome: .ran(figures),
            control: .failedAsItMust(title: "naive", "lost 7")
        )
        entry.seconds = 12.5
        entry.run = Run(form: form.rawValue, seed: 4, commit: commit, date: date)
        return entry
    }

    private func withFolder(_ body: (ResultsFolder) throws -> Void) throws {
        let directory = try Scratch.makeDirectory("results")
        defer { Scratch.remove(directory) }
        try body(try ResultsFolder(path: "\(directory)/results"))
    }

    @Test func aRowIsReadBackAsItWasKept() throws {
        try withFolder { folder in
            let kept = entry(7, commit: "abc1234 with changes 1f", date: "2026-11-26T07:20:00Z")
            try folder.save(kept)
            #expect(try folder.entries(of: .long) == [kept])
            #expect(try folder.entries(of: .quick).isEmpty)
        }
    }

    @Test func theNewestResultOfARowCounts() throws {
        try withFolder { folder in
            let old = entry(7, commit: "zzz", date: "2026-11-26T07:20:00Z")
            let new = entry(7, commit: "aaa", date: "2026-11-26T09:20:00Z")
            for each in [new, old] { try folder.save(each) }
            #expect(try folder.newest(of: .long) == [7: new])
            // The same row of the same commit replaces what was there.
            let again = entry(7, commit: "aaa", date: "2026-11-26T10:00:00Z", cycles: 9)
            try folder.save(again)
            #expect(try folder.entries(of: .long).count == 2)
            #expect(try folder.newest(of: .long) == [7: again])
        }
    }

    @Test func aRowThatDidNotRunIsAskedAgain() throws {
        try withFolder { folder in
            var entry = Entry(
                number: 2,
                title: "power cut",
                injection: "",
                promise: "",
                outcome: .notRun("needs root"),
                control: .notRun(title: "naive", "the row did not run")
            )
            entry.seconds = 0
            try folder.save(entry)
            #expect(try folder.entries(of: .long).isEmpty)
        }
    }

    @Test func twoProcessesNeverRunTheSameRow() throws {
        try withFolder { folder in
            var claim = try folder.claim(3, form: .long)
            #expect(claim != nil)
            #expect(try folder.claim(3, form: .long) == nil)
            #expect(try folder.claim(4, form: .long) != nil)
            #expect(try folder.claim(3, form: .quick) != nil)
            claim = nil
            #expect(try folder.claim(3, form: .long) != nil)
        }
    }
}
