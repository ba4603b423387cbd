/// The place of a row in the order of reception: it ascends and is never used again.
public struct SequenceNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number itself, from 1.
    public let rawValue: Int64

    /// A place by its number.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// The number in decimal digits.
    public var description: String { String(rawValue) }

    /// Orders rows by their reception.
    public static func < (left: SequenceNumber, right: SequenceNumber) -> Bool { left.rawValue < right.rawValue }
}
