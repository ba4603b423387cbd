import Observations

/// The walk-by record of Qundis' meters (QDS): `0D FF 5F`, a length of 53, then the values of three records.
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 7 | header of unknown meaning |
/// | 7 | 1 | `07`; another value: what follows is scrambled |
/// | 8 | 1 | bits 0–3: the months count 10^n steps of the values |
/// | 9 | 1 | VIF of the values |
/// | 10 | 2 | day of an error |
/// | 12 | 4 | value now, 8 digits |
/// | 16, 18 | 2, 4 | last billing day, the value at that day |
/// | 22, 24 | 2, 4 | last day of the last month, the value at that day |
/// | 28 | 12 × 2 | what was used in the 12 months until then, the oldest first; `8000` and above: not known |
/// | 52 | 1 | filler |
///
/// A radio converter (type 37) names the meter behind it in a record of its own; the readings are that meter's.
///
/// Here the values become records of the storages 0, 1 and 17, as these meters number them elsewhere.
///
/// Source: wmbusmeters' drivers qwater, qheat and qcaloric (facts; the months' order and steps: the months since the
/// billing day add up to the difference of the values).
enum QundisWalkBy {
    private static let length = 53

    /// The lines of the hook table.
    static let lines: [MBusMakerDecoder] = [0x72, 0x78, 0x7A].map { ci in
        MBusMakerDecoder("QDS", ci: ci, .telegram(decode))
    }

    @Sendable static func decode(_ telegram: MBusTelegram, _ context: DecodingContext) throws(DecodeError) -> Decoded {
        var reader = MBusRecordReader(telegram.bytes, telegram.content) { telegram.offset($0) }
        var (records, end) = try reader.readAll()
        let telegram = behindConverter(telegram, records)
        guard let index = records.firstIndex(where: { isWalkBy($0, telegram) }) else {
            return try MBusDecoder.records(telegram, context)
        }
        let walkBy = records.remove(at: index)
        let start = walkBy.value.lowerBound + 1
        var readings = MBusReadings(telegram, context)
        let data = telegram.bytes[start..<start + length]
        readings.current.note("walkByData", .string(Hexadecimal.encode(data)))
        let isScrambled = telegram.bytes[start + 7] != 0x07
        if isScrambled { readings.skippedFields += 1 } else { records += values(walkBy, start, telegram) }
        readings.add(records)
        if !isScrambled { addMonths(records[records.count - 1], start, &readings) }
        try readings.finish(end)
        return Decoded(readings: readings.readings, skippedFields: readings.skippedFields)
    }

    /// The same telegram of the meter behind a radio converter, which names it in a record (VIF 79).
    private static func behindConverter(_ telegram: MBusTelegram, _ records: [MBusRecord]) -> MBusTelegram {
        guard telegram.meter.deviceType == 0x37,
            let name = records.first(where: { $0.table == .primary && $0.code == 0x79 && $0.value.count == 8 })
        else { return telegram }
        let bytes = telegram.bytes
        let start = name.value.lowerBound
        let meter = MBusMeter(
            manufacturer: UInt16(MBusTelegram.number(bytes, start + 4..<start + 6)),
            number: UInt32(MBusTelegram.number(bytes, start..<start + 4)),
            version: bytes[start + 6],
            deviceType: bytes[start + 7]
        )
        return telegram.speaking(of: meter)
    }

    private static func isWalkBy(_ record: MBusRecord, _ telegram: MBusTelegram) -> Bool {
        telegram.bytes[record.header].elementsEqual([0x0D, 0xFF, 0x5F]) && record.value.count == length + 1
    }

    private static func values(_ walkBy: MBusRecord, _ start: Int, _ telegram: MBusTelegram) -> [MBusRecord] {
        let code = telegram.bytes[start + 9]
        return [
            record(walkBy, storage: 0, code: code, type: 0xC, start + 12..<start + 16),
            record(walkBy, storage: 1, code: 0x6C, type: 2, start + 16..<start + 18),
            record(walkBy, storage: 1, code: code, type: 0xC, start + 18..<start + 22),
            record(walkBy, storage: 17, code: 0x6C, type: 2, start + 22..<start + 24),
            record(walkBy, storage: 17, code: code, type: 0xC, start + 24..<start + 28),
        ]
    }

    private static func record(
        _ walkBy: MBusRecord,
        storage: Int,
        code: UInt8,
        type: UInt8,
        _ value: Range<Int>
    ) -> MBusRecord {
        var record = walkBy
        record.storage = storage
        record.table = .primary
        record.code = code & 0x7F
        record.type = type
        record.extensions = record.extensions.upperBound..<record.extensions.upperBound
        record.value = value
        return record
    }

    private static func addMonths(_ record: MBusRecord, _ start: Int, _ readings: inout MBusReadings) {
        let bytes = readings.telegram.bytes
        let unit = MBusUnit.of(record)
        let aspects = MBusAspects(record, in: bytes)
        guard let newest = readings.date(of: 17),
            let property = MBusProperty(unit.quantity, readings.medium, aspects, .instantaneous)
        else { return }
        let power = Int(unit.exponent) + Int(bytes[start + 8] & 0x0F)
        for month in 0..<12 {
            let place = start + 28 + 2 * month
            let raw = MBusTelegram.number(bytes, place..<place + 2)
            guard raw < 0x8000, let end = monthEnd(newest, before: 11 - month) else { continue }
            let value = MBusScale.of(unit.quantity).apply(Double(raw), power: power, factor: unit.factor)
            readings.addEarlier([Observation(property.property, value, channel: "month", kind: .delta)], at: end)
        }
    }

    /// The last day of the month so many months before one that is a month's last day.
    private static func monthEnd(_ newest: Timestamp, before months: Int) -> Timestamp? {
        let day: Int64 = 86_400_000_000
        guard let first = MBusTime.monthsLater(newest.advanced(byMicroseconds: day), -months) else { return nil }
        return first.advanced(byMicroseconds: -day)
    }
}
