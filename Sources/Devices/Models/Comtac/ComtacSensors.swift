import Observations

/// The older LPN devices of comtac AG: CM-1 and CM-4 for the climate of a room, DI with two inputs, and the DALI bridge.
///
/// | CM-1 (highest byte first) | bytes | |
/// | --- | --- | --- |
/// | 0 | 1 | settings: 7, 6 limits of temperature, 4 on events, 3, 2 limits of humidity, 0 booster |
/// | 1 | 4 | limits: temperature low, high, humidity low, high |
/// | 5 | 2, 2, 2, 2 | interval, min; battery, mV; temperature, 0.01 Cel; humidity, 0.01 % |
///
/// | CM-4 | bytes | |
/// | --- | --- | --- |
/// | 0 | 1 | version `01` |
/// | 1 | 2 | state: 5 battery low, 4 last temperature valid, 3 memory, 2 acceleration, 1 I2C, 0 Pt100; why it was sent |
/// | 3 | 1 | battery, 0.5 % |
/// | 4 | … | port 3: `03` one or `04` eight values, the newest first: temperature:2, 0.01 Cel, and humidity, % |
///
/// 25000 or 250 is no value. The interval of older values is a setting (3840 s as delivered).
///
/// | DI (lowest byte first) | bytes | |
/// | --- | --- | --- |
/// | 0 | 1, 2 | `15`; firmware |
/// | 3 | 1, 1 | RSSI, −dBm; SNR, dB |
/// | 5 | 1 | 7, 6 inputs 1 and 2; 5, 4 they changed; 3 S0; 0 the 24 V supply is faulty |
/// | 6 | 4, 4, 3, 3 | counters; seconds since the last change, `FFFFFF` never |
///
/// | DALI bridge | | | | | | |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | byte | 0 | 1 | 2 | 3 | 4 | 5 |
/// | | 1 no communication, 3 lit | level by radio, % | level on DALI, 0–254 | DALI status | version | kind |
///
/// Source: comtac AG, LPN CM-1; E1446-CM-4 EN V00; E1347-LPN DI EN V0.04; E1310 DALI Bridge.
enum ComtacSensors {
    /// The measuring interval of CM-4 as delivered, in seconds.
    static let intervalDelivered: Int64 = 3840

