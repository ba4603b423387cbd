import Observations

/// Meters of Techem (TCH), whose data is all the maker's own (CI A0 to A2).
///
/// Numbers have the lowest byte first.
///
/// | water: MK Radio 3 and 4 | heat: Compact V, Vario 4 | heat cost: FHKV data III | meaning |
/// | --- | --- | --- | --- |
/// | 0, 1 | 0, 1 | 0, 1 | kind of telegram |
/// | 1, 2 | 1, 2 | 1, 2 | last day of the last billing period |
/// | 3, 2 | 3, 3 | 3, 2 | counter at that day (water, heat); units of that period (heat cost) |
/// | 5, 2 | 6, 1 | 5, 2 | day of the telegram without its year: bits 4–8 day, 9–12 month |
/// | 7, 2 | 7, 3 | 7, 2 | what was used since then |
/// | | | 9, 2; 11, 2 | temperature of the room, of the heater: 0.01 Cel; one byte later in version 94 |
///
/// Water counts 0.1 m3, Compact V kW.h and Vario 4 MJ. Days of two bytes have bits 0–4 day, 5–8 month, 9–15 year.
///
/// MK Radio 3a (version 50, type 72): 2, 2 day; 4, 3 counter in 0.1 m3; from 8 on, for each half month backwards, what
/// was used in 0.1 m3, with a zero byte after two of them.
///
/// Smoke detector TSD2 (version 76, type F0): 0, 1 bit 0 smoke; 1, 2 a day.
///
/// Source: wmbusmeters' drivers mkradio3, mkradio3a, mkradio4, compact5, vario451, fhkvdataiii and tsd2 (facts).
enum Techem {
    /// The lines of the hook table.
    static let lines: [MBusMakerDecoder] = [
        MBusMakerDecoder("TCH", versions: 0x22...0x22, deviceType: 0x43, .telegram(heatKilowattHours)),
        MBusMakerDecoder("TCH", versions: 0x39...0x39, deviceType: 0x43, .telegram(heatKilowattHours)),
        MBusMakerDecoder("TCH", versions: 0x45...0x45, deviceType: 0x43, .telegram(heatKilowattHours)),
        MBusMakerDecoder("TCH", versions: 0x45...0x45, deviceType: 0xC3, .telegram(heatKilowattHours)),
        MBusMakerDecoder("TCH", versions: 0x27...0x27, deviceType: 0xC3, .telegram(heatMegajoules)),
        MBusMakerDecoder("TCH", versions: 0x50...0x50, deviceType: 0x72, .telegram(halfMonths)),
        MBusMakerDecoder("TCH", versions: 0x69...0x69, deviceType: 0x80, .telegram(allocator)),
        MBusMakerDecoder("TCH", versions: 0x94...0x94, deviceType: 0x80, .telegram(allocator)),
        MBusMakerDecoder("TCH", versions: 0x76...0x76, deviceType: 0xF0, .telegram(smoke)),
        MBusMakerDecoder("TCH", versions: 0x70...0x95, deviceType: 0x62, .telegram(water)),
        MBusMakerDecoder("TCH", versions: 0x70...0x95, deviceType: 0x72, .telegram(water)),
    ]

    // MARK: Water

    /// MK Radio 3 and 4.
    @Sendable static func water(_ telegram: MBusTelegram, _ context: DecodingContext) throws(DecodeError) -> Decoded {
        try telegram.require(9)
        return counter(
            telegram,
            context,
            .waterVolume,
            last: Double(telegram.number(3, 2)),
            since: Double(telegram.number(7, 2)),
            over: 10
        )
    }

