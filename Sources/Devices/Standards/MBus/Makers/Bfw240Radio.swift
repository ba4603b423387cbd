import Observations

/// The heat cost allocator BFW 240 radio.
///
/// | offset behind the header's fillers | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 2 | of unknown meaning |
/// | 2 | 2 | units of the last billing period, the high byte first |
/// | 4 | 2 | units of this one, the high byte first |
/// | 6 | 2 | of unknown meaning |
/// | 8 | 27 | units at the ends of 18 months, 12 bits each, the newest last |
/// | 35 | 3 | the meter's day: day, month, year in two digits each |
///
/// Of every three bytes of the months the last and the lower half of the second are the newer month, the first and the
/// upper half of the second the older one.
///
/// Source: wmbusmeters' driver bfw240radio (facts).
enum Bfw240Radio {
    /// The lines of the hook table.
    static let lines: [MBusMakerDecoder] = [
        MBusMakerDecoder("BFW", versions: 0x02...0x02, deviceType: 0x08, ci: 0x7A, .telegram(decode))
    ]

    @Sendable static func decode(_ telegram: MBusTelegram, _ context: DecodingContext) throws(DecodeError) -> Decoded {
        try telegram.require(38)
        var readings = MBusReadings(telegram, context)
        let day = MBusDay(digits: telegram.byte(37), telegram.byte(36), telegram.byte(35))
        let units = Double(UInt16(telegram.byte(4)) << 8 | UInt16(telegram.byte(5)))
        let last = Double(UInt16(telegram.byte(2)) << 8 | UInt16(telegram.byte(3)))
        readings.current.add(.heatCostUnits, units, nil, .counter)
        readings.current.add(.heatCostUnits, last, "previous-period")
        for month in 1...18 {
            let place = 34 - (month - 1) / 2 * 3
            let middle = UInt16(telegram.byte(place - 1))
            let units =
                month.isMultiple(of: 2)
                ? UInt16(telegram.byte(place - 2)) | (middle & 0xF0) << 4
                : UInt16(telegram.byte(place)) | (middle & 0x0F) << 8
            let end = day.endOfMonth(before: month)
            readings.addPeriod(.heatCostUnits, Double(units), .counter, "month", month, end: end)
        }
        if let text = day.text { readings.current.note("deviceDate", .string(text)) }
        readings.current.note("manufacturerData", .string(telegram.hexadecimal(from: 0)))
        return Decoded(readings: readings.readings)
    }
}
