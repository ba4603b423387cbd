import Observations
import Testing

@testable import Gateway

/// Promise 4: nothing expires by a calendar that cannot be trusted.
@Suite struct ExpiryPolicyTests {
    private static let built = GatewayVersion.released
    private static let trusted = GatewayClock(isSynchronised: true, builtAt: built)
    private static let hour: Int64 = 3_600_000_000

    /// So many seconds after the first moment, the calendar moved by a step in microseconds.
    private static func moment(_ seconds: Int64, step: Int64 = 0) -> Moment {
        Moment(
            steady: SteadyInstant(microseconds: seconds * 1_000_000),
            wall: built.advanced(byMicroseconds: 10 * 86_400_000_000 + seconds * 1_000_000 + step)
        )
    }

    @Test func whatIsOlderThanTheMaximumAgeMayGo() {
        var policy = ExpiryPolicy(maximumAge: .seconds(86_400))
        let now = ExpiryPolicyTests.moment(0)
        #expect(
            policy.due(at: now, clock: ExpiryPolicyTests.trusted)
                == now.wall.advanced(byMicroseconds: -86_400_000_000)
        )
    }

    @Test func itIsAskedOnceAMinute() {
        var policy = ExpiryPolicy(maximumAge: .seconds(1))
        let due = [0, 1, 59, 60, 61, 119, 120].filter { seconds in
            policy.due(at: ExpiryPolicyTests.moment(seconds), clock: ExpiryPolicyTests.trusted) != nil
        }
        #expect(due == [0, 60, 120])
    }

    @Test func nothingExpiresWhileTheClockIsNotSynchronised() {
        var policy = ExpiryPolicy(maximumAge: .seconds(1))
        let clock = GatewayClock(isSynchronised: false, builtAt: ExpiryPolicyTests.built)
        for seconds in stride(from: Int64(0), to: 86_400, by: 60) {
            #expect(policy.due(at: ExpiryPolicyTests.moment(seconds), clock: clock) == nil)
        }
    }

    @Test func nothingExpiresByACalendarBeforeTheBuildDate() {
        var policy = ExpiryPolicy(maximumAge: .seconds(1))
        let now = Moment(
            steady: SteadyInstant(microseconds: 0),
            wall: ExpiryPolicyTests.built.advanced(byMicroseconds: -1)
        )
        #expect(policy.due(at: now, clock: ExpiryPolicyTests.trusted) == nil)
    }

    @Test func withoutAMaximumAgeNothingExpires() {
        var policy = ExpiryPolicy(maximumAge: .zero)
        #expect(policy.due(at: ExpiryPolicyTests.moment(0), clock: ExpiryPolicyTests.trusted) == nil)
    }

    @Test(arguments: [1, -1] as [Int64])
    func aStepOfMoreThanAnHourSuspendsExpiryForAnHour(direction: Int64) {
        var policy = ExpiryPolicy(maximumAge: .seconds(1))
        let step = direction * (ExpiryPolicyTests.hour + 1)
        _ = policy.due(at: ExpiryPolicyTests.moment(0), clock: ExpiryPolicyTests.trusted)
        #expect(!policy.isSuspended)
        for seconds: Int64 in [60, 120, 3_659] {
            let now = ExpiryPolicyTests.moment(seconds, step: step)
            #expect(policy.due(at: now, clock: ExpiryPolicyTests.trusted) == nil, "\(seconds)")
            #expect(policy.isSuspended)
        }
        let later = ExpiryPolicyTests.moment(3_660, step: step)
        #expect(policy.due(at: later, clock: ExpiryPolicyTests.trusted) != nil)
        #expect(!policy.isSuspended)
    }

    @Test func aStepOfAnHourDoesNot() {
        var policy = ExpiryPolicy(maximumAge: .seconds(1))
        _ = policy.due(at: ExpiryPolicyTests.moment(0), clock: ExpiryPolicyTests.trusted)
        let now = ExpiryPolicyTests.moment(60, step: ExpiryPolicyTests.hour)
        #expect(policy.due(at: now, clock: ExpiryPolicyTests.trusted) != nil)
    }

    @Test func aStepBackIsAStepToo() {
        var policy = ExpiryPolicy(maximumAge: .seconds(1))
        let clock = ExpiryPolicyTests.trusted
        _ = policy.due(at: ExpiryPolicyTests.moment(0), clock: clock)
        _ = policy.due(at: ExpiryPolicyTests.moment(60, step: 2 * ExpiryPolicyTests.hour), clock: clock)
        _ = policy.due(at: ExpiryPolicyTests.moment(3_600), clock: clock)
        #expect(policy.due(at: ExpiryPolicyTests.moment(3_700), clock: clock) == nil, "the hour begins anew")
        #expect(policy.due(at: ExpiryPolicyTests.moment(7_200), clock: clock) != nil)
    }

    @Test func aStepWhileNotSynchronisedSuspendsToo() {
        var policy = ExpiryPolicy(maximumAge: .seconds(1))
        let lost = GatewayClock(isSynchronised: false, builtAt: ExpiryPolicyTests.built)
        _ = policy.due(at: ExpiryPolicyTests.moment(0, step: -5 * ExpiryPolicyTests.hour), clock: lost)
        #expect(policy.due(at: ExpiryPolicyTests.moment(60), clock: ExpiryPolicyTests.trusted) == nil)
        #expect(policy.isSuspended)
    }
}
