/// The type of a property's values.
public enum ValueType: String, CaseIterable, Hashable, Sendable {
    /// A finite number with a unit.
    case number
    /// Yes or no.
    case boolean
    /// A text.
    case string
}
