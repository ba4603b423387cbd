/// How a payload writes a moment.
public enum TimeUnit: String, CaseIterable, Hashable, Sendable {
    /// Seconds since 1970.
    case seconds = "s"
    /// Milliseconds since 1970.
    case milliseconds = "ms"
    /// Microseconds since 1970.
    case microseconds = "us"
    /// Nanoseconds since 1970.
    case nanoseconds = "ns"
    /// ISO 8601 text.
    case iso8601

    /// How many microseconds it is, as a power of ten; nothing for text.
    var powerOfTen: Int? {
        switch self {
        case .seconds: 6
        case .milliseconds: 3
        case .microseconds: 0
        case .nanoseconds: -3
        case .iso8601: nil
        }
    }
}
