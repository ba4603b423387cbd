import Observations

/// B Meters Hydrodigit S1 with LoRaWAN: an electronic water meter.
///
/// Numbers have the lowest byte first, but the temperature. Times are seconds since 2000, volumes litres.
///
/// | short, offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | `45` |
/// | 1 | 3 | volume |
/// | 4 | 1 | bits 4–7 above the volume, 0–3 above the volume that flowed back |
/// | 5 | 3 | volume that flowed back |
/// | 8 | 1 | alarms |
/// | 9 | 2 | temperature, 0.1 Cel, with a sign; not of all meters |
///
/// | long, offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | `50` |
/// | 1, 5 | 4, 4 | volume, time |
/// | 9, 13 | 4, 4 | volume logged last, time of it |
/// | 17 | 14 × 2 | what flowed in every hour before, with a sign, the newest first |
/// | 45 | 1 | alarms |
/// | 46 | 2 | temperature as above |
///
/// | alarm | 01 | 02 | 04 | 08 | 10 | 20 | 40, 80 |
/// | --- | --- | --- | --- | --- | --- | --- | --- |
/// | | leak | wrong installation | overflow | burst | backflow | battery low | diameter, medium |
///
/// Source: B Meters, Hydrodigit S1 codec of the ChirpStack device profiles (vendors/b-meters).
enum BMetersHydrodigit {
    /// The hours of a long message before the one that was logged last.
    static let hours = 14
    /// Midnight of 2000-01-01, in seconds since 1970.
    static let epoch: Int64 = 946_684_800

    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "B Meters Hydrodigit S1 water meter",
            domain: .utility,
            properties: [
                .waterVolume, .waterVolumeReverse, .waterTemperature, .leakDetected, .burstDetected,
                .backflowDetected, .batteryLow, .alarmActive,
            ],
            ports: [1],
            source: "B Meters, Hydrodigit S1 codec (ChirpStack device profiles)",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context.port) }
        )
    }

    private static func decode(_ payload: [UInt8], _ port: UInt8?) throws(DecodeError) -> Decoded {
        guard port == nil || port == 1 else { throw .unsupportedPort(offset: 0, port: port.map(Int.init)) }
        var reader = ByteReader(payload)
        switch try reader.uint8() {
        case 0x45: return try short(&reader)
        case 0x50: return try long(&reader)
        case let type: throw .unknownType(offset: 0, type: Int(type))
        }
    }

    private static func short(_ reader: inout ByteReader) throws(DecodeError) -> Decoded {
        var reading = ReadingBuilder()
        let low = try reader.littleEndian(3)
        let high = try reader.uint8()
        let back = try reader.littleEndian(3)
        reading.add(.waterVolume, Double(low | UInt64(high >> 4) << 24) / 1000, nil, .counter)
        reading.add(.waterVolumeReverse, Double(back | UInt64(high & 0x0F) << 24) / 1000, nil, .counter)
        try addState(&reader, &reading)
        return Decoded(readings: [reading.reading])
    }

    private static func long(_ reader: inout ByteReader) throws(DecodeError) -> Decoded {
        var current = ReadingBuilder()
        current.add(.waterVolume, Double(try reader.littleEndian(4)) / 1000, nil, .counter)
        current.time = try moment(&reader)
        var litres = Int64(try reader.littleEndian(4))
        var seconds = epoch + Int64(try reader.littleEndian(4))
        var readings = [logged(litres, at: seconds)]
        for _ in 0..<hours {
            litres -= try reader.signedLittleEndian(2)
            seconds -= 3600
            readings.append(logged(litres, at: seconds))
        }
        try addState(&reader, &current)
        return Decoded(readings: readings.reversed() + [current.reading])
    }

    private static func moment(_ reader: inout ByteReader) throws(DecodeError) -> Timestamp {
        Timestamp(microseconds: (epoch + Int64(try reader.littleEndian(4))) * 1_000_000)
    }

    private static func logged(_ litres: Int64, at seconds: Int64) -> DecodedReading {
        DecodedReading(
            time: Timestamp(microseconds: seconds * 1_000_000),
            observations: [Observation(.waterVolume, Double(litres) / 1000, kind: .counter)]
        )
    }

    private static func addState(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let alarms = try reader.uint8()
        reading.add(.leakDetected, alarms & 0x01 != 0)
        reading.add(.alarmActive, alarms & 0x02 != 0, "installation")
        reading.add(.alarmActive, alarms & 0x04 != 0, "overflow")
        reading.add(.burstDetected, alarms & 0x08 != 0)
        reading.add(.backflowDetected, alarms & 0x10 != 0)
        reading.add(.batteryLow, alarms & 0x20 != 0)
        reading.note("diameter", .unsigned(UInt64(alarms >> 6 & 1)))
        reading.note("medium", .unsigned(UInt64(alarms >> 7)))
        guard reader.left > 0 else { return }
        reading.add(.waterTemperature, Double(try reader.int16()) / 10)
        try reader.finish()
    }
}
