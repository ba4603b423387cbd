/// What was observed, of the type that its property has.
public enum Value: Hashable, Sendable {
    /// A number in the property's unit.
    case number(Double)
    /// Yes or no.
    case boolean(Bool)
    /// A word of the device's own.
    case string(String)
}
