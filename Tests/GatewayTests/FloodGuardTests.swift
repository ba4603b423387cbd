import Testing

@testable import Gateway

/// One bad sender does not make everybody wait for the disk.
@Suite struct FloodGuardTests {
    private static func instant(_ duration: Duration) -> SteadyInstant {
        SteadyInstant(microseconds: 5_000_000 + duration.microseconds)
    }

    @Test func eachSenderHasItsShareOfAnInterval() {
        var floods = FloodGuard(perSender: 2)
        let admitted = ["a", "a", "a", "b", "a", "b", "b"].map { floods.admits($0, at: FloodGuardTests.instant(.zero)) }
        #expect(admitted == [true, true, false, true, false, true, false])
    }

    @Test func theShareIsFreshAfterTenSecondsAndNotBefore() {
        var floods = FloodGuard(perSender: 1)
        let times: [Duration] = [.zero, .seconds(10) - .microseconds(1), .seconds(10), .seconds(11), .seconds(20)]
        let admitted = times.map { floods.admits("a", at: FloodGuardTests.instant($0)) }
        #expect(admitted == [true, false, true, false, true])
    }

    @Test func sendersBeyondABoundShareOneAllowance() {
        var floods = FloodGuard(perSender: 1)
        let now = FloodGuardTests.instant(.zero)
        let admitted = (0...(FloodGuard.sendersMax + 1)).map { floods.admits("sender \($0)", at: now) }
        #expect(admitted.filter { !$0 }.count == 1)
        #expect(admitted.last == false)
    }
}
