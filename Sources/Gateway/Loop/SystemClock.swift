import CLinux
import Glibc
import Observations

/// The machine's clocks.
struct SystemClock: Sendable {
    /// Both clocks, read now.
    func now() -> Moment {
        var steady = timespec()
        var wall = timespec()
        clock_gettime(CLOCK_BOOTTIME, &steady)
        clock_gettime(CLOCK_REALTIME, &wall)
        return Moment(
            steady: SteadyInstant(microseconds: steady.microseconds),
            wall: Timestamp(microseconds: wall.microseconds)
        )
    }

    /// Whether the kernel says that the calendar follows a reference (NTP, PTP, GPS).
    func isSynchronised() -> Bool {
        var request = timex()
        let state = adjtimex(&request)
        return state >= 0 && state != TIME_ERROR && request.status & STA_UNSYNC == 0
    }
}

extension timespec {
    fileprivate var microseconds: Int64 { Int64(tv_sec) * 1_000_000 + Int64(tv_nsec) / 1_000 }
}
