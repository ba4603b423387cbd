/// The value of a record.
enum MBusValue: Hashable {
    /// There is none, or one that says so.
    case missing
    case integer(Int64)
    case real(Double)
    case text(String)
    /// Bytes that are no number.
    case bytes(Range<Int>)

    /// The value of a record in some bytes.
    init(_ record: MBusRecord, in bytes: [UInt8]) {
        let range = record.value
        switch record.type {
        case 0x1, 0x2, 0x3, 0x4, 0x6, 0x7: self = MBusValue.integer(bytes, range, isUnsigned: record.isUnsigned)
        case 0x5: self = MBusValue.real(bytes, range)
        case 0x9, 0xA, 0xB, 0xC, 0xE: self = MBusValue.decimal(bytes, range, isNegative: false)
        case 0xD: self = MBusValue.variable(bytes, range)
        default: self = .missing
        }
    }

    /// The number, when it is one.
    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        default: nil
        }
    }

    /// Two's complement, the lowest byte first; the lowest number of all stands for none.
    static func integer(_ bytes: [UInt8], _ range: Range<Int>, isUnsigned: Bool) -> MBusValue {
        guard (1...8).contains(range.count) else { return .missing }
        var value: UInt64 = 0
        for index in range.reversed() { value = value << 8 | UInt64(bytes[index]) }
        if isUnsigned, range.count < 8 { return .integer(Int64(value)) }
        let shift = UInt64(64 - 8 * range.count)
        let signed = Int64(bitPattern: value << shift)
        return signed == .min ? .missing : .integer(signed >> Int64(shift))
    }

    /// Binary coded decimal, the lowest two digits first; a first digit of F is a minus, any other letter no number.
    static func decimal(_ bytes: [UInt8], _ range: Range<Int>, isNegative: Bool) -> MBusValue {
        var value: Int64 = 0
        var isNegative = isNegative
        for index in range.reversed() {
            var high = bytes[index] >> 4
            let low = bytes[index] & 0x0F
            if index == range.upperBound - 1, high == 0xF {
                isNegative = true
                high = 0
            }
            guard high <= 9, low <= 9, value < 10_000_000_000_000_000 else { return .missing }
            value = value * 100 + Int64(high) * 10 + Int64(low)
        }
        return .integer(isNegative ? -value : value)
    }

    /// IEEE 754 single precision as the shortest decimal number that it can stand for; NaN stands for none.
    private static func real(_ bytes: [UInt8], _ range: Range<Int>) -> MBusValue {
        guard range.count == 4 else { return .missing }
        let bits = range.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[$1]) }
        let float = Float(bitPattern: bits)
        guard float.isFinite else { return .missing }
        return .real(Double(float.description) ?? Double(float))
    }

    /// Type D: what it is depends on its length byte.
    private static func variable(_ bytes: [UInt8], _ range: Range<Int>) -> MBusValue {
        guard let first = range.first else { return .missing }
        let rest = first + 1..<range.upperBound
        switch bytes[first] {
        case 0x00...0xBF: return .text(text(bytes, rest))
        case 0xC0...0xC9: return decimal(bytes, rest, isNegative: false)
        case 0xD0...0xD9: return decimal(bytes, rest, isNegative: true)
        case 0xE1...0xE8: return integer(bytes, rest, isUnsigned: false)
        default: return .bytes(rest)
        }
    }

    /// A text of ISO 8859-1 that is sent in reverse; spaces at its ends and control characters are left out.
    static func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        var scalars = String.UnicodeScalarView()
        for index in range.reversed() where bytes[index] & 0x60 != 0 && bytes[index] != 0x7F {
            scalars.append(Unicode.Scalar(bytes[index]))
        }
        while scalars.last == " " { scalars.removeLast() }
        while scalars.first == " " { scalars.removeFirst() }
        return String(scalars)
    }
}
