/// How many things are in which condition.
public struct HealthCounts: Codable, Hashable, Sendable {
    /// Heard when they are expected to be.
    public var ok = 0
    /// Not heard for longer than one and a half expected intervals.
    public var late = 0
    /// Not heard for longer than three expected intervals.
    public var silent = 0
    /// Registered and never heard.
    public var never = 0
    /// Under maintenance, or being calibrated.
    public var maintenance = 0

    /// No thing at all.
    public init() {}

    mutating func add(_ condition: ThingCondition, _ count: Int = 1) {
        switch condition {
        case .online: ok += count
        case .late: late += count
        case .silent: silent += count
        case .never: never += count
        case .maintenance, .calibrating: maintenance += count
        }
    }
}
