import Observations

/// Kamstrup's meters with LoRaWAN: flowIQ water meters and MULTICAL heat meters.
///
/// | byte 0 | then |
/// | --- | --- |
/// | 78 | nothing |
/// | 7A | access number, status, configuration:2 |
/// | 72 | meter's number:4, manufacturer:2, version, medium, access number, status, configuration:2 |
///
/// Records of EN 13757-3 follow (`MeterRecord`). Those of one storage number are of the moment that its date and time says,
/// which the meter counts without a zone. An inverse compact profile (`MBusProfile`) gives older values. Bits 12–8 of the
/// configuration are the security mode; only 0 can be read.
///
/// | record of the maker | data |
/// | --- | --- |
/// | `FF 25` | 0 dry, 1 reverse, 2 leak, 3 burst, 4 tampering, 5 battery, 6 cold, 7 hot surroundings |
/// | `FF 22` | 32 bits of a heat meter: 1 battery, 8, 24 air, 9, 25 reverse, 12, 13, 18, 19, 30, 31 leaks, 28, 29 bursts |
/// | `FF 1B`, `FF 1C` | noise of leaks, now and of the last day; 4095 unknown |
/// | `FF 16` | number of the module's configuration |
///
/// Source: Kamstrup A/S, LoRaWAN integration guide; its decoder in The Things Network device repository.
enum KamstrupLoRaWAN {
    /// The model.
    static func model(_ id: ModelID, _ title: String, _ medium: MBusMedium) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .utility,
            properties: MBusProperty.all(of: medium) + [
                .deviceFault, .emptyPipeDetected, .backflowDetected, .leakDetected, .burstDetected, .tamperDetected,
                .batteryLow, .freezeRisk, .alarmActive, .analogValue, .volumeTemperatureProduct,
            ],
            ports: [1],
            source: "Kamstrup A/S, LoRaWAN integration guide",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload, medium) }
        )
    }

    private static func decode(_ payload: [UInt8], _ medium: MBusMedium) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var header = ReadingBuilder()
        try readHeader(&reader, &header)
        var records: [MeterRecord] = []
        while let record = try MeterRecord.next(&reader) {
            guard medium != .water || !record.isOfHeat else {
                throw .unknownType(offset: record.offset, type: Int(record.record.code))
            }
            records.append(record)
        }
        guard !records.isEmpty else { throw .nothingFound(offset: payload.count) }
        var moments = KamstrupMoments(records)
        var undecoded: [String] = []
        for record in records where !record.isTime {
            if record.profile != nil {
                if !addProfile(record, of: records, medium, &moments) { undecoded.append(record.text) }
                continue
            }
            let isKnown = moments.with(record.storage) { reading, isDated in
                record.add(to: &reading, medium, isDated: isDated) || addOwn(record, &reading)
            }
            if !isKnown { undecoded.append(record.text) }
        }
        for (index, text) in undecoded.enumerated() { header.note("undecoded\(index + 1)", .string(text)) }
        return Decoded(readings: moments.readings(header), skippedFields: undecoded.count)
    }

    private static func readHeader(
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let type = try reader.uint8()
        switch type {
        case 0x78: return
        case 0x7A, 0x72:
            if type == 0x72 {
                let number = try reader.take(4)
                reading.note("meterId", .string(Hexadecimal.encode(number.reversed())))
                let (low, high) = (try reader.uint8(), try reader.uint8())
                reading.note("manufacturer", .string(MeterRecord.manufacturer(low, high)))
                reading.note("meterVersion", .unsigned(UInt64(try reader.uint8())))
                reading.note("meterMedium", .unsigned(UInt64(try reader.uint8())))
            }
            reading.note("accessNumber", .unsigned(UInt64(try reader.uint8())))
            reading.note("meterStatus", .unsigned(UInt64(try reader.uint8())))
            let offset = reader.offset
            let mode = try reader.littleEndian(2) >> 8 & 0x1F
            guard mode == 0 else { throw .unsupportedSecurity(offset: offset, mode: Int(mode)) }
        default: throw .unknownType(offset: 0, type: Int(type))
        }
    }

    // MARK: Profiles

    /// Reads the older values of a quantity; whether there are any.
    private static func addProfile(
        _ record: MeterRecord,
        of records: [MeterRecord],
        _ medium: MBusMedium,
        _ moments: inout KamstrupMoments
    ) -> Bool {
        guard let profile = record.profile, let meaning = record.meaning(medium),
            let start = moments.time(of: record.storage)
        else { return false }
        let numbers = profile.numbers(base: records.first { $0.isBase(of: record) }?.number)
        for (step, number) in numbers {
            guard let time = profile.moment(start, step: step) else { return false }
            moments.add(meaning.property, meaning.scaled(number), at: time)
        }
        return !numbers.isEmpty
    }

    // MARK: The maker's own records

    private static func addOwn(_ record: MeterRecord, _ reading: inout ReadingBuilder) -> Bool {
        guard record.record.table == .manufacturer, let type = record.extensions.first, record.extensions.count == 1
        else { return false }
        let value = record.unsigned
        switch type {
        case 0x25:
            reading.note("infoCode", .unsigned(value))
            reading.add(.emptyPipeDetected, value & 0x01 != 0)
            reading.add(.backflowDetected, value & 0x02 != 0)
            reading.add(.leakDetected, value & 0x04 != 0)
            reading.add(.burstDetected, value & 0x08 != 0)
            reading.add(.tamperDetected, value & 0x10 != 0)
            reading.add(.batteryLow, value & 0x20 != 0)
            reading.add(.freezeRisk, value & 0x40 != 0)
            reading.add(.alarmActive, value & 0x80 != 0, "heat")
        case 0x22:
            reading.note("infoCode", .unsigned(value))
            reading.add(.deviceFault, value != 0)
            reading.add(.batteryLow, value & 0x2 != 0)
            reading.add(.emptyPipeDetected, value & 0x0100_0100 != 0)
            reading.add(.backflowDetected, value & 0x0200_0200 != 0)
            reading.add(.leakDetected, value & 0xC00C_3000 != 0)
            reading.add(.burstDetected, value & 0x3000_0000 != 0)
        case 0x1B, 0x1C:
            let channel: Channel = type == 0x1B ? "leak-noise" : "leak-noise-day"
            if value == 4095 || value == 0xFFFF {
                reading.addMissing(.analogValue, channel)
            } else {
                reading.add(.analogValue, Double(value), channel)
            }
        case 0x16: reading.note("moduleConfiguration", .unsigned(value))
        case 0x07: reading.add(.volumeTemperatureProduct, Double(value), "flow", .counter)
        case 0x08: reading.add(.volumeTemperatureProduct, Double(value), "return", .counter)
        default: return false
        }
        return true
    }
}

extension MeterRecord {
    /// Whether only a heat meter can send it: energy, power, or the temperature of what comes back.
    fileprivate var isOfHeat: Bool {
        code.map { $0 < 0x10 || (0x28...0x37).contains($0) || (0x5C...0x63).contains($0) } ?? false
    }
}