    /// CM-1.
    static func climate(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Comtac LPN CM-1 temperature and humidity sensor",
            domain: .environment,
            properties: [.airTemperature, .relativeHumidity, .batteryVoltage],
            ports: [3],
            source: "comtac AG, LPN CM-1",
            decoder: { (payload, _) throws(DecodeError) in
                var reader = ByteReader(payload)
                var reading = ReadingBuilder()
                reading.note("settings", .unsigned(UInt64(try reader.uint8())))
                reading.note("limits", .string(Hexadecimal.encode(try reader.take(4))))
                reading.note("intervalMinutes", .unsigned(UInt64(try reader.uint16())))
                reading.add(.batteryVoltage, Double(try reader.uint16()) / 1000)
                reading.add(.airTemperature, Double(try reader.int16()) / 100)
                reading.add(.relativeHumidity, Double(try reader.int16()) / 100)
                try reader.finish()
                return Decoded(readings: [reading.reading])
            }
        )
    }

    /// CM-4.
    static func climateWithHistory(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Comtac LPN CM-4 temperature and humidity sensor",
            domain: .environment,
            properties: [.airTemperature, .relativeHumidity, .batteryLevel, .batteryLow],
            ports: [3, 100, 101],
            source: "comtac AG, E1446-CM-4 EN V00",
            decoder: { (payload, context) throws(DecodeError) in try history(payload, context) }
        )
    }

    private static func history(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var current = ReadingBuilder()
        let version = try reader.uint8()
        guard version == 1 else { throw .unknownType(offset: 0, type: Int(version)) }
        let (state, reason) = (try reader.uint8(), try reader.uint8())
        current.add(.batteryLevel, Double(try reader.uint8()) / 2)
        current.add(.batteryLow, state & 0x20 != 0)
        current.note("state", .unsigned(UInt64(state)))
        current.note("reason", .unsigned(UInt64(reason)))
        switch context.port {
        case 100, 101:
            let name = context.port == 100 ? "configuration" : "firmware"
            current.note(name, .string(Hexadecimal.encode(reader.rest())))
            return Decoded(readings: [current.reading])
        case 3, nil: break
        case let port?: throw .unsupportedPort(offset: 0, port: Int(port))
        }
        let offset = reader.offset
        let type = try reader.uint8()
        guard type == 3 || type == 4 else { throw .unknownType(offset: offset, type: Int(type)) }
        try climate(&reader, &current)
        var older: [DecodedReading] = []
        for age in 1..<Int64(type == 4 ? 8 : 1) {
            let step = -age * intervalDelivered * 1_000_000
            var reading = ReadingBuilder(time: context.referenceTime.advanced(byMicroseconds: step))
            try climate(&reader, &reading)
            older.append(reading.reading)
        }
        try reader.finish()
        if type == 4 { current.note("intervalIsAssumed", .boolean(true)) }
        return Decoded(readings: older.reversed() + [current.reading])
    }

    private static func climate(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let temperature = try reader.int16()
        let humidity = try reader.uint8()
        guard temperature != 25_000, humidity != 250 else {
            reading.addMissing(.airTemperature)
            reading.addMissing(.relativeHumidity)
            return
        }
        reading.add(.airTemperature, Double(temperature) / 100)
        reading.add(.relativeHumidity, Double(humidity))
    }

    /// DI.
    static func inputs(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Comtac LPN DI with two inputs",
            domain: .utility,
            properties: [.contactClosed, .pulseCount, .signalStrength, .signalToNoiseRatio, .deviceFault],
            ports: [3],
            source: "comtac AG, E1347-LPN DI EN V0.04",
            decoder: { (payload, _) throws(DecodeError) in
                var reader = ByteReader(payload)
                var reading = ReadingBuilder()
                let type = try reader.uint8()
                guard type == 0x15 else { throw .unknownType(offset: 0, type: Int(type)) }
                let (major, minor) = (try reader.uint8(), try reader.uint8())
                reading.note("firmware", .string("\(major).\(minor)"))
                reading.add(.signalStrength, -Double(try reader.uint8()))
                reading.add(.signalToNoiseRatio, Double(try reader.int8()))
                let state = try reader.uint8()
                reading.add(.contactClosed, state & 0x80 != 0, "input-1")
                reading.add(.contactClosed, state & 0x40 != 0, "input-2")
                reading.add(.deviceFault, state & 0x01 != 0)
                reading.note("state", .unsigned(UInt64(state)))
                reading.add(.pulseCount, Double(try reader.littleEndian(4)), "input-1", .counter)
                reading.add(.pulseCount, Double(try reader.littleEndian(4)), "input-2", .counter)
                for name in ["input1SecondsSinceChange", "input2SecondsSinceChange"] {
                    let seconds = try reader.littleEndian(3)
                    if seconds != 0xFF_FFFF { reading.note(name, .unsigned(seconds)) }
                }
                try reader.finish()
                return Decoded(readings: [reading.reading])
            }
        )
    }

    /// DALI bridge.
    static func lamp(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Comtac DALI bridge for lamps",
            domain: .utility,
            properties: [.dimmingLevel, .lampOn, .lampFault, .driverFault, .alarmActive],
            source: "comtac AG, E1310 DALI Bridge",
            decoder: { (payload, _) throws(DecodeError) in
                var reader = ByteReader(payload)
                var reading = ReadingBuilder()
                let state = try reader.uint8()
                reading.add(.alarmActive, state & 0x02 != 0, "dali-connection")
                let level = try reader.uint8()
                guard level <= 100 else { throw .invalidValue(offset: 1, field: "level") }
                reading.add(.dimmingLevel, Double(level))
                reading.note("daliLevel", .unsigned(UInt64(try reader.uint8())))
                let status = try reader.uint8()
                reading.add(.driverFault, status & 0x01 != 0)
                reading.add(.lampFault, status & 0x02 != 0)
                reading.add(.lampOn, status & 0x04 != 0)
                reading.note("state", .unsigned(UInt64(state)))
                reading.note("daliStatus", .unsigned(UInt64(status)))
                reading.note("daliVersion", .unsigned(UInt64(try reader.uint8())))
                reading.note("daliKind", .unsigned(UInt64(try reader.uint8())))
                try reader.finish()
                return Decoded(readings: [reading.reading])
            }
        )
    }
}
