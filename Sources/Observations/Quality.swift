/// How far an observation can be trusted.
public enum Quality: String, CaseIterable, Hashable, Sendable {
    /// Nothing speaks against it.
    case good
    /// Out of its physical range, stuck, from a thing under maintenance, or with a time that was not believed.
    case suspect
    /// The device says that it is faulty, or there is no value at all.
    case bad
    /// The thing is being calibrated.
    case calibrating
}
