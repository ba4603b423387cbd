/// One element of an SML message.
enum SMLValue {
    /// Bytes; none where an optional element is left out.
    case bytes(ArraySlice<UInt8>)
    /// Yes or no.
    case boolean(Bool)
    /// A whole number with a sign.
    case signed(Int64)
    /// A whole number.
    case unsigned(UInt64)
    /// A list, of which only the number of elements was read.
    case list(Int)
    /// The end of a message.
    case end

    /// A whole number that fits.
    var integer: Int64? {
        switch self {
        case .signed(let number): number
        case .unsigned(let number): Int64(exactly: number)
        default: nil
        }
    }

    /// The number that it is.
    var number: Double? {
        switch self {
        case .signed(let number): Double(number)
        case .unsigned(let number): Double(number)
        default: nil
        }
    }

    /// Whether it is an optional element that was left out.
    var isAbsent: Bool {
        if case .bytes(let bytes) = self { return bytes.isEmpty }
        return false
    }
}
