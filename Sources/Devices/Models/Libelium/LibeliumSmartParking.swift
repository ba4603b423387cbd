import Observations

/// Libelium Plug & Sense! Smart Parking, firmware v2 and v3: a parking sensor with a magnetometer and a radar.
///
/// Every frame has 11 bytes, numbers with the highest byte first:
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | bit 7 occupied, 6 battery to be changed, 5 configuration refused, 4 recalibrated, 3 to 0 frame type |
/// | 1 | 1 | counter of the frames, 0 to 255 |
///
/// | type | frame | bytes from offset 2 |
/// | --- | --- | --- |
/// | 0, 1 | info (the state changed), keep-alive | sensor error, temperature Cel with a sign, 7 bytes of raw measurements |
/// | 2 | daily update | measurements:2, Sigfox messages:2, LoRaWAN messages:2, restarts, each of the last day; configuration, a reserved byte |
/// | 3 | error | error bits, temperature Cel with a sign, references of the axes x, y and z:2 each, battery (raw) |
/// | 4 | start 1 | temperature Cel with a sign, references of the axes x, y and z:2 each, battery mV:2 |
/// | 5 | start 2 | firmware, night: first hour, hours, sleep time, keep-alive; radio mode, sleep time, keep-alive, threshold |
/// | 6, 7, 8 | service, downlink, radio strength | 9 bytes for the maker |
///
/// Of other types the state is read and the rest goes along undecoded. The port says nothing.
///
/// Source: Libelium, "Plug & Sense! Smart Parking Technical Guide", frames of firmware v2.x.x, and for the error byte and
/// the types 6 to 8 of v3 the list of values in "Smart Parking data" (cloud.libelium.com).
enum LibeliumSmartParking {
    private static let frameBytes = 11

    /// The model, where it is known to exist under this name.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Libelium Plug & Sense! Smart Parking",
            domain: .traffic,
            properties: [
                .parkingOccupied, .batteryLow, .messageCount, .deviceTemperature, .deviceFault, .batteryVoltage,
                .eventCount, .restartCount,
            ],
            source: "Libelium, Plug & Sense! Smart Parking Technical Guide, firmware v2 and v3",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload) }
        )
    }

    private static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        try reader.require(frameBytes)
        var reading = ReadingBuilder()
        let flags = try reader.uint8()
        reading.add(.parkingOccupied, flags & 0x80 != 0)
        reading.add(.batteryLow, flags & 0x40 != 0)
        reading.add(.messageCount, Double(try reader.uint8()), nil, .counter)
        if flags & 0x20 != 0 { reading.note("configurationRefused", .boolean(true)) }
        if flags & 0x10 != 0 { reading.note("recalibrated", .boolean(true)) }
        let type = flags & 0x0F
        var skipped = 0
        reading.note("frameType", .string(frameName(type)))
        switch type {
        case 0, 1:
            let error = try reader.uint8()
            reading.add(.deviceFault, error != 0)
            reading.note("sensorError", .unsigned(UInt64(error)))
            reading.add(.deviceTemperature, Double(try reader.int8()))
            reading.note("measurements", .string(Hexadecimal.encode(try reader.take(7))))
        case 2: try daily(&reader, &reading)
        case 3:
            reading.add(.deviceFault, true)
            reading.note("errors", .unsigned(UInt64(try reader.uint8())))
            reading.add(.deviceTemperature, Double(try reader.int8()))
            try axes(&reader, &reading)
            reading.note("battery", .unsigned(UInt64(try reader.uint8())))
        case 4:
            reading.add(.deviceTemperature, Double(try reader.int8()))
            try axes(&reader, &reading)
            reading.add(.batteryVoltage, Double(try reader.uint16()) / 1000)
        case 5: try settings(&reader, &reading)
        case 6...8: reading.note("forTheMaker", .string(Hexadecimal.encode(try reader.take(9))))
        default:
            reading.note("undecoded", .string(Hexadecimal.encode(try reader.take(9))))
            skipped = 1
        }
        try reader.finish()
        return Decoded(readings: [reading.reading], skippedFields: skipped)
    }

    private static func daily(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.add(.eventCount, Double(try reader.uint16()), Channels.measurements, .delta)
        reading.add(.messageCount, Double(try reader.uint16()), Channels.sigfox, .delta)
        reading.add(.messageCount, Double(try reader.uint16()), Channels.lorawan, .delta)
        reading.add(.restartCount, Double(try reader.uint8()), nil, .delta)
        reading.note("configuration", .unsigned(UInt64(try reader.uint8())))
        try reader.skip(1)
    }

    private static func axes(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        for name in ["referenceX", "referenceY", "referenceZ"] {
            reading.note(name, .signed(Int64(try reader.int16())))
        }
    }

    private static func settings(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let names = [
            "firmware", "nightStart", "nightHours", "nightSleepTime", "nightKeepAlive", "radioMode", "sleepTime",
            "keepAlive", "threshold",
        ]
        for name in names { reading.note(name, .unsigned(UInt64(try reader.uint8()))) }
    }

    private static func frameName(_ type: UInt8) -> String {
        switch type {
        case 0: "info"
        case 1: "keep-alive"
        case 2: "daily"
        case 3: "error"
        case 4: "start-1"
        case 5: "start-2"
        case 6: "service"
        case 7: "downlink"
        case 8: "rssi"
        default: "\(type)"
        }
    }

    private enum Channels {
        static let measurements: Channel = "measurements"
        static let sigfox: Channel = "sigfox"
        static let lorawan: Channel = "lorawan"
    }
}
