import Observations

/// Where a payload says when it was measured.
struct TimePlan: Sendable {
    let unit: TimeUnit
    let zoneSecondsEast: Int
    /// The slot of a JSON path.
    let slot: Int
    /// The place in a binary payload.
    let bytes: BinaryField?

    /// The moment that a JSON token says.
    func moment(_ token: JSONToken, _ scanner: JSONScanner) -> Timestamp? {
        switch token.kind {
        case .string where unit == .iso8601:
            return token.isPlain
                ? Timestamp(iso8601: scanner.bytes[token.range], assuming: zoneSecondsEast)
                : Timestamp(iso8601: scanner.unescaped(token), assuming: zoneSecondsEast)
        case .number: return moment(DecimalNumber(scanner.bytes, token.range))
        case .string: return moment(scanner.numberInText(token).flatMap { DecimalNumber(scanner.bytes, $0.range) })
        default: return nil
        }
    }

    /// The moment that a binary number says.
    func moment(_ value: BinaryValue) -> Timestamp? {
        switch value {
        case .unsigned(let number): moment(DecimalNumber(isNegative: false, digits: number, exponent: 0))
        case .signed(let number): moment(DecimalNumber(isNegative: number < 0, digits: number.magnitude, exponent: 0))
        case .float(let number): moment(DecimalNumber(number))
        }
    }

    /// The moment of a number in this unit, cut off below the microsecond towards the past.
    private func moment(_ number: DecimalNumber?) -> Timestamp? {
        guard let number, let unitPower = unit.powerOfTen else { return nil }
        var digits = number.digits
        var isCutOff = false
        var power = number.exponent + unitPower
        while power > 0 {
            let (tenfold, overflow) = digits.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            digits = tenfold
            power -= 1
            if digits == 0 { break }
        }
        while power < 0, digits > 0 {
            isCutOff = isCutOff || !digits.isMultiple(of: 10)
            digits /= 10
            power += 1
        }
        guard let microseconds = Int64(exactly: digits), microseconds < .max else { return nil }
        guard number.isNegative else { return Timestamp(microseconds: microseconds) }
        return Timestamp(microseconds: -microseconds - (isCutOff ? 1 : 0))
    }
}
