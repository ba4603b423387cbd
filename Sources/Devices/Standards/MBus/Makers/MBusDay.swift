import Observations

/// A day as makers pack it into two bytes or into digits.
struct MBusDay: Hashable {
    let year: Int
    let month: Int
    let day: Int

    /// A day by its parts.
    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Bits 0–4 the day, 5–8 the month, 9–15 the year since 2000 (Techem, Apator).
    init(packed raw: UInt64) {
        self.init(year: 2000 + Int(raw >> 9 & 0x7F), month: Int(raw >> 5 & 0x0F), day: Int(raw & 0x1F))
    }

    /// Three bytes of two digits each: year, month and day.
    init(digits year: UInt8, _ month: UInt8, _ day: UInt8) {
        func value(_ byte: UInt8) -> Int { Int(byte >> 4) * 10 + Int(byte & 0x0F) }
        self.init(year: 2000 + value(year), month: value(month), day: value(day))
    }

    /// Its midnight, or nothing where the calendar has no such day.
    var time: Timestamp? {
        CivilDate(year: year, month: month, day: day).flatMap { Timestamp($0, hour: 0, minute: 0) }
    }

    /// The day as `2026-11-25`.
    var text: String? { time.map { String($0.description.prefix(10)) } }

    /// The last day of a month so many months before.
    func endOfMonth(before months: Int) -> Timestamp? {
        let index = year * 12 + month - months
        guard index > 0, let first = CivilDate(year: index / 12, month: index % 12 + 1, day: 1) else { return nil }
        return Timestamp(first, hour: 0, minute: 0)?.advanced(byMicroseconds: -86_400_000_000)
    }
}

extension MBusReadings {
    /// The day of the meter's clock as its records say it; nothing where they cannot be read.
    var clockDay: MBusDay? {
        var reader = MBusRecordReader(telegram.bytes, telegram.content) { $0 }
        do throws(DecodeError) { return day(of: try reader.readAll().records) } catch { return nil }
    }

    private func day(of records: [MBusRecord]) -> MBusDay? {
        let bytes = telegram.bytes
        for record in records where record.isDate && record.storage == 0 {
            guard MBusTime.timestamp(bytes, record.value) != nil else { continue }
            let place = record.value.count == 6 ? record.value.lowerBound + 3 : record.value.upperBound - 2
            let year = Int(bytes[place] >> 5) | Int(bytes[place + 1] >> 4) << 3
            return MBusDay(year: 2000 + year, month: Int(bytes[place + 1] & 0x0F), day: Int(bytes[place] & 0x1F))
        }
        return nil
    }

    /// Adds a counter of a day that was billed: to the current reading on a channel of its own, and as a reading of that
    /// day where it is known.
    mutating func addBilled(_ property: ObservedProperty, _ value: Double, _ channel: Channel, at day: Timestamp?) {
        current.add(property, value, channel, .counter)
        guard let day, isPast(day) else { return }
        addEarlier([Observation(property, value, kind: .counter)], at: day)
    }

    /// Adds a value of a month or billing period that is over: as a reading of its own where its end is known, else on a
    /// channel of its number.
    mutating func addPeriod(
        _ property: ObservedProperty,
        _ value: Double,
        _ kind: ObservationKind,
        _ name: StaticString,
        _ number: Int,
        end: Timestamp?,
        isFault: Bool = false
    ) {
        if let end, isPast(end) {
            addEarlier([Observation(property, value, kind: kind, deviceSaysFault: isFault)], at: end)
        } else {
            current.add(property, value, .numbered(name, number), .instant, isFault: isFault)
        }
    }
}
