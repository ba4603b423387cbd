/// A raw value of device or network.
public enum ParameterValue: Hashable, Sendable {
    /// A whole number, verbatim.
    case unsigned(UInt64)
    /// A whole number, verbatim.
    case signed(Int64)
    /// Any other number; one that is not finite becomes JSON's `null`.
    case number(Double)
    /// Yes or no.
    case boolean(Bool)
    /// A text.
    case string(String)
    /// One JSON value, verbatim; whoever makes it has checked that it is one.
    case json(String)
}
