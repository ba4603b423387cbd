/// A point on the steady clock: it never jumps, whatever happens to the calendar.
struct SteadyInstant: Hashable, Comparable, Sendable {
    /// Microseconds since an arbitrary start (the machine's boot).
    let microseconds: Int64

    func advanced(by duration: Duration) -> SteadyInstant {
        SteadyInstant(microseconds: microseconds + duration.microseconds)
    }

    func microseconds(since other: SteadyInstant) -> Int64 { microseconds - other.microseconds }

    static func < (left: SteadyInstant, right: SteadyInstant) -> Bool { left.microseconds < right.microseconds }
}

extension Duration {
    /// Whole microseconds, truncated.
    var microseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
