import Observations

/// When buffered readings may be dropped for their age: only by a calendar that can be trusted.
///
/// A step of the calendar of more than an hour suspends expiry until the calendar has kept in step with the steady
/// clock for an hour.
struct ExpiryPolicy {
    static let interval: Duration = .seconds(60)
    static let stepMicrosecondsMax: Int64 = 3_600_000_000
    static let calm: Duration = .seconds(3_600)

    private let maximumAge: Duration
    private var offset: Int64?
    private var suspendedUntil: SteadyInstant?
    private var next: SteadyInstant?

    init(maximumAge: Duration) { self.maximumAge = maximumAge }

    /// Whether a step of the calendar has suspended expiry.
    var isSuspended: Bool { suspendedUntil != nil }

    /// Everything received before this moment may go now, or nothing is to be done.
    mutating func due(at now: Moment, clock: GatewayClock) -> Timestamp? {
        watchForSteps(at: now)
        guard maximumAge > .zero, clock.isTrusted(at: now.wall), suspendedUntil == nil else { return nil }
        if let next, now.steady < next { return nil }
        next = now.steady.advanced(by: ExpiryPolicy.interval)
        return now.wall.advanced(byMicroseconds: -maximumAge.microseconds)
    }

    /// There was more than one slice: the next one may go at once.
    mutating func continueAtOnce() { next = nil }

    private mutating func watchForSteps(at now: Moment) {
        let current = now.wall.microseconds - now.steady.microseconds
        if let offset, abs(current - offset) > ExpiryPolicy.stepMicrosecondsMax {
            suspendedUntil = now.steady.advanced(by: ExpiryPolicy.calm)
        } else if let suspendedUntil, suspendedUntil <= now.steady {
            self.suspendedUntil = nil
        }
        offset = current
    }
}
