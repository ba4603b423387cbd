import Observations

/// A moment in a P1 telegram: `YYMMDDhhmmss` and `W` for winter or `S` for summer time, on the clock of Central Europe.
///
/// | text | as |
/// | --- | --- |
/// | `170102192002W` | UTC+1 |
/// | `170802192002S` | UTC+2 |
/// | `161129200000` | DSMR 2.2 and 3: by the Union's rule; the hour that occurs twice is taken for the first one |
///
/// Source: Netbeheer Nederland, "DSMR P1 Companion Standard" 5.0.2, section 6.4; directive 2000/84/EC.
enum DSMRTime {
    /// Reads a moment, or nothing where the text is not one.
    static func read(_ text: ArraySlice<UInt8>) -> Timestamp? {
        guard text.count == 12 || text.count == 13 else { return nil }
        var parts: [Int] = []
        parts.reserveCapacity(6)
        for start in stride(from: text.startIndex, to: text.startIndex + 12, by: 2) {
            let tens = text[start] &- UInt8(ascii: "0")
            let ones = text[start + 1] &- UInt8(ascii: "0")
            guard tens < 10, ones < 10 else { return nil }
            parts.append(Int(tens) * 10 + Int(ones))
        }
        guard let date = CivilDate(year: 2000 + parts[0], month: parts[1], day: parts[2]) else { return nil }
        let isSummer: Bool
        switch text.count == 13 ? text[text.startIndex + 12] : nil {
        case UInt8(ascii: "S"): isSummer = true
        case UInt8(ascii: "W"): isSummer = false
        case nil: isSummer = isSummerTime(date, hour: parts[3])
        default: return nil
        }
        return Timestamp(
            date,
            hour: parts[3],
            minute: parts[4],
            second: parts[5],
            secondsEast: isSummer ? 7200 : 3600
        )
    }

    /// Whether the clock shows summer time: from the last Sunday of March, 02:00, to that of October, 03:00.
    private static func isSummerTime(_ date: CivilDate, hour: Int) -> Bool {
        guard (3...10).contains(date.month) else { return false }
        guard date.month == 3 || date.month == 10 else { return true }
        guard let midnight = Timestamp(date, hour: 0, minute: 0) else { return false }
        // 1970-01-01 was a Thursday; a month of 31 days ends within a week after its last Sunday.
        let daysSinceSunday = Int(midnight.microseconds / 86_400_000_000 + 4) % 7
        let lastSunday = date.day - daysSinceSunday
        let isBefore = lastSunday + 7 <= 31 || (daysSinceSunday == 0 && hour < (date.month == 3 ? 2 : 3))
        return date.month == 10 ? isBefore : !isBefore
    }
}
