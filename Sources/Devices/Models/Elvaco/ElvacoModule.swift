import Observations

/// The LoRaWAN modules of Elvaco for heat meters (CMi4110, CMi4111, CMi4130, CMi4140, CMi4160) and its room sensor CMa11L.
///
/// | byte | meaning |
/// | --- | --- |
/// | 0 | message format; every module numbers its formats from another number on |
/// | 1 … | records of EN 13757-3 (`MeterRecord`), or from `{` on a JSON object: `E` energy, `U` its unit, `ID` the meter |
///
/// | record of the maker | data |
/// | --- | --- |
/// | `07 FF A0 s` | flow temperature:2 and return temperature:2, 0.01 Cel; flow:2, 10^(s₀₋₂−6) m3/h; power:2, 10^(s₄₋₆−3) W |
/// | `07 FF 21` | flags:4, meter's number:4 |
/// | `04 FF 07`, `04 FF 08` | registers E8 and E9, of flow and return: m3.Cel |
///
/// Energy with the VIFE `3C` is cooling energy. In the format "scheduled – daily redundant" storage 1 is the energy at
/// 24:00 of the day before. What the meter sends in error state is bad.
///
/// Source: Elvaco AB, CMi4110 user's manual v1.3 and 1.6, CMi4140 user's manual v1.1, CMi4160 manual 02/2021, CMa11L manual.
enum ElvacoModule {
    /// The port of all messages.
    static let port: UInt8 = 2

    /// The model of a module that is fitted to a heat meter.
    static func heatMeter(_ id: ModelID, _ title: String) -> DeviceModel {
        model(id, title, .heat, heatProperties)
    }

    /// The room sensor.
    static func roomSensor(_ id: ModelID) -> DeviceModel {
        model(id, "Elvaco CMa11L room sensor", .room, roomProperties)
    }

    private static let heatProperties: [ObservedProperty] =
        MBusProperty.all(of: .heat) + [.deviceFault, .volumeTemperatureProduct]

    private static let roomProperties: [ObservedProperty] =
        MBusProperty.all(of: .room) + [.deviceFault, .volumeTemperatureProduct]

