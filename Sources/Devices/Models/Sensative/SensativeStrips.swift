import Observations

/// Sensative Strips: flat sensors for doors, climate and leaks.
///
/// A payload begins with its number in the history:2, `FFFF` without one, then a row of reports: type in the lower 7 bits (bit
/// 7: kept in the history) and value, numbers with the highest byte first:
///
/// | type | value |
/// | --- | --- |
/// | 0 | nothing |
/// | 1 | battery % |
/// | 2, 4 | temperature:2, 0.1 Cel with a sign; 4 an average |
/// | 3, 5 | alarms of the temperature, 5 of the average: bit 0 high, bit 1 low |
/// | 6 | humidity 0.5 % |
/// | 7, 8 | illuminance lx:2 of the first and of the second sensor |
/// | 9, 10 | door: bit 0 closed; alarm of the door |
/// | 11, 12 | tamper switch; alarm of it |
/// | 13, 14, 15 | flood %; alarm of it; alarm of the foil |
/// | 16 | diagnosis:4 |
/// | 80, 81 | humidity 0.5 %, temperature:2, 0.1 Cel; 81 averages |
/// | 82 | door: bit 0 closed; temperature:2, 0.1 Cel |
/// | 112, 113, 114 | raw capacitance:2 of flood, pad and end |
///
/// After an unknown type the rest goes along undecoded. The port says nothing.
///
/// Source: Sensative, "LoRa Strips Manual" Alpha 2, section 1.1, as told by ZENNER's element-parsers,
/// lib/sensative_strips.ex.
enum SensativeStrips {
    private static let average: Channel = "average"

    /// A model, where it is known to exist under this name.
    static func model(_ id: ModelID, _ title: String) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .environment,
            properties: [
                .batteryLevel, .airTemperature, .relativeHumidity, .illuminance, .doorOpen, .tamperDetected,
                .leakDetected, .percentage, .alarmActive, .analogValue,
            ],
            ports: [1],
            source: "Sensative, LoRa Strips Manual, section 1.1",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload) }
        )
    }

    private static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let number = try reader.uint16()
        try reader.require(1)
        if number != 0xFFFF { reading.note("historyNumber", .unsigned(UInt64(number))) }
        var skipped = 0
        while reader.left > 0 {
            let offset = reader.offset
            let type = try reader.uint8() & 0x7F
            guard try report(type, &reader, &reading) else {
                guard offset > 2 else { throw .unknownType(offset: offset, type: Int(type)) }
                reading.note("undecoded", .string(Hexadecimal.encode(payload[offset...])))
                skipped = 1
                break
            }
        }
        return Decoded(readings: [reading.reading], skippedFields: skipped)
    }

    /// Reads the value of a report.
    ///
    /// - Returns: whether the type is known.
    private static func report(
        _ type: UInt8,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) -> Bool {
        switch type {
        case 0: reading.note("isEmpty", .boolean(true))
        case 1: reading.add(.batteryLevel, Double(try reader.uint8()))
        case 2: reading.add(.airTemperature, try temperature(&reader))
        case 4: reading.add(.airTemperature, try temperature(&reader), average)
        case 3: try temperatureAlarms(Channels.highTemperature, Channels.lowTemperature, &reader, &reading)
        case 5:
            try temperatureAlarms(Channels.highAverageTemperature, Channels.lowAverageTemperature, &reader, &reading)
        case 6: reading.add(.relativeHumidity, Double(try reader.uint8()) / 2)
        case 7: reading.add(.illuminance, Double(try reader.uint16()))
        case 8: reading.add(.illuminance, Double(try reader.uint16()), Channels.sensor2)
        case 9: reading.add(.doorOpen, try !bit(&reader))
        case 10: reading.add(.alarmActive, try bit(&reader), Channels.door)
        case 11: reading.add(.tamperDetected, try bit(&reader))
        case 12: reading.add(.alarmActive, try bit(&reader), Channels.tamper)
        case 13: reading.add(.percentage, Double(try reader.uint8()), Channels.flood)
        case 14: reading.add(.leakDetected, try bit(&reader))
        case 15: reading.add(.alarmActive, try bit(&reader), Channels.foil)
        case 16: reading.note("diagnosis", .unsigned(UInt64(try reader.uint32())))
        case 80, 81:
            let channel = type == 81 ? average : nil
            reading.add(.relativeHumidity, Double(try reader.uint8()) / 2, channel)
            reading.add(.airTemperature, try temperature(&reader), channel)
        case 82:
            reading.add(.doorOpen, try !bit(&reader))
            reading.add(.airTemperature, try temperature(&reader))
        case 112: reading.add(.analogValue, Double(try reader.uint16()), Channels.floodCapacitance)
        case 113: reading.add(.analogValue, Double(try reader.uint16()), Channels.padCapacitance)
        case 114: reading.add(.analogValue, Double(try reader.uint16()), Channels.endCapacitance)
        default: return false
        }
        return true
    }

    private static func temperature(_ reader: inout ByteReader) throws(DecodeError) -> Double {
        Double(try reader.int16()) / 10
    }

    private static func bit(_ reader: inout ByteReader) throws(DecodeError) -> Bool { try reader.uint8() & 1 == 1 }

    private static func temperatureAlarms(
        _ high: Channel,
        _ low: Channel,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let alarms = try reader.uint8()
        reading.add(.alarmActive, alarms & 1 != 0, high)
        reading.add(.alarmActive, alarms & 2 != 0, low)
    }

    private enum Channels {
        static let highTemperature: Channel = "high-temperature"
        static let lowTemperature: Channel = "low-temperature"
        static let highAverageTemperature: Channel = "high-average-temperature"
        static let lowAverageTemperature: Channel = "low-average-temperature"
        static let sensor2: Channel = "sensor-2"
        static let door: Channel = "door"
        static let tamper: Channel = "tamper"
        static let flood: Channel = "flood"
        static let foil: Channel = "foil"
        static let floodCapacitance: Channel = "flood-capacitance"
        static let padCapacitance: Channel = "pad-capacitance"
        static let endCapacitance: Channel = "end-capacitance"
    }
}
