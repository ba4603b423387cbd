/// How a number stands in a binary payload.
public enum BinaryType: String, CaseIterable, Hashable, Sendable {
    /// 1 byte, 0 to 255.
    case uint8
    /// 2 bytes, 0 to 65535.
    case uint16
    /// 3 bytes without a sign.
    case uint24
    /// 4 bytes without a sign.
    case uint32
    /// 8 bytes without a sign.
    case uint64
    /// 1 byte, two's complement.
    case int8
    /// 2 bytes, two's complement.
    case int16
    /// 3 bytes, two's complement.
    case int24
    /// 4 bytes, two's complement.
    case int32
    /// 8 bytes, two's complement.
    case int64
    /// 4 bytes, IEEE 754.
    case float32
    /// 8 bytes, IEEE 754.
    case float64

    /// How many bytes it takes.
    public var byteCount: Int {
        switch self {
        case .uint8, .int8: 1
        case .uint16, .int16: 2
        case .uint24, .int24: 3
        case .uint32, .int32, .float32: 4
        case .uint64, .int64, .float64: 8
        }
    }

    /// Whether it is a whole number with a sign.
    public var isSigned: Bool {
        switch self {
        case .int8, .int16, .int24, .int32, .int64: true
        case .uint8, .uint16, .uint24, .uint32, .uint64, .float32, .float64: false
        }
    }

    /// Whether it is an IEEE 754 number.
    public var isFloat: Bool { self == .float32 || self == .float64 }
}