    private static func model(
        _ id: ModelID,
        _ title: String,
        _ medium: MBusMedium,
        _ properties: [ObservedProperty]
    ) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: medium == .room ? .environment : .utility,
            properties: properties,
            ports: [port],
            source: "Elvaco AB, user's manuals of CMi4110, CMi4140, CMi4160 and CMa11L",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload, medium) },
            simulator: medium == .heat ? simulate : nil
        )
    }

    private static func decode(_ payload: [UInt8], _ medium: MBusMedium) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let format = try reader.uint8()
        if reader.next == UInt8(ascii: "{") { return try json(payload, format) }
        var reading = ReadingBuilder()
        var skipped = 0
        while let record = try MeterRecord.next(&reader) {
            guard medium != .room || record.isOfRoom else {
                throw .unknownType(offset: record.offset, type: Int(record.record.code))
            }
            if record.isOfModule && record.add(to: &reading, medium) || addOwn(record, &reading) { continue }
            reading.note("undecoded\(skipped + 1)", .string(record.text))
            skipped += 1
        }
        guard !reading.isEmpty else { throw .nothingFound(offset: reader.offset) }
        reading.note("messageFormat", .unsigned(UInt64(format)))
        return Decoded(readings: [reading.reading], skippedFields: skipped)
    }

    /// Reads a record that only Elvaco has; whether it is one.
    private static func addOwn(_ record: MeterRecord, _ reading: inout ReadingBuilder) -> Bool {
        guard record.record.table == .manufacturer, let type = record.extensions.first else { return false }
        let data = Array(record.data)
        switch (type, data.count) {
        case (0xA0, 8) where record.extensions.count == 2:
            let scale = record.extensions[record.extensions.startIndex + 1]
            let flow = MBusScale.shifted(Double(word(data, 4)), Int(scale & 7) - 6, over: 1)
            let power = MBusScale.shifted(Double(word(data, 6)), Int(scale >> 4 & 7) - 3, over: 1)
            reading.add(.flowTemperature, Double(word(data, 0)) / 100)
            reading.add(.returnTemperature, Double(word(data, 2)) / 100)
            reading.add(.heatFlow, flow)
            reading.add(.heatPower, power)
        case (0x21, 8):
            let flags = UInt64(UInt16(bitPattern: word(data, 0))) | UInt64(UInt16(bitPattern: word(data, 2))) << 16
            reading.note("errorFlags", .unsigned(flags))
            reading.add(.deviceFault, flags != 0)
            reading.note("meterId", .string(Hexadecimal.encode(data[4...].reversed())))
        case (0x07, 4): reading.add(.volumeTemperatureProduct, Double(record.unsigned), "flow", .counter)
        case (0x08, 4): reading.add(.volumeTemperatureProduct, Double(record.unsigned), "return", .counter)
        default: return false
        }
        return true
    }

    private static func word(_ data: [UInt8], _ index: Int) -> Int16 {
        Int16(bitPattern: UInt16(data[index]) | UInt16(data[index + 1]) << 8)
    }

    // MARK: JSON

    private static func json(_ payload: [UInt8], _ format: UInt8) throws(DecodeError) -> Decoded {
        let text = Array(payload.dropFirst())
        var reading = ReadingBuilder()
        do throws(JSONError) {
            var scanner = JSONScanner(text)
            let object = try scanner.nextValue()
            guard object.kind == .object else { throw .unexpectedByte(offset: 0) }
            var energy: Double?
            var unit = "kWh"
            var isFirst = true
            while let name = try scanner.nextName(isFirst: &isFirst) {
                let value = try scanner.nextValue()
                if scanner.matches(name, "E"), value.kind == .number {
                    energy = scanner.number(value)
                } else if scanner.matches(name, "U"), value.kind == .string {
                    unit = scanner.text(value)
                } else if scanner.matches(name, "ID"), value.kind == .number || value.kind == .string {
                    reading.note("meterId", .string(scanner.text(value)))
                }
                try scanner.skip(value)
            }
            try scanner.finish()
            if let energy { add(energy, unit, &reading) }
        } catch {
            throw .malformedJSON(error)
        }
        guard !reading.isEmpty else { throw .nothingFound(offset: payload.count) }
        reading.note("messageFormat", .unsigned(UInt64(format)))
        return Decoded(readings: [reading.reading])
    }

    private static func add(_ energy: Double, _ unit: String, _ reading: inout ReadingBuilder) {
        let target = ObservedProperty.heatEnergy.unit
        let source = UnitOfMeasurement.named(unit)
        if let target, let kilowattHours = source?.convert(energy, to: target) {
            reading.add(.heatEnergy, kilowattHours, nil, .counter)
        } else {
            reading.note("energy", .number(energy))
            reading.note("energyUnit", .string(unit))
        }
    }

    // MARK: Simulation

    /// A message of the format "standard" of the CMi4110 with all of its records.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        let (energy, step) = device.count(0, by: 1...4)
        let (volume, _) = device.count(1, by: 2...9)
        let flow = device.walk(0, within: 55...85, step: 1)
        var writer = ByteWriter()
        writer.bytes += [0x00, 0x0C, 0x06]
        writer.digits(120_000 + energy, 4)
        writer.bytes += [0x0C, 0x14]
        writer.digits(500_000 + volume, 4)
        writer.bytes += [0x0B, 0x2D]
        writer.digits(step * 20, 3)
        writer.bytes += [0x0B, 0x3B]
        writer.digits(step * 90, 3)
        writer.bytes += [0x0A, 0x5A]
        writer.digits(UInt64(flow * 10), 2)
        writer.bytes += [0x0A, 0x5E]
        writer.digits(UInt64((flow - 20) * 10), 2)
        writer.bytes += [0x0C, 0x78, 0x12, 0x90, 0x34, 0x60, 0x02, 0xFD, 0x17, 0x00, 0x00]
        return SimulatedUplink(payload: writer.bytes, port: port, frameCounter: device.frameCounter)
    }
}

extension MeterRecord {
    /// Whether it is of the kinds that the modules send: with no more said than a direction, a mean or a power of ten.
    fileprivate var isOfModule: Bool {
        let isKnown =
            switch record.table {
            case .primary: true
            case .first: [0x00, 0x01, 0x08, 0x09, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x1A, 0x1B].contains(record.code)
            case .second: [0x0C, 0x0D, 0x0E, 0x0F, 0x17, 0x74].contains(record.code)
            case .text, .third, .manufacturer, .any: false
            }
        return isKnown
            && extensions.allSatisfy { code in
                switch code & 0x7F {
                case 0x12, 0x3A, 0x3B, 0x3C, 0x70...0x77, 0x7D: true
                default: false
                }
            }
    }

    /// Whether a room sensor can send it: no quantity of a meter.
    fileprivate var isOfRoom: Bool { code.map { (0x64...0x67).contains($0) || $0 >= 0x70 } ?? true }
}

extension ByteWriter {
    /// Writes decimal digits, two in a byte, the lowest first.
    fileprivate mutating func digits(_ value: UInt64, _ count: Int) {
        var left = value
        for _ in 0..<count {
            bytes.append(UInt8((left / 10 % 10) << 4 | left % 10))
            left /= 100
        }
    }
}
