import Testing

@testable import TestCity
@testable import Torture

struct AccountTests {
    private func entry(_ sequence: Int, id: String? = nil) -> Ledger.Entry {
        Ledger.Entry(sample: Sample(thing: "air-1", sequence: sequence), id: id)
    }

    @Test func aRunThatLosesNothingHasACleanAccount() {
        let ledgers = Ledgers(
            acknowledged: [entry(1), entry(2)],
            released: [entry(1), entry(2), entry(2)],
            received: [entry(1, id: "a"), entry(2, id: "b"), entry(2, id: "b")]
        )
        let account = Account(ledgers)
        #expect(account.lost.isEmpty && account.missing.isEmpty && account.duplicates == 0)
        #expect(account.copies == 1 && account.acknowledged == 2 && account.released == 2 && account.received == 2)
    }

    @Test func whatWasReleasedAndDidNotArriveIsLost() {
        let ledgers = Ledgers(acknowledged: [entry(1)], released: [entry(1)], upstream: [entry(1)])
        #expect(Account(ledgers).lost.count == 1)
        #expect(Account(ledgers, forgivesUpstream: true).lost.isEmpty)
        #expect(Account(ledgers, forgivesUpstream: true).lostUpstream == 1)
    }

    @Test func whatOnlyTheFieldBrokerAcknowledgedIsMissing() {
        var figures = Figures()
        let account = Account(Ledgers(acknowledged: [entry(1), entry(2)], received: [entry(1, id: "a")]))
        figures.add(account, published: 2, losses: .fieldBroker)
        #expect(figures.missing == 1 && figures.lost == 0 && figures.broken.isEmpty)
        figures.add(account, published: 2)
        #expect(figures.broken.count == 1)
    }

    @Test func aSampleUnderTwoIdsIsADuplicate() {
        let account = Account(Ledgers(received: [entry(1, id: "a"), entry(1, id: "b")]))
        #expect(account.duplicates == 1 && account.copies == 0)
    }

    @Test func oneReadingLessIsOneLoss() throws {
        var chance = Chance(seed: 7, row: 1)
        let all = (1...20).map { entry($0) }
        let ledgers = Ledgers(acknowledged: all, released: all, upstream: all, received: all)
        let part = try #require(ledgers.withoutOne(using: &chance))
        #expect(Account(part, forgivesUpstream: true).lost.count == 1)
        #expect(Ledgers().withoutOne(using: &chance) == nil)
    }

    @Test func aLedgerIsReadBackAsItWasWritten() throws {
        let path = "/tmp/gateway-ledger-\(UInt64.random(in: 0 ... .max))"
        let ledger = try Ledger(path: path)
        ledger.append(Sample(thing: "air-1", sequence: 4))
        ledger.append(Sample(thing: "air-1", sequence: 5), id: "x")
        #expect(try ledger.entries() == [entry(4), entry(5, id: "x")])
        #expect(ledger.count == 2)
    }

    @Test func theSameSeedMakesTheSameChoices() {
        var one = Chance(seed: 42, row: 3)
        var other = Chance(seed: 42, row: 3)
        var third = Chance(seed: 42, row: 4)
        let numbers = (0..<20).map { _ in one.number(1...1_000) }
        #expect((0..<20).map { _ in other.number(1...1_000) } == numbers)
        #expect((0..<20).map { _ in third.number(1...1_000) } != numbers)
    }
}
