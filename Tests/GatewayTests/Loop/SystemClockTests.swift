import Foundation
import Observations
import Testing

@testable import Gateway

@Suite struct SystemClockTests {
    @Test func theSteadyClockNeverRunsBack() {
        let clock = SystemClock()
        var last = clock.now().steady
        for _ in 0..<10_000 {
            let next = clock.now().steady
            #expect(last <= next)
            last = next
        }
    }

    @Test func theCalendarIsTheSystems() {
        let seconds = Date().timeIntervalSince1970
        let wall = Double(SystemClock().now().wall.microseconds) / 1_000_000
        #expect(abs(wall - seconds) < 5)
    }

    @Test func bothClocksRunInMicroseconds() {
        let clock = SystemClock()
        let (first, start) = (clock.now(), ContinuousClock.now)
        while ContinuousClock.now - start < .milliseconds(20) { continue }
        let second = clock.now()
        let elapsed = (ContinuousClock.now - start).microseconds
        for measured in [
            second.steady.microseconds(since: first.steady),
            second.wall.microseconds - first.wall.microseconds,
        ] {
            #expect((20_000...elapsed + 1_000).contains(measured))
        }
    }

    @Test(
        arguments: [
            (.milliseconds(250), 250_000), (.zero, 0), (.seconds(-3), -3_000_000), (.nanoseconds(1_999), 1),
        ] as [(Duration, Int64)]
    )
    func aDurationIsWholeMicroseconds(duration: Duration, microseconds: Int64) {
        #expect(duration.microseconds == microseconds)
        let start = SteadyInstant(microseconds: 5)
        #expect(start.advanced(by: duration).microseconds(since: start) == microseconds)
    }
}
