/// What one byte of a payload is read for, as far as changing it shows.
public struct ByteUse: Hashable, Sendable {
    /// In which way a byte matters.
    public enum Role: String, CaseIterable, Hashable, Sendable {
        /// Changing it changes values.
        case value
        /// Changing it changes which values there are, or that the payload can be read at all.
        case structure
        /// It is part of a check value.
        case check
        /// Changing it changes nothing but that a check value notices it.
        case guarded
        /// Changing it changes nothing.
        case unread
        /// It was not tried: the payload is too long, or its model too slow.
        case untried
    }

    /// In which way it matters.
    public var role: Role
    /// What changes with it: values, or what is there with one value of the byte and not with another.
    public var facts: [PayloadFact]
    /// The bits that matter; bit 0 is the lowest.
    public var bits: UInt8

    /// A use of its parts.
    public init(_ role: Role, facts: [PayloadFact] = [], bits: UInt8 = 0) {
        self.role = role
        self.facts = facts
        self.bits = bits
    }
}
