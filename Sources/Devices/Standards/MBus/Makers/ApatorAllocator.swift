import Observations

/// Heat cost allocators of Apator.
///
/// A telegram has CI A0, which is the first byte of the data itself, or CI B6, a length byte and so many bytes before it.
/// Numbers have the lowest byte first.
///
/// | E-ITN 30 (version 04): bytes | meaning |
/// | --- | --- |
/// | 0, 2 | `A0` and the start of the season |
/// | 4, 2 | units of the last season |
/// | 6, 2 | when the seal was broken; 0: never |
/// | 8, 2 | units of this season |
/// | 10, 2 | the meter's day |
/// | 12, 2; 14, 2 | mean room temperature of the last season, of this one: Cel / 256 |
///
/// | E-ITN 40 (versions 09 and 0D): words after A0 | meaning |
/// | --- | --- |
/// | 0 | 0 |
/// | 1 | the season's first day and month |
/// | 2, 3 | temperature of the radiator, of the room: Cel / 16 |
/// | 4, 5–19 | units of this month, of the 15 months before, the newest first |
/// | 20, 21–23 | units of this season, of the three before |
/// | 24, 25 | the meter's day, its weekday |
/// | 26 | faults: radiator sensor open 01, short 02, room sensor open 04, short 08, battery 10, memory 20, opened 40 |
///
/// Days have bits 0–4 day, 5–8 month, 9 on year.
///
/// Source: Apator, leaflet I-PL-021-2016 (E-ITN 30.51, 30.6); wmbusmeters' drivers apatoreitn and apatoreitn40 (facts).
enum ApatorAllocator {
    /// The lines of the hook table.
    static let lines: [MBusMakerDecoder] = [
        MBusMakerDecoder("APA", versions: 0x04...0x04, deviceType: 0x08, .telegram(season)),
        MBusMakerDecoder("APT", versions: 0x04...0x04, deviceType: 0x08, .telegram(season)),
        MBusMakerDecoder("APA", versions: 0x09...0x09, deviceType: 0x08, .telegram(months)),
        MBusMakerDecoder("APT", versions: 0x09...0x09, deviceType: 0x08, .telegram(months)),
        MBusMakerDecoder("APA", versions: 0x0D...0x0D, deviceType: 0x08, .telegram(months)),
        MBusMakerDecoder("APT", versions: 0x0D...0x0D, deviceType: 0x08, .telegram(months)),
    ]

    /// E-ITN 30.
    @Sendable static func season(_ telegram: MBusTelegram, _ context: DecodingContext) throws(DecodeError) -> Decoded {
        let start = try dataStart(telegram)
        try telegram.require(start + 15)
        guard telegram.content.count == start + 15 else {
            let offset = telegram.offset(telegram.content.lowerBound + start + 15)
            throw .trailingBytes(offset: offset, count: telegram.content.count - start - 15)
        }
        var readings = MBusReadings(telegram, context)
        let sealDay = MBusDay(packed: telegram.number(start + 5, 2))
        readings.current.add(.heatCostUnits, Double(telegram.number(start + 7, 2)), nil, .counter)
        readings.current.add(.heatCostUnits, Double(telegram.number(start + 3, 2)), "previous-season")
        readings.current.add(.roomTemperature, Double(telegram.number(start + 13, 2)) / 256, "average")
        readings.current.add(.roomTemperature, Double(telegram.number(start + 11, 2)) / 256, "previous-season")
        readings.current.add(.tamperDetected, telegram.number(start + 5, 2) != 0)
        if let day = sealDay.text { readings.current.note("sealBrokenDate", .string(day)) }
        if let day = MBusDay(packed: telegram.number(start + 9, 2)).text {
            readings.current.note("deviceDate", .string(day))
        }
        readings.current.note("seasonStart", .string(Hexadecimal.encode([0xA0, telegram.byte(start)])))
        return Decoded(readings: readings.readings)
    }

    /// E-ITN 40.
    @Sendable static func months(_ telegram: MBusTelegram, _ context: DecodingContext) throws(DecodeError) -> Decoded {
        let start = try dataStart(telegram)
        try telegram.require(start + 54)
        func word(_ index: Int) -> UInt64 { telegram.number(start + 2 * index, 2) }
        func temperature(_ index: Int) -> Double { Double(Int16(truncatingIfNeeded: word(index))) / 16 }
        var readings = MBusReadings(telegram, context)
        let day = MBusDay(packed: word(24))
        readings.current.add(.heatCostUnits, Double(word(20)), nil, .counter)
        readings.current.add(.heatCostUnits, Double(word(4)), "month")
        readings.current.add(.heaterTemperature, temperature(2))
        readings.current.add(.roomTemperature, temperature(3))
        for month in 1...15 {
            let end = day.endOfMonth(before: month)
            readings.addPeriod(.heatCostUnits, Double(word(4 + month)), .delta, "month", month, end: end)
        }
        for season in 1...3 {
            readings.current.add(.heatCostUnits, Double(word(20 + season)), .numbered("previous-season", season))
        }
        let faults = word(26)
        readings.current.add(.batteryLow, faults & 0x10 != 0)
        readings.current.add(.deviceFault, faults & 0x2F != 0)
        readings.current.add(.tamperDetected, faults & 0x40 != 0)
        readings.current.note("faults", .unsigned(faults))
        if let text = day.text { readings.current.note("deviceDate", .string(text)) }
        readings.current.note("seasonStart", .unsigned(word(1)))
        readings.current.note("weekday", .unsigned(word(25)))
        return Decoded(readings: readings.readings)
    }

    /// Where in the application's data the bytes after A0 begin.
    private static func dataStart(_ telegram: MBusTelegram) throws(DecodeError) -> Int {
        guard telegram.ci == 0xB6 else { return 0 }
        try telegram.require(1)
        let start = 1 + Int(telegram.byte(0))
        try telegram.require(start + 1)
        guard telegram.byte(start) == 0xA0 else {
            let offset = telegram.offset(telegram.content.lowerBound + start)
            throw .unknownType(offset: offset, type: Int(telegram.byte(start)))
        }
        return start + 1
    }
}
