import Foundation
import TestBroker

@testable import TestCity

/// Runs the fault matrix: `torture [quick|medium|long]`; exits with 1 when a row breaks its promise.
///
/// `TORTURE_SEED` repeats the choices of a run, `TORTURE_ROWS=1,3` chooses rows, `TORTURE_REPORT=FILE` writes the page, and
/// with `TORTURE_ROW_SECONDS=60` a row begins no further cycle after that time, with `TORTURE_SECONDS=3600` a run no further row.
/// The quick form has 20 and 480 of them where nothing else is said. `TORTURE_RESULTS=DIR` keeps each row that ended: a
/// run with the same folder, later or beside it, leaves out what is there of the same commit and form, but for rows that
/// `TORTURE_ROWS` names, and the page is made of all that is there.
@main
struct Torture {
    static func main() throws {
        // A gateway that aborts shall be gone at once, not after half a minute of backtraces on a busy machine.
        setenv("SWIFT_BACKTRACE", "enable=no", 1)
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "naive" {
            let ports = arguments.dropFirst().compactMap { UInt16($0) }
            guard ports.count == 2 else { throw TestSupportError("naive FIELD-PORT UPLINK-PORT") }
            var gateway = NaiveGateway(fieldPort: ports[0], uplinkPort: ports[1])
            try gateway.run()
        }
        guard let form = Form(rawValue: arguments.first ?? "quick") else {
            throw TestSupportError("`\(arguments.joined(separator: " "))` is no form: quick, medium or long")
        }
        let report = try Torture(form: form, environment: ProcessInfo.processInfo.environment).run()
        exit(report.isBroken ? 1 : 0)
    }

    let form: Form
    let seed: UInt64
    let rows: [Row]
    /// Whether rows that have ended before run once more.
    let isAgain: Bool
    let results: ResultsFolder?
    let commit: String
    let machine: String
    let page: String?
    let rowLimit: Duration?
    let limit: Duration?
    let directory: String

    init(form: Form, environment: [String: String]) throws {
        self.form = form
        let folder = environment["TORTURE_RESULTS"].flatMap { $0.isEmpty ? nil : $0 }
        results = try folder.map { try ResultsFolder(path: $0) }
        commit = try Surveyor.commit()
        machine = try Surveyor.machine()
        if let text = environment["TORTURE_SEED"] {
            guard let seed = UInt64(text) else { throw TestSupportError("TORTURE_SEED=\(text) is no number") }
            self.seed = seed
        } else {
            // A run that goes on goes on with its seed.
            let known = try results?.entries(of: form).compactMap(\.run).filter { [commit] in $0.commit == commit }
            seed = known?.first?.seed ?? UInt64.random(in: 1...999_999_999)
        }
        if let text = environment["TORTURE_ROWS"], !text.isEmpty {
            let numbers = text.split(separator: ",").map { Int($0) }
            rows = Row.all.filter { numbers.contains($0.number) }
            isAgain = true
            guard rows.count == numbers.count else {
                let known = Row.all.map { "\($0.number)" }.joined(separator: ", ")
                throw TestSupportError("TORTURE_ROWS=\(text): the rows are \(known)")
            }
        } else {
            rows = Row.all
            isAgain = false
        }
        page = environment["TORTURE_REPORT"].flatMap { $0.isEmpty ? nil : $0 }
        let (rowSeconds, seconds) = form == .quick ? (20, 480) : (nil, nil)
        rowLimit = (environment["TORTURE_ROW_SECONDS"].flatMap { Int($0) } ?? rowSeconds).map { .seconds($0) }
        limit = (environment["TORTURE_SECONDS"].flatMap { Int($0) } ?? seconds).map { .seconds($0) }
        City.patience = 3
        directory = try Scratch.makeDirectory("torture-\(seed)")
    }

