import Observations

/// PRIOS, the format of Diehl's and Sappel's Izar radio modules (SAP, HYD, DME, EWT and SPL; CI A0 to A7).
///
/// | offset in the frame | bytes | meaning |
/// | --- | --- | --- |
/// | 4 | 6 | SAP: number 26 bits, diameter 5, type 5, supplier 5; others: version, type, number:4 |
/// | 11 | 1 | bit 7 alarm; bits 0–3: sends every 2^(n+2) s |
/// | 12 | 1 | bit 7 leak now, 6 before, 5 blocked; bits 0–4 half years that the battery will last |
/// | 13 | 1 | bit 7 backflow, 6 underflow, 5 overflow, 4 submerged, 3 sensor fraud now, 2 before, 1 mechanical fraud now, 0 before |
/// | 14 | 1 | of unknown meaning |
/// | 15 | 1 | `4B`, scrambled as all that follows (`DiehlScrambler`) |
/// | 16 | 4 | volume, litres, the lowest byte first |
/// | 20 | 4 | volume at the last billing day, litres; not in short telegrams |
/// | 24 | 2 | that day: bits 0–4 day, 8–11 month, 5–7 and 12–15 year |
///
/// Source: wmbusmeters' driver izar and its notes on Diehl (facts); Diehl Metering, "PRIOS" as published there.
enum IzarPrios {
    private static let check: UInt8 = 0x4B

    /// The lines of the hook table: every maker that has taken the format, every kind of telegram.
    static let lines: [MBusMakerDecoder] = DiehlScrambler.makers.flatMap { maker in
        (UInt8(0xA0)...0xA7).map { MBusMakerDecoder(maker, ci: $0, .telegram(decode)) }
    }

    @Sendable static func decode(_ telegram: MBusTelegram, _ context: DecodingContext) throws(DecodeError) -> Decoded {
        let frame = telegram.bytes
        try telegram.require(9)
        guard let plain = DiehlScrambler.unscramble(frame, context.key, isPlain: { $0[0] == check }) else {
            throw .wrongKey(offset: telegram.offset(DiehlScrambler.start))
        }
        var reading = ReadingBuilder()
        noteMeter(frame, telegram, &reading)
        reading.add(.waterVolume, litres(plain, 1), nil, .counter)
        var readings: [DecodedReading] = []
        if plain.count >= 11 {
            let time = day(plain[9], plain[10])
            if let time, time <= context.referenceTime {
                let observation = Observation(.waterVolume, litres(plain, 5), kind: .counter)
                readings.append(DecodedReading(time: time, observations: [observation]))
            }
            reading.add(.waterVolume, litres(plain, 5), "storage-1", .counter)
        }
        addState(frame, &reading)
        return Decoded(readings: readings + [reading.reading])
    }

    private static func litres(_ plain: [UInt8], _ place: Int) -> Double {
        Double(MBusTelegram.number(plain, place..<place + 4)) / 1000
    }

    private static func day(_ low: UInt8, _ high: UInt8) -> Timestamp? {
        let short = Int(high & 0xF0) >> 1 | Int(low >> 5)
        let year = short > 80 ? 1900 + short : 2000 + short
        return MBusDay(year: year, month: Int(high & 0x0F), day: Int(low & 0x1F)).time
    }

    private static func addState(_ frame: [UInt8], _ reading: inout ReadingBuilder) {
        let (general, state, alarms) = (frame[11], frame[12], frame[13])
        reading.add(.batteryRemaining, Double(state & 0x1F) / 2 * 365.25)
        reading.add(.reportingInterval, Double(1 << (UInt32(general & 0x0F) + 2)))
        reading.add(.alarmActive, general & 0x80 != 0)
        reading.add(.leakDetected, state & 0x80 != 0)
        reading.add(.leakDetected, state & 0x40 != 0, "previous")
        reading.add(.meterBlocked, state & 0x20 != 0)
        reading.add(.backflowDetected, alarms & 0x80 != 0)
        reading.add(.alarmActive, alarms & 0x40 != 0, "underflow")
        reading.add(.alarmActive, alarms & 0x20 != 0, "overflow")
        reading.add(.alarmActive, alarms & 0x10 != 0, "submerged")
        reading.add(.tamperDetected, alarms & 0x08 != 0, "sensor")
        reading.add(.tamperDetected, alarms & 0x04 != 0, "previous-sensor")
        reading.add(.tamperDetected, alarms & 0x02 != 0, "mechanical")
        reading.add(.tamperDetected, alarms & 0x01 != 0, "previous-mechanical")
    }

    /// Notes the meter, whose number stands elsewhere than in the standard's frames.
    private static func noteMeter(_ frame: [UInt8], _ telegram: MBusTelegram, _ reading: inout ReadingBuilder) {
        reading.note("manufacturer", .string(telegram.meter.manufacturerText))
        guard telegram.meter.manufacturer == MBusMeter.manufacturerCode("SAP") else {
            reading.note("meterId", .string(Hexadecimal.encode(frame[6..<10].reversed())))
            reading.note("meterVersion", .unsigned(UInt64(frame[4])))
            return
        }
        reading.note("meterId", .string(Hexadecimal.encode(frame[4..<8].reversed())))
        let number = MBusTelegram.number(frame, 4..<8) & 0x3FF_FFFF
        let (year, serial) = (number / 1_000_000, number % 1_000_000)
        func letter(_ code: UInt8) -> String { String(Unicode.Scalar(64 + code)) }
        let supplier = letter((frame[9] & 0x0F) << 1 | frame[8] >> 7)
        let type = letter(frame[8] >> 2 & 0x1F)
        let diameter = letter((frame[8] & 0x03) << 3 | frame[7] >> 5)
        reading.note("prefix", .string(supplier + digits(year, 2) + type + diameter))
        reading.note("serialNumber", .string(digits(serial, 6)))
        reading.note("manufactureYear", .unsigned(year > 70 ? 1900 + year : 2000 + year))
    }

    private static func digits(_ number: UInt64, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}
