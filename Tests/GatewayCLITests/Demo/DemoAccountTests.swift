import Observations
import TestBroker
import Testing

@testable import GatewayCLI

struct DemoAccountTests {
    private func published(_ thing: String, _ number: UInt64, readings: Int = 1, second: Int = 0) -> PublishedEntry {
        let time = "2026-11-23T08:00:0\(second).000Z"
        return PublishedEntry(
            hardwareID: "h-\(thing)",
            thing: thing,
            frameCounter: number,
            readings: readings,
            time: time
        )
    }

    private func received(_ id: String, _ thing: String, _ number: UInt64?, replayed: Bool = false) -> ReceivedEntry {
        let time = "2026-11-23T08:00:01.000Z"
        return ReceivedEntry(id: id, thing: thing, frameCounter: number, replayed: replayed, time: time)
    }

    @Test func aMessageThatArrivedIsNotLost() {
        var account = DemoAccount()
        account.add(published("a", 1))
        #expect(account.lost == 1)
        account.add(received("x", "a", 1))
        #expect(account.lost == 0)
        #expect(account.messages == 1)
        #expect(account.forwarded == 1)
    }

    @Test func aReadingOfAnotherThingOrCounterDoesNotStandInForIt() {
        var account = DemoAccount()
        account.add(published("a", 1))
        account.add(received("x", "a", 2))
        account.add(received("y", "b", 1))
        account.add(received("z", "a", nil))
        #expect(account.lost == 1)
        #expect(account.forwarded == 3)
    }

    @Test func aMessageIsLostUntilEachOfItsReadingsHasArrived() {
        var account = DemoAccount()
        account.add(published("a", 1, readings: 3))
        account.add(received("x", "a", 1))
        account.add(received("y", "a", 1))
        account.add(received("y", "a", 1))
        #expect(account.lost == 1)
        #expect(account.duplicates == 1)
        account.add(received("z", "a", 1))
        #expect(account.lost == 0)
        #expect(account.readings == 3)
    }

    @Test func theOrderOfTheLedgersDoesNotMatter() {
        var account = DemoAccount()
        account.add(received("x", "a", 1))
        account.add(published("a", 1))
        #expect(account.lost == 0)
    }

    @Test func aDuplicateIsCountedOnceMoreAndNotAsReplayed() {
        var account = DemoAccount()
        account.add(published("a", 1))
        account.add(published("a", 2))
        account.add(received("x", "a", 1))
        account.add(received("x", "a", 1, replayed: true))
        account.add(received("y", "a", 2, replayed: true))
        #expect(account.forwarded == 2)
        #expect(account.duplicates == 1)
        #expect(account.replayed == 1)
    }

    @Test func aMessageThatWasAcknowledgedTwiceIsOneMessage() {
        var account = DemoAccount()
        account.add(published("a", 1, readings: 2))
        account.add(published("a", 1, readings: 2))
        #expect(account.messages == 1)
        #expect(account.readings == 2)
    }

    @Test func onlyOldMessagesAreOverdue() throws {
        var account = DemoAccount()
        account.add(published("a", 1, readings: 2, second: 1))
        account.add(published("a", 2, readings: 5, second: 3))
        account.add(received("x", "a", 1))
        let moment = try #require(Timestamp(iso8601: Array("2026-11-23T08:00:02Z".utf8)[...]))
        #expect(account.readingsMissing(madeBefore: moment) == 1)
        #expect(account.readingsMissing == 6)
    }

    @Test func theAccountOfTwoFilesIsThatOfTheirLines() throws {
        let directory = try Scratch.makeDirectory("account")
        defer { Scratch.remove(directory) }
        let sensors = try LedgerFile(path: "\(directory)/published.jsonl")
        let center = try LedgerFile(path: "\(directory)/received.jsonl")
        try sensors.append((1...10).map { published("a", $0) })
        try center.append((1...8).map { received("id-\($0)", "a", $0, replayed: $0 > 6) })
        try center.append([received("id-1", "a", 1)])
        let account = try DemoAccount(
            published: "\(directory)/published.jsonl",
            received: "\(directory)/received.jsonl"
        )
        #expect(account.messages == 10)
        #expect(account.forwarded == 8)
        #expect(account.replayed == 2)
        #expect(account.duplicates == 1)
        #expect(account.lost == 2)
    }
}
