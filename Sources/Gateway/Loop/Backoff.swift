/// How long to wait before the next attempt to connect: full jitter, short while an outage is young.
///
/// Base 100 ms, cap 500 ms for the first 5 minutes of an outage, then cap 30 s.
struct Backoff {
    static let base: Duration = .milliseconds(100)
    static let youngCap: Duration = .milliseconds(500)
    static let young: Duration = .seconds(300)
    static let oldCap: Duration = .seconds(30)

    private var attempts = 0
    private var began: SteadyInstant?

    /// The wait before the next attempt, drawn evenly from zero to the bound that applies.
    mutating func next(at now: SteadyInstant, using random: inout some RandomNumberGenerator) -> Duration {
        let start = began ?? now
        began = start
        let cap = start.advanced(by: Backoff.young) < now ? Backoff.oldCap : Backoff.youngCap
        let bound = min(cap, Backoff.base * (1 << min(attempts, 16)))
        attempts += 1
        return .microseconds(Int64.random(in: 0...bound.microseconds, using: &random))
    }

    /// A connection stood: the next outage begins anew.
    mutating func reset() {
        attempts = 0
        began = nil
    }
}
