import Foundation
import TestBroker

/// Runs the fault matrix: `torture [quick|medium|long]`; exits with 1 when a row breaks its promise.
///
/// `TORTURE_SEED` repeats the choices of a run, `TORTURE_ROWS=1,3` chooses rows, `TORTURE_REPORT=FILE` writes the page, and
/// with `TORTURE_ROW_SECONDS=60` a row begins no further cycle after that time.
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
    let page: String?
    let rowLimit: Duration?
    let directory: String

    init(form: Form, environment: [String: String]) throws {
        self.form = form
        if let text = environment["TORTURE_SEED"] {
            guard let seed = UInt64(text) else { throw TestSupportError("TORTURE_SEED=\(text) is no number") }
            self.seed = seed
        } else {
            seed = UInt64.random(in: 1...999_999_999)
        }
        if let text = environment["TORTURE_ROWS"], !text.isEmpty {
            let numbers = text.split(separator: ",").map { Int($0) }
            rows = Row.all.filter { numbers.contains($0.number) }
            guard rows.count == numbers.count else {
                let known = Row.all.map { "\($0.number)" }.joined(separator: ", ")
                throw TestSupportError("TORTURE_ROWS=\(text): the rows are \(known)")
            }
        } else {
            rows = Row.all
        }
        page = environment["TORTURE_REPORT"].flatMap { $0.isEmpty ? nil : $0 }
        rowLimit = environment["TORTURE_ROW_SECONDS"].flatMap { Int($0) }.map { .seconds($0) }
        directory = try Scratch.makeDirectory("torture-\(seed)")
    }

    /// Runs the rows one after the other, prints each as it ends, and writes the page.
    func run() throws -> Report {
        Console.say("TORTURE_SEED=\(seed) form=\(form.rawValue) ledgers=\(directory)")
        let begin = ContinuousClock.now
        var entries: [Entry] = []
        for row in rows {
            Console.say("\(row.number). \(row.title)")
            let started = ContinuousClock.now
            let entry = entry(for: row)
            entries.append(entry)
            entry.lines.forEach { Console.say("   \($0)") }
            Console.say("   \(Report.text(.now - started))")
            // After each row, so that a run that is ended has said what it found.
            try write(entries + rows.dropFirst(entries.count).map(unreached), since: begin)
        }
        let report = try write(entries, since: begin)
        let broken = entries.filter(\.isBroken).map { "\($0.number)" }
        if broken.isEmpty {
            Scratch.remove(directory)
            Console.say("no row broke its promise")
        } else {
            Console.say("broken: row \(broken.joined(separator: ", ")); the ledgers stay in \(directory)")
            Console.say(
                "again: TORTURE_SEED=\(seed) TORTURE_ROWS=\(broken.joined(separator: ",")) torture \(form.rawValue)"
            )
        }
        return report
    }

    @discardableResult
    private func write(_ entries: [Entry], since begin: ContinuousClock.Instant) throws -> Report {
        let surroundings = try Surveyor.surroundings(form: form, seed: seed, duration: .now - begin)
        let report = Report(surroundings: surroundings, entries: entries)
        if let page { try report.text.write(toFile: page, atomically: true, encoding: .utf8) }
        return report
    }

    private func unreached(_ row: Row) -> Entry {
        let why = "the run was ended before"
        return Entry(
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
