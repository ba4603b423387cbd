import Foundation
import TestBroker

@testable import TestCity

/// One run of a row: its chance, its folder, its figures.
final class Trial {
    let row: Row
    let form: Form
    var chance: Chance
    var figures = Figures()
    private let directory: String
    private var stages = 0
    private var last = Ledgers()
    private let begin = ContinuousClock.now
    private let limit: Duration?
    private var printed = ContinuousClock.now

    /// A run of a row; with a limit no cycle begins after it.
    init(row: Row, form: Form, seed: UInt64, directory: String, limit: Duration? = nil) {
        self.row = row
        self.form = form
        chance = Chance(seed: seed, row: row.number)
        self.directory = directory
        self.limit = limit
    }

    /// A new city with ledgers of its own; its gateway is not started.
    func stage(_ settings: CitySettings = CitySettings(), subject: Stage.Subject = .gateway) throws -> Stage {
        stages += 1
        return try Stage(directory: "\(directory)/run-\(stages)", settings: settings, subject: subject)
    }

    /// Stops the sensors, waits for what is on its way, and adds the account to the figures.
    func settle(_ stage: Stage, losses: Figures.Losses = .none) throws {
        // What a broker has forgotten never comes: no need to wait long for it.
        try stage.quiesce(silence: losses == .none ? .seconds(12) : .seconds(4))
        let ledgers = try stage.ledgers()
        let account = Account(ledgers, forgivesUpstream: losses == .brokers)
        figures.add(account, published: stage.sensorsWire.publishes, losses: losses)
        last = ledgers
    }

    /// Counts a cycle, and says where the row is, every ten seconds at most.
    ///
    /// - Returns: whether the next cycle is to come; not when the row's time is up.
    func progress(_ cycle: Int, of count: Int) -> Bool {
        figures.cycles += 1
        if printed + .seconds(10) < .now {
            printed = .now
            Console.say("   \(cycle) of \(count)")
        }
        guard let limit, cycle < count, begin + limit < .now else { return true }
        note("its time was up after \(cycle) of \(count)")
        return false
    }

    func note(_ text: String) { figures.notes.append(text) }

    /// What the product promises of its own speed holds on a machine that does nothing else: in the quick form, which runs
    /// beside builds and tests, five times the duration is granted.
    func granted(_ duration: Duration) -> Duration { form == .quick ? duration * 5 : duration }

    /// Something has happened, and within what is granted.
    func expect(since begin: ContinuousClock.Instant, within duration: Duration, _ what: String) {
        let took = ContinuousClock.now - begin
        let granted = granted(duration)
        expect(took <= granted, "\(what) after \(Report.text(took)), and not within \(Report.text(granted))")
    }

    func expect(_ condition: Bool, _ what: @autoclosure () -> String) {
        if !condition { figures.broken.append(what()) }
    }

    // MARK: Controls

    /// A run of the gateway that acknowledges first: its account must show a loss.
    func naive(
        _ settings: CitySettings = CitySettings(),
        fault: (Stage) throws -> Void
    ) throws -> Row.Control.Verdict {
        let stage = try self.stage(settings, subject: .naive)
        try stage.start()
        try stage.publish(100)
        try fault(stage)
        try stage.quiesce(silence: .seconds(2))
        let lost = Account(try stage.ledgers()).lost.count
        return lost > 0 ? .failedAsItMust("lost \(lost)") : .didNotFail("lost nothing")
    }

    /// The row's own ledgers, with one reading taken out of L3: the account must show that one.
    func takeOneAway() throws -> Row.Control.Verdict {
        guard let part = last.withoutOne(using: &chance) else { return .didNotFail("nothing had arrived") }
        let before = Account(last, forgivesUpstream: true)
        let after = Account(part, forgivesUpstream: true)
        let more =
            last.released.isEmpty
            ? after.missing.count - before.missing.count : after.lost.count - before.lost.count
        return more == 1 ? .failedAsItMust("lost 1") : .didNotFail("lost \(more)")
    }

    /// The row's own ledgers, with one reading under a second id in L3: the account must show it as a duplicate.
    func writeOneTwice() throws -> Row.Control.Verdict {
        var more = last
        guard let entry = last.received.randomElement(using: &chance) else { return .didNotFail("nothing had arrived") }
        more.received.append(Ledger.Entry(sample: entry.sample, id: "another"))
        let count = Account(more).duplicates - Account(last).duplicates
        return count == 1 ? .failedAsItMust("1 duplicate") : .didNotFail("\(count) duplicates")
    }
}
