import Observations

/// Now, on both clocks: the steady one measures waiting, the calendar stamps readings.
struct Moment: Hashable, Sendable {
    /// The clock that never jumps.
    let steady: SteadyInstant
    /// The calendar, as good as the gateway knows it.
    let wall: Timestamp
}
