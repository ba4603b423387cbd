import Store
import Testing

@testable import Gateway

/// Readings at which the server ends the connection.
@Suite struct SuspectTests {
    private static func row(_ number: Int64) -> SequenceNumber { SequenceNumber(rawValue: number) }

    private static func instant(_ seconds: Int64) -> SteadyInstant {
        SteadyInstant(microseconds: seconds * 1_000_000)
    }

    private static func end(_ suspects: inout Suspects, at row: SequenceNumber, _ seconds: Int64) -> Bool {
        suspects.connectionEnded(at: row, now: instant(seconds))
    }

    @Test func aRowIsSetAsideAfterFiveConnectionsThatEndAtIt() {
        var suspects = Suspects(connectionsMax: 5)
        for _ in 1...4 { #expect(!Self.end(&suspects, at: Self.row(7), 0)) }
        #expect(!suspects.isSetAside(Self.row(7)))
        #expect(Self.end(&suspects, at: Self.row(7), 0))
        #expect(suspects.isSetAside(Self.row(7)) && suspects.count == 1)
        #expect(suspects.nextTrial == Self.instant(300))
    }

    @Test func progressClearsOfSuspicion() {
        var suspects = Suspects(connectionsMax: 5)
        for _ in 1...4 { _ = suspects.connectionEnded(at: Self.row(7), now: Self.instant(0)) }
        #expect(!Self.end(&suspects, at: Self.row(8), 0))
        for _ in 1...4 { #expect(!Self.end(&suspects, at: Self.row(7), 0)) }
    }

    @Test func atItsTrialOneEndIsEnoughAndTheRestDoubles() {
        var suspects = Suspects(connectionsMax: 1)
        _ = suspects.connectionEnded(at: Self.row(7), now: Self.instant(0))
        let isEarly = suspects.takeTrials(at: Self.instant(299))
        let isDue = suspects.takeTrials(at: Self.instant(300))
        #expect(!isEarly && isDue)
        #expect(!suspects.isSetAside(Self.row(7)) && suspects.nextTrial == nil)
        #expect(Self.end(&suspects, at: Self.row(7), 301))
        #expect(suspects.nextTrial == Self.instant(901))
        suspects.left(Self.row(7))
        #expect(suspects.count == 0 && suspects.nextTrial == nil)
    }

    @Test func noMoreThanItsBoundAreSetAside() {
        var suspects = Suspects(connectionsMax: 1)
        for number in 1...Int64(Suspects.countMax) {
            #expect(Self.end(&suspects, at: Self.row(number), 0))
        }
        #expect(!Self.end(&suspects, at: Self.row(1_000), 0))
        #expect(suspects.count == Suspects.countMax)
    }
}
