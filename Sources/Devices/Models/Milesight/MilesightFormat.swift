/// How a number of a Milesight payload is written, the lowest byte first.
enum MilesightFormat: Sendable {
    case u8
    case i8
    case u16
    case i16
    case u32
    case i32
    case float16
    case float32

    /// How many bytes it has.
    var size: Int {
        switch self {
        case .u8, .i8: 1
        case .u16, .i16, .float16: 2
        case .u32, .i32, .float32: 4
        }
    }

    /// The number that the bytes mean.
    func number(_ bits: UInt64) -> Double {
        switch self {
        case .u8, .u16, .u32: Double(bits)
        case .i8: Double(Int8(truncatingIfNeeded: bits))
        case .i16: Double(Int16(truncatingIfNeeded: bits))
        case .i32: Double(Int32(truncatingIfNeeded: bits))
        case .float16: MilesightFormat.half(UInt16(truncatingIfNeeded: bits))
        case .float32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        }
    }

    /// IEEE 754 binary16.
    private static func half(_ bits: UInt16) -> Double {
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Double(bits & 0x3FF) / 1024
        let sign: FloatingPointSign = bits >> 15 == 0 ? .plus : .minus
        switch exponent {
        case 0: return Double(sign: sign, exponent: -14, significand: fraction)
        case 0x1F: return fraction == 0 ? (sign == .plus ? .infinity : -.infinity) : .nan
        default: return Double(sign: sign, exponent: exponent - 15, significand: 1 + fraction)
        }
    }
}
