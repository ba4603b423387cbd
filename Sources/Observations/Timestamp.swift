/// A moment: microseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since the epoch, UTC; negative before 1970.
    public let microseconds: Int64

    /// A moment by its microseconds since the epoch.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// A moment by its milliseconds since the epoch, or nothing when 64 bits of microseconds cannot hold it.
    public init?(milliseconds: Int64) {
        let (microseconds, overflow) = milliseconds.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return nil }
        self.init(microseconds: microseconds)
    }

    /// A moment by its seconds since the epoch, or nothing when 64 bits of microseconds cannot hold it.
    public init?(seconds: Int64) {
        let (microseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow else { return nil }
        self.init(microseconds: microseconds)
    }

    /// A moment by its nanoseconds since the epoch, what is below a microsecond cut off towards the past.
    public init(nanoseconds: Int64) {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1000)
        self.init(microseconds: remainder < 0 ? quotient - 1 : quotient)
    }

    /// This moment moved by some microseconds; it stops at the ends of what 64 bits can hold.
    public func advanced(byMicroseconds step: Int64) -> Timestamp {
        let (moved, overflow) = microseconds.addingReportingOverflow(step)
        guard overflow else { return Timestamp(microseconds: moved) }
        return Timestamp(microseconds: step < 0 ? .min : .max)
    }

    /// How far this moment lies after another one, negative when it lies before; it stops at the ends of 64 bits.
    public func microseconds(since other: Timestamp) -> Int64 {
        let (distance, overflow) = microseconds.subtractingReportingOverflow(other.microseconds)
        guard overflow else { return distance }
        return other.microseconds < 0 ? .max : .min
    }

    /// Orders moments in time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }
}
