import Observations

/// What B Meters adds behind the standard's records.
///
/// Hydrodigit (BMT, versions 13, 15 and 17), water: a byte that says what follows, in this order.
///
/// | bit | bytes | meaning |
/// | --- | --- | --- |
/// | 01 | 1 | bits 0–3: the battery's voltage, `voltages` |
/// | 02 | 1 + 3 | fraud: 80 magnet, 40 sensor, 20 module taken off; its day (year, month, day in digits) |
/// | 80 | 3 | day of a leak |
/// | 04 | 4 | volume that flowed back, litres |
/// | 10 | 12 × 3 | volume at the end of January to December, 10 litres; `FFFFFF` before the module was there |
///
/// Hydroclima (BMP), heat cost allocator: a byte that says which layout, then words of 2 bytes, temperatures in 0.01 Cel.
///
/// | layout | words |
/// | --- | --- |
/// | 10 | status, time, day, mean room, highest room, its day, measurements, mean room and mean heater of the last month, units of a unit radiator; units of all periods in 3 bytes |
/// | 11 | status, time, day, day of the opening, mean heater, mean room, highest room, its day, mean heater and mean room of the last period, units of 4 periods, mean room of 3 periods; 9 bytes of counters, with what is left units of all periods in the last 3 |
///
/// Source: B Meters, "Hydroclima RF telegram" (RKN0, version 11); wmbusmeters' drivers hydrodigit and hydroclimav2 (facts).
enum BMetersTail {
    /// The lines of the hook table.
    static let lines: [MBusMakerDecoder] = [
        MBusMakerDecoder("BMP", deviceType: 0x08, .tail(hydroclima)),
        MBusMakerDecoder("BMT", versions: 0x13...0x17, deviceType: 0x06, .tail(hydrodigit)),
        MBusMakerDecoder("BMT", versions: 0x13...0x17, deviceType: 0x07, .tail(hydrodigit)),
    ]

    private static let voltages: [Double] = [
        3.7, 1.9, 2.1, 2.2, 2.3, 2.4, 2.5, 2.65, 2.8, 2.9, 3.05, 3.2, 3.35, 3.5, 3.7, 3.7,
    ]

    // MARK: Hydrodigit

    @Sendable static func hydrodigit(_ tail: Range<Int>, _ readings: inout MBusReadings) throws(DecodeError) {
        let bytes = readings.telegram.bytes
        readings.current.note("manufacturerData", .string(Hexadecimal.encode(bytes[tail])))
        guard let content = tail.first.map({ bytes[$0] }) else { return }
        var place = tail.lowerBound + 1
        func has(_ bit: UInt8, _ count: Int) -> Bool { content & bit != 0 && place + count <= tail.upperBound }
        if has(0x01, 1) {
            readings.current.add(.batteryVoltage, voltages[Int(bytes[place] & 0x0F)])
            place += 1
        }
        if has(0x02, 4) {
            readings.current.add(.magneticTamperDetected, bytes[place] & 0x80 != 0)
            readings.current.add(.tamperDetected, bytes[place] & 0x60 != 0)
            noteDay("fraudDate", place + 1, &readings)
            place += 4
        }
        if has(0x80, 3) {
            noteDay("leakDate", place, &readings)
            place += 3
        }
        if has(0x04, 4) {
            let litres = Double(MBusTelegram.number(bytes, place..<place + 4))
            readings.current.add(.waterVolumeReverse, litres / 1000, nil, .counter)
            place += 4
        }
        if has(0x10, 36) { addMonths(place, &readings) }
    }

    private static func addMonths(_ start: Int, _ readings: inout MBusReadings) {
        let bytes = readings.telegram.bytes
        let today = readings.clockDay
        for month in 1...12 {
            let place = start + 3 * (month - 1)
            let raw = MBusTelegram.number(bytes, place..<place + 3)
            // Before the module was there it had counted nothing: the maker shows 0, which nobody measured.
            let isMissing = raw >= 10_000_000
            let end = today.flatMap { day in
                // The end of the same month lies ahead: what stands there is of the year before.
                day.endOfMonth(before: (day.month - month + 11) % 12 + 1)
            }
            let value = isMissing ? 0 : Double(raw) / 100
            readings.addPeriod(.waterVolume, value, .counter, "month", month, end: end, isFault: isMissing)
        }
    }

    private static func noteDay(_ name: String, _ place: Int, _ readings: inout MBusReadings) {
        let bytes = readings.telegram.bytes
        let day = MBusDay(digits: bytes[place], bytes[place + 1] & 0x1F, bytes[place + 2])
        if let text = day.text { readings.current.note(name, .string(text)) }
    }

    // MARK: Hydroclima

    @Sendable static func hydroclima(_ tail: Range<Int>, _ readings: inout MBusReadings) throws(DecodeError) {
        let bytes = readings.telegram.bytes
        readings.current.note("manufacturerData", .string(Hexadecimal.encode(bytes[tail])))
        guard let layout = tail.first.map({ bytes[$0] }) else { return }
        let start = tail.lowerBound + 1
        func word(_ index: Int) -> UInt64 { MBusTelegram.number(bytes, start + 2 * index..<start + 2 * index + 2) }
        func temperature(_ index: Int) -> Double { Double(Int16(truncatingIfNeeded: word(index))) / 100 }
        if layout == 0x10, tail.count >= 24 {
            readings.current.note("allocatorStatus", .unsigned(word(0)))
            readings.current.add(.roomTemperature, temperature(3), "average")
            readings.current.add(.roomTemperature, temperature(4), "max")
            readings.current.add(.roomTemperature, temperature(7), "last-month")
            readings.current.add(.heaterTemperature, temperature(8), "last-month")
            let total = MBusTelegram.number(bytes, start + 20..<start + 23)
            readings.current.add(.heatCostUnits, Double(total), "total", .counter)
        } else if layout == 0x11, tail.count >= 47 {
            readings.current.note("allocatorStatus", .unsigned(word(0)))
            readings.current.add(.heaterTemperature, temperature(4), "average")
            readings.current.add(.roomTemperature, temperature(5), "average")
            readings.current.add(.roomTemperature, temperature(6), "max")
            readings.current.add(.heaterTemperature, temperature(8), "last-period")
            readings.current.add(.roomTemperature, temperature(9), "last-period")
            for period in 1...4 {
                readings.current.add(.heatCostUnits, Double(word(9 + period)), .numbered("period", period))
            }
            for period in 1...3 {
                readings.current.add(.roomTemperature, temperature(13 + period), .numbered("period", period))
            }
            let total = MBusTelegram.number(bytes, tail.upperBound - 3..<tail.upperBound)
            readings.current.add(.heatCostUnits, Double(total), "total", .counter)
        }
    }
}
