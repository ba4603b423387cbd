import Observations

/// Dates and times of records (EN 13757-3:2018 annex A: types F, G, I and J).
///
/// | type | bytes | lowest byte first |
/// | --- | --- | --- |
/// | G | 2 | day 5 bits, year 3 of 7 bits, month 4 bits, year 4 more |
/// | F | 4 | minute 6 bits, -, invalid; hour 5 bits, century 2 bits, summer time; then as type G |
/// | I | 6 | second 6 bits, leap year, summer time; minute 6 bits, -, invalid; hour 5 bits, weekday; as type G; week |
/// | J | 3 | second, minute, hour |
///
/// They are the meter's local time without a zone; here they are taken as UTC.
enum MBusTime {
    /// The moment of a value of 2, 4 or 6 bytes; nothing when it is invalid or names no day of the calendar.
    static func timestamp(_ bytes: [UInt8], _ range: Range<Int>) -> Timestamp? {
        let start = range.lowerBound
        switch range.count {
        case 2: return moment(bytes[start], bytes[start + 1], 0, 0, 0, century: nil)
        case 4:
            guard bytes[start] & 0x80 == 0 else { return nil }
            let century = bytes[start + 1] >> 5 & 3
            return moment(
                bytes[start + 2],
                bytes[start + 3],
                bytes[start + 1] & 0x1F,
                bytes[start] & 0x3F,
                0,
                century: century == 0 ? nil : Int(century)
            )
        case 6:
            guard bytes[start + 1] & 0x80 == 0 else { return nil }
            return moment(
                bytes[start + 3],
                bytes[start + 4],
                bytes[start + 2] & 0x1F,
                bytes[start + 1] & 0x3F,
                bytes[start] & 0x3F,
                century: nil
            )
        default: return nil
        }
    }

    private static func moment(
        _ day: UInt8,
        _ month: UInt8,
        _ hour: UInt8,
        _ minute: UInt8,
        _ second: UInt8,
        century: Int?
    ) -> Timestamp? {
        let short = Int(day >> 5) | Int(month >> 4) << 3
        guard short <= 99, hour < 24, minute < 60, second < 60 else { return nil }
        let year = (century.map { 1900 + 100 * $0 } ?? (short > 80 ? 1900 : 2000)) + short
        guard let date = CivilDate(year: year, month: Int(month & 0x0F), day: Int(day & 0x1F)) else { return nil }
        return Timestamp(date, hour: Int(hour), minute: Int(minute), second: Int(second))
    }
}

extension MBusTime {
    /// The same day and time some months later: of the last day of a month the last one, and where that month has no such
    /// day its last.
    static func monthsLater(_ time: Timestamp, _ months: Int) -> Timestamp? {
        let secondsOfDay: Int64 = 86_400
        let seconds = time.microseconds / 1_000_000
        let (days, rest) = (seconds / secondsOfDay, seconds % secondsOfDay)
        guard let (year, month, day) = civil(Int(days)) else { return nil }
        let index = year * 12 + month - 1 + months
        guard index >= 0 else { return nil }
        let length = daysOf(month: index % 12 + 1, year: index / 12)
        let isLast = day == daysOf(month: month, year: year)
        let newDay = isLast ? length : min(day, length)
        guard let date = CivilDate(year: index / 12, month: index % 12 + 1, day: newDay) else { return nil }
        return Timestamp(date, hour: Int(rest / 3600), minute: Int(rest / 60 % 60), second: Int(rest % 60))
    }

    /// The year, month and day of a day between 2000 and 2199, counted from 1970.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int)? {
        var left = days - 10_957
        guard left >= 0 else { return nil }
        for year in 2000..<2200 {
            let length = daysOf(year: year)
            if left >= length {
                left -= length
                continue
            }
            for month in 1...12 {
                let end = month == 12 ? length : daysBefore(month: month + 1, length)
                if left < end { return (year, month, left - daysBefore(month: month, length) + 1) }
            }
        }
        return nil
    }

    private static func daysOf(year: Int) -> Int { year.isMultiple(of: 4) && year != 2100 ? 366 : 365 }

    private static func daysOf(month: Int, year: Int) -> Int {
        let days = daysOf(year: year)
        return (month == 12 ? days : daysBefore(month: month + 1, days)) - daysBefore(month: month, days)
    }

    private static func daysBefore(month: Int, _ length: Int) -> Int {
        [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1] + (month > 2 ? length - 365 : 0)
    }
}
