/// Numbers and moments as text.
extension ByteWriter {
    /// The longest number: the sign and 17 digits, point and exponent of a `Double`, or 20 digits of a `UInt64`.
    static let numberBytesMax = 32

    /// Writes the shortest decimal number that reads back as the same value; whole numbers have no point.
    mutating func write(_ value: Double) {
        guard let decimal = ShortDecimal(value.magnitude) else { return writeUncommon(value) }
        if value < 0 { write(byte: UInt8(ascii: "-")) }
        let digits = decimal.digits.magnitude
        guard decimal.decimals > 0 else { return write(digits) }
        let (whole, fraction) = digits.quotientAndRemainder(dividingBy: UInt64(decimal.power))
        write(whole)
        write(byte: UInt8(ascii: "."))
        write(fraction, digits: decimal.decimals)
    }

    /// Writes what the standard library knows to be shortest.
    private mutating func writeUncommon(_ value: Double) {
        precondition(value.isFinite, "A number that is not finite has no JSON.")
        let text = value.description
        write(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }

    /// Writes a whole number.
    mutating func write(_ value: Int64) {
        if value < 0 { write(byte: UInt8(ascii: "-")) }
        write(value.magnitude)
    }

    /// Writes a whole number.
    mutating func write(_ value: UInt64) {
        var digits = 1
        var rest = value
        while rest >= 10_000 {
            rest /= 10_000
            digits &+= 4
        }
        digits &+= rest >= 1000 ? 3 : rest >= 100 ? 2 : rest >= 10 ? 1 : 0
        write(value, digits: digits)
    }

    /// Writes the last digits of a whole number, with leading zeros.
    mutating func write(_ value: UInt64, digits: Int) {
        var rest = value
        var end = advance(by: digits)
        var left = digits
        while left >= 2 {
            let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
            end -= 2
            ByteWriter.put(pair: UInt32(truncatingIfNeeded: pair), at: end)
            rest = quotient
            left &-= 2
        }
        guard left > 0 else { return }
        end[-1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
    }

    /// Writes a number below 100 as two digits.
    @inline(__always)
    private static func put(pair: UInt32, at place: UnsafeMutablePointer<UInt8>) {
        let tens = (pair &* 103) &>> 10
        place[0] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: tens)
        place[1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: pair &- tens &* 10)
    }

    /// Writes the 16 hexadecimal digits of a number, lower case.
    mutating func write(hexadecimal value: UInt64) {
        var rest = value
        let end = advance(by: 16)
        for offset in 1...16 {
            let digit = UInt8(truncatingIfNeeded: rest & 0xf)
            end[-offset] = digit < 10 ? UInt8(ascii: "0") &+ digit : UInt8(ascii: "a") &+ digit &- 10
            rest >>= 4
        }
    }

    /// Writes a moment as `Timestamp.write(to:)` documents it.
    mutating func write(_ moment: Timestamp) {
        let clamped = min(max(moment.microseconds, -62_167_219_200_000_000), 253_402_300_799_999_999)
        var milliseconds = clamped / 1000
        if clamped % 1000 < 0 { milliseconds -= 1 }
        var days = milliseconds / 86_400_000
        if milliseconds % 86_400_000 < 0 { days -= 1 }
        let date = CivilDate(daysSinceEpoch: Int(days))
        let ofDay = UInt32(truncatingIfNeeded: milliseconds - days * 86_400_000)
        let (seconds, thousandths) = ofDay.quotientAndRemainder(dividingBy: 1000)
        let (minutes, second) = seconds.quotientAndRemainder(dividingBy: 60)
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        let (century, yearOfCentury) = UInt32(truncatingIfNeeded: date.year).quotientAndRemainder(dividingBy: 100)
        write("0000-00-00T00:00:00.000Z" as StaticString)
        let start = advance(by: 0) - Timestamp.textBytes
        ByteWriter.put(pair: century, at: start)
        ByteWriter.put(pair: yearOfCentury, at: start + 2)
        ByteWriter.put(pair: UInt32(truncatingIfNeeded: date.month), at: start + 5)
        ByteWriter.put(pair: UInt32(truncatingIfNeeded: date.day), at: start + 8)
        ByteWriter.put(pair: hour, at: start + 11)
        ByteWriter.put(pair: minute, at: start + 14)
        ByteWriter.put(pair: second, at: start + 17)
        ByteWriter.put(pair: thousandths / 10, at: start + 20)
        start[22] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: thousandths % 10)
    }
}
