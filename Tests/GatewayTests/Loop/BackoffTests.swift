import Testing

@testable import Gateway

@Suite struct BackoffTests {
    /// The highest number: full jitter then waits for its bound.
    private struct Highest: RandomNumberGenerator {
        func next() -> UInt64 { .max }
    }

    private static func instant(_ seconds: Int) -> SteadyInstant {
        SteadyInstant(microseconds: Int64(seconds) * 1_000_000)
    }

    @Test func theBoundDoublesFromAHundredToFiveHundredMilliseconds() {
        var backoff = Backoff()
        var random = Highest()
        let waits = (0..<5).map { _ in backoff.next(at: BackoffTests.instant(0), using: &random) }
        #expect(waits == [100, 200, 400, 500, 500].map { .milliseconds($0) })
    }

    @Test func theBoundGrowsToThirtySecondsAfterFiveMinutes() {
        var backoff = Backoff()
        var random = Highest()
        for _ in 0..<20 { _ = backoff.next(at: BackoffTests.instant(0), using: &random) }
        #expect(backoff.next(at: BackoffTests.instant(300), using: &random) == .milliseconds(500))
        #expect(backoff.next(at: BackoffTests.instant(301), using: &random) == .seconds(30))
    }

    @Test func aSuccessBeginsANewOutage() {
        var backoff = Backoff()
        var random = Highest()
        for _ in 0..<20 { _ = backoff.next(at: BackoffTests.instant(0), using: &random) }
        backoff.reset()
        #expect(backoff.next(at: BackoffTests.instant(400), using: &random) == .milliseconds(100))
        for _ in 0..<20 { _ = backoff.next(at: BackoffTests.instant(400), using: &random) }
        #expect(backoff.next(at: BackoffTests.instant(700), using: &random) == .milliseconds(500))
    }

    @Test(arguments: UInt64(1)...20) func everyWaitLiesBetweenZeroAndItsBound(seed: UInt64) {
        var backoff = Backoff()
        var random = SeededRandom(seed: seed)
        var waits: [Duration] = []
        for attempt in 0..<200 {
            let bound = min(Duration.milliseconds(500), .milliseconds(100) * (1 << min(attempt, 8)))
            let wait = backoff.next(at: BackoffTests.instant(1), using: &random)
            #expect(wait >= .zero && wait <= bound, "attempt \(attempt)")
            waits.append(wait)
        }
        #expect(waits.contains { $0 < .milliseconds(50) }, "full jitter reaches low")
        #expect(waits.contains { $0 > .milliseconds(450) }, "full jitter reaches high")
    }

    @Test func theSameSeedWaitsTheSame() {
        func waits() -> [Duration] {
            var backoff = Backoff()
            var random = SeededRandom(seed: 7)
            return (0..<20).map { backoff.next(at: BackoffTests.instant($0), using: &random) }
        }
        #expect(waits() == waits())
    }
}
