import Observations

extension MeterRecord {
    /// The number that the data is; nothing when it is none, or the meter says that it is not valid.
    ///
    /// Of whole numbers the lowest one stands for "no value"; of digits anything above 9 but a leading `F`, a minus.
    var number: Double? {
        switch coding {
        case 0x1, 0x2, 0x3, 0x4, 0x6, 0x7:
            let value = signed
            return value == Int64.min >> Int64(64 - 8 * data.count) ? nil : Double(value)
        case 0x5:
            let value = Float(bitPattern: UInt32(truncatingIfNeeded: unsigned))
            return value.isFinite ? Double(value) : nil
        case 0x9, 0xA, 0xB, 0xC, 0xE: return decimal
        default: return nil
        }
    }

    /// The data as a whole number without a sign.
    var unsigned: UInt64 {
        var value: UInt64 = 0
        for byte in data.prefix(8).reversed() { value = value << 8 | UInt64(byte) }
        return value
    }

    /// The data as hexadecimal digits, the highest first: how a meter prints its number.
    var digits: String { Hexadecimal.encode(data.reversed()) }

    private var signed: Int64 {
        let shift = Int64(64 - 8 * data.count)
        return (Int64(bitPattern: unsigned) << shift) >> shift
    }

    private var decimal: Double? {
        var value: Int64 = 0
        var isNegative = false
        for (place, byte) in data.reversed().enumerated() {
            let high = byte >> 4
            if place == 0, high == 0x0F {
                isNegative = true
            } else {
                guard high <= 9 else { return nil }
                value = value * 10 + Int64(high)
            }
            guard byte & 0x0F <= 9 else { return nil }
            value = value * 10 + Int64(byte & 0x0F)
        }
        return Double(isNegative ? -value : value)
    }

    /// The moment of a date and time of four or six bytes, or of a date of two; nothing when it is not valid.
    ///
    /// Meters know no zone: what they call a time is read as UTC.
    var moment: Timestamp? {
        let start = data.startIndex
        let bytes = data
        switch data.count {
        case 2: return MeterRecord.moment(bytes[start], bytes[start + 1], 0, 0, 0)
        case 4:
            guard bytes[start] & 0x80 == 0 else { return nil }
            let (minute, hour) = (bytes[start] & 0x3F, bytes[start + 1] & 0x1F)
            return MeterRecord.moment(bytes[start + 2], bytes[start + 3], hour, minute, 0)
        case 6:
            guard bytes[start + 1] & 0x80 == 0 else { return nil }
            let (second, minute, hour) = (bytes[start] & 0x3F, bytes[start + 1] & 0x3F, bytes[start + 2] & 0x1F)
            return MeterRecord.moment(bytes[start + 3], bytes[start + 4], hour, minute, second)
        default: return nil
        }
    }

    private static func moment(
        _ low: UInt8,
        _ high: UInt8,
        _ hour: UInt8,
        _ minute: UInt8,
        _ second: UInt8
    ) -> Timestamp? {
        let year = 2000 + Int(low >> 5) + Int(high >> 4) * 8
        guard let date = CivilDate(year: year, month: Int(high & 0x0F), day: Int(low & 0x1F)) else { return nil }
        return Timestamp(date, hour: Int(hour), minute: Int(minute), second: Int(second))
    }
}
