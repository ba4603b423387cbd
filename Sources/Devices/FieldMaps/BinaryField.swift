/// Where a number stands in a binary payload; valid by construction.
struct BinaryField: Hashable, Sendable {
    let offset: Int
    let type: BinaryType
    let order: ByteOrder
    /// The bits that count, 0 the lowest; nothing means all.
    let bits: ClosedRange<Int>?

    /// The number, or nothing when the payload is too short.
    func value(in payload: [UInt8]) -> BinaryValue? {
        let count = type.byteCount
        guard payload.count >= offset + count else { return nil }
        var raw: UInt64 = 0
        switch order {
        case .bigEndian: for index in offset..<offset + count { raw = raw << 8 | UInt64(payload[index]) }
        case .littleEndian: for index in 0..<count { raw |= UInt64(payload[offset + index]) << UInt64(8 * index) }
        }
        switch type {
        case .float32: return .float(Double(Float(bitPattern: UInt32(truncatingIfNeeded: raw))))
        case .float64: return .float(Double(bitPattern: raw))
        default: break
        }
        var width = 8 * count
        if let bits {
            width = bits.count
            raw >>= UInt64(bits.lowerBound)
            if width < 64 { raw &= (1 << UInt64(width)) - 1 }
        }
        guard type.isSigned else { return .unsigned(raw) }
        let shift = UInt64(64 - width)
        return .signed(Int64(bitPattern: raw << shift) >> Int64(shift))
    }

    /// Writes a number, rounded and kept within what the field can hold; the payload is long enough.
    func write(_ number: Double, to payload: inout [UInt8]) {
        let count = type.byteCount
        var raw: UInt64
        switch type {
        case .float32: raw = UInt64(Float(number).bitPattern)
        case .float64: raw = number.bitPattern
        default:
            let width = Double(bits?.count ?? 8 * count)
            let span = Double.exactPower(ofTwo: width)
            let (low, high) = type.isSigned ? (-span / 2, span / 2 - 1) : (0, span - 1)
            let whole = max(low, min(number.rounded(), high))
            raw = whole < 0 ? UInt64(bitPattern: Int64(whole)) : whole >= 0x1p64 ? .max : UInt64(whole)
            if let bits {
                if bits.count < 64 { raw &= (1 << UInt64(bits.count)) - 1 }
                raw <<= UInt64(bits.lowerBound)
            }
        }
        for index in 0..<count {
            let place = order == .bigEndian ? offset + count - 1 - index : offset + index
            let byte = UInt8(truncatingIfNeeded: raw >> UInt64(8 * index))
            payload[place] = bits == nil ? byte : payload[place] | byte
        }
    }
}

extension Double {
    /// 2 to a whole power from 0 to 64.
    static func exactPower(ofTwo exponent: Double) -> Double {
        Double(sign: .plus, exponent: Int(exponent), significand: 1)
    }
}