    /// MK Radio 3a.
    @Sendable static func halfMonths(
        _ telegram: MBusTelegram,
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        try telegram.require(43)
        var readings = MBusReadings(telegram, context)
        let day = MBusDay(packed: telegram.number(2, 2))
        readings.current.add(.waterVolume, Double(telegram.number(4, 3)) / 10, nil, .counter)
        if let text = day.text { readings.current.note("deviceDate", .string(text)) }
        // In the first half of a month only one of its halves has begun.
        let halves = (8...42).filter { ($0 - 8) % 3 != 2 }
        var next = 0
        for month in 0..<12 {
            let count = month == 0 && day.day <= 15 ? 1 : 2
            guard next + count <= halves.count else { break }
            let used = halves[next..<next + count].reduce(0.0) { $0 + Double(telegram.byte($1)) }
            next += count
            if month == 0 {
                readings.current.add(.waterVolume, used / 10, "month")
            } else {
                let end = day.endOfMonth(before: month)
                readings.addPeriod(.waterVolume, used / 10, .delta, "month", month, end: end)
            }
        }
        readings.current.note("manufacturerData", .string(telegram.hexadecimal(from: 0)))
        return Decoded(readings: readings.readings)
    }

    // MARK: Heat

    /// Compact V: kW.h.
    @Sendable static func heatKilowattHours(
        _ telegram: MBusTelegram,
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        try heat(telegram, context, over: 1)
    }

    /// Vario 4: MJ.
    @Sendable static func heatMegajoules(
        _ telegram: MBusTelegram,
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        try heat(telegram, context, over: 3.6)
    }

    private static func heat(
        _ telegram: MBusTelegram,
        _ context: DecodingContext,
        over divisor: Double
    ) throws(DecodeError) -> Decoded {
        try telegram.require(10)
        return counter(
            telegram,
            context,
            .heatEnergy,
            last: Double(telegram.number(3, 3)),
            since: Double(telegram.number(7, 3)),
            over: divisor
        )
    }

    /// A counter at the end of the last billing period and what was used since then.
    private static func counter(
        _ telegram: MBusTelegram,
        _ context: DecodingContext,
        _ property: ObservedProperty,
        last: Double,
        since: Double,
        over divisor: Double
    ) -> Decoded {
        var readings = MBusReadings(telegram, context)
        let day = MBusDay(packed: telegram.number(1, 2))
        readings.current.add(property, (last + since) / divisor, nil, .counter)
        readings.current.add(property, since / divisor, "billing-period")
        readings.addBilled(property, last / divisor, "previous-period", at: day.time)
        readings.current.note("manufacturerData", .string(telegram.hexadecimal(from: 0)))
        return Decoded(readings: readings.readings)
    }

    // MARK: Heat cost allocators

    /// FHKV data III.
    @Sendable static func allocator(
        _ telegram: MBusTelegram,
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        let place = telegram.meter.version == 0x94 ? 10 : 9
        try telegram.require(place + 4)
        var readings = MBusReadings(telegram, context)
        let day = MBusDay(packed: telegram.number(1, 2))
        let last = Double(telegram.number(3, 2))
        readings.current.add(.heatCostUnits, Double(telegram.number(7, 2)), nil, .counter)
        readings.current.add(.roomTemperature, Double(telegram.number(place, 2)) / 100)
        readings.current.add(.heaterTemperature, Double(telegram.number(place + 2, 2)) / 100)
        readings.addBilled(.heatCostUnits, last, "previous-period", at: day.time)
        readings.current.note("manufacturerData", .string(telegram.hexadecimal(from: 0)))
        return Decoded(readings: readings.readings)
    }

    // MARK: Smoke

    /// TSD2.
    @Sendable static func smoke(_ telegram: MBusTelegram, _ context: DecodingContext) throws(DecodeError) -> Decoded {
        try telegram.require(3)
        var readings = MBusReadings(telegram, context)
        readings.current.add(.smokeDetected, telegram.byte(0) & 0x01 != 0)
        if let text = MBusDay(packed: telegram.number(1, 2)).text {
            readings.current.note("previousDate", .string(text))
        }
        readings.current.note("manufacturerData", .string(telegram.hexadecimal(from: 0)))
        return Decoded(readings: readings.readings)
    }
}
