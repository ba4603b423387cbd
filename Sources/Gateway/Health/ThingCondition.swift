/// How a thing is, as its status says it.
enum ThingCondition: String, CaseIterable, Hashable, Sendable {
    /// It is heard when it is expected to be.
    case online
    /// Nothing was heard of it for longer than one and a half expected intervals.
    case late
    /// Nothing was heard of it for longer than three expected intervals.
    case silent
    /// It is registered, and was never heard.
    case never
    /// Somebody works on it: whether it is heard does not matter.
    case maintenance
    /// It is being calibrated: whether it is heard does not matter.
    case calibrating
}