    /// Runs the rows one after the other, prints each as it ends, and writes the page.
    func run() throws -> Report {
        Console.say("TORTURE_SEED=\(seed) form=\(form.rawValue) commit=\(commit) ledgers=\(directory)")
        var entries: [Int: Entry] = [:]
        let begin = ContinuousClock.now
        for row in rows {
            if let limit, begin + limit < .now {
                Console.say("\(row.number). \(row.title)\n   not run: the time of the run was up")
                entries[row.number] = unreached(row, why: "the time of the run was up")
                continue
            }
            entries[row.number] = try result(of: row)
            // After each row, so that a run that is ended has said what it found.
            try write(report(entries))
        }
        let report = try report(entries)
        try write(report)
        let broken = entries.values.filter(\.isBroken).map(\.number).sorted().map { "\($0)" }.joined(separator: ",")
        if broken.isEmpty {
            Scratch.remove(directory)
        } else {
            Console.say("the ledgers stay in \(directory)")
            Console.say("again: TORTURE_SEED=\(seed) TORTURE_ROWS=\(broken) torture \(form.rawValue)")
        }
        Console.say(report.summary)
        return report
    }

    /// Runs a row, unless the results have it or another process is at it.
    private func result(of row: Row) throws -> Entry {
        Console.say("\(row.number). \(row.title)")
        let claim = try results?.claim(row.number, form: form)
        if results != nil, claim == nil {
            Console.say("   another process is at it")
            return unreached(row, why: "another process is at it")
        }
        if !isAgain, let known = try results?.newest(of: form)[row.number], known.run?.commit == commit {
            Console.say("   it ran before")
            return known
        }
        let begin = ContinuousClock.now
        var entry = entry(for: row)
        entry.seconds = (ContinuousClock.now - begin) / .seconds(1)
        if case .ran = entry.outcome {
            entry.run = Run(form: form.rawValue, seed: seed, commit: commit, date: Date.now.ISO8601Format())
        }
        try results?.save(entry)
        entry.lines.forEach { Console.say("   \($0)") }
        Console.say("   \(Report.text(.now - begin))")
        return withExtendedLifetime(claim) { entry }
    }

    /// The rows of this run, and all others that the results have.
    private func report(_ entries: [Int: Entry]) throws -> Report {
        let known = try results?.newest(of: form) ?? [:]
        let shown = (results == nil ? rows : Row.all).map { row -> Entry in
            if let entry = entries[row.number], entry.run != nil { return entry }
            return known[row.number] ?? entries[row.number] ?? unreached(row, why: "the run was ended before")
        }
        return Report(machine: machine, form: form, entries: shown)
    }

    private func write(_ report: Report) throws {
        if let page { try report.text.write(toFile: page, atomically: true, encoding: .utf8) }
    }

    private func unreached(_ row: Row, why: String) -> Entry {
        Entry(
            number: row.number,
            title: row.title,
            injection: row.injection,
            promise: row.promise,
            outcome: .notRun(why),
            control: .notRun(title: row.control.title, why)
        )
    }

    private func entry(for row: Row) -> Entry {
        let folder = "\(directory)/row-\(row.number)"
        let trial = Trial(row: row, form: form, seed: seed, directory: folder, limit: rowLimit)
        var outcome: Entry.Outcome
        if let why = Tool.missing(row.needs) {
            outcome = .notRun(why)
        } else if !row.forms.contains(form) {
            outcome = .notRun("not in the \(form.rawValue) form")
        } else {
            do { try row.run(trial) } catch { trial.figures.broken.append("\(error)") }
            outcome = .ran(trial.figures)
        }
        return Entry(
            number: row.number,
            title: row.title,
            injection: row.injection,
            promise: row.promise,
            outcome: outcome,
            control: control(of: row, trial, outcome)
        )
    }

    private func control(of row: Row, _ trial: Trial, _ outcome: Entry.Outcome) -> Entry.ControlOutcome {
        let title = row.control.title
        if case .notRun = outcome { return .notRun(title: title, "the row did not run") }
        if let why = Tool.missing(row.control.needs) { return .notRun(title: title, why) }
        do {
            switch try row.control.run(trial) {
            case .failedAsItMust(let what): return .failedAsItMust(title: title, what)
            case .didNotFail(let what): return .didNotFail(title: title, what)
            }
        } catch {
            return .didNotFail(title: title, "\(error)")
        }
    }
}
