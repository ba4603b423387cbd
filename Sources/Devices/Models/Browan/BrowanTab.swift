import Observations

/// The payloads of the Tabs, each on a port of its own, which the model names as well; numbers have the lowest byte first.
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | status |
/// | 1 | 1 | lower nibble: battery 2.5 V + 0.1 V each; higher one: charge in fifteenths, 0 where a Tab does not tell it |
/// | 2 | 1 | bits 0 to 6: temperature of the board, -32 Cel + 1 Cel each |
///
/// | Tab, port | status | bytes from offset 3 |
/// | --- | --- | --- |
/// | door, 100 (8) | 0 open | minutes since the event:2, events:3 |
/// | motion, 102 (8) | 0 motion | minutes since the event:2, events:3 |
/// | home, 103 (8 or 11) | | humidity %, CO2 ppm:2, VOC ppb:2, newer: air quality index:2, temperature as the board's |
/// | light, 104 (6) | 0 darker, 1 lighter | illuminance 0.01 lx:3 |
/// | sound, 105 (4) | 0 sound | level dB |
/// | leak, 106 (5) | 0 water | humidity %, temperature as the board's |
/// | locator, 136 (11) | 0 button, 3 no fix | latitude:4, 28 bits with a sign, 0.000001 deg; longitude:4, 29 bits, and accuracy, 3 bits |
/// | button, 147 (8 or 11) | 0, 1 buttons | minutes since the event:2, presses:3 of the first and, newer, of the second button:3 |
///
/// 65535 for CO2 and VOC and 127 for humidity say that there is no value.
///
/// Source: Browan, Tabs "Payload Description" V1.3 and V1.4, "Ambient light Sensor" (BQW_02_0008), "Healthy Home Sensor"
/// (BQW_02_0005.002), and the maker's decoders (device repository of The Things Network, vendor/browan).
enum BrowanTab: Sendable {
    case door
    case motion
    case home
    case light
    case sound
    case leak
    case locator
    case button

    /// The port that it sends on.
    var port: UInt8 {
        switch self {
        case .door: 100
        case .motion: 102
        case .home: 103
        case .light: 104
        case .sound: 105
        case .leak: 106
        case .locator: 136
        case .button: 147
        }
    }

    /// The bits of the status that the descriptions have.
    private var statusBits: UInt8 {
        switch self {
        case .door, .motion, .sound: 0x01
        case .home: 0xFF
        case .light: 0x33
        case .leak: 0x71
        case .locator: 0x09
        case .button: 0x03
        }
    }

    /// What it can observe beside battery and temperature of the board.
    var properties: [ObservedProperty] {
        switch self {
        case .door: [.doorOpen, .eventCount]
        case .motion: [.motionDetected, .motionCount]
        case .home: [.relativeHumidity, .co2, .tvoc, .airQualityIndex, .airTemperature]
        case .light: [.illuminance]
        case .sound: [.noiseLevel, .digitalValue]
        case .leak: [.leakDetected, .relativeHumidity, .airTemperature]
        case .locator: [.latitude, .longitude, .buttonPressed]
        case .button: [.buttonPressed, .buttonPressCount]
        }
    }

    /// Reads a payload.
    func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let status = try reader.uint8()
        let battery = try reader.uint8()
        reading.add(.batteryVoltage, Double(25 + battery & 15) / 10)
        if battery >> 4 > 0 { reading.add(.batteryLevel, Double(battery >> 4) * 100 / 15) }
        reading.add(.deviceTemperature, try BrowanTab.temperature(&reader))
        switch self {
        case .door:
            reading.add(.doorOpen, status & 1 == 1)
            try event(.eventCount, Channels.door, &reader, &reading)
        case .motion:
            reading.add(.motionDetected, status & 1 == 1)
            try event(.motionCount, nil, &reader, &reading)
        case .home: try home(&reader, &reading)
        case .light: reading.add(.illuminance, Double(try reader.littleEndian(3)) / 100)
        case .sound:
            reading.add(.digitalValue, Double(status & 1), Channels.sound)
            reading.add(.noiseLevel, Double(try reader.uint8()))
        case .leak:
            reading.add(.leakDetected, status & 1 == 1)
            try addHumidity(&reader, &reading)
            reading.add(.airTemperature, try BrowanTab.temperature(&reader))
        case .locator: try locator(status, &reader, &reading)
        case .button:
            reading.add(.buttonPressed, status & 1 != 0, Channels.button1)
            reading.add(.buttonPressed, status & 2 != 0, Channels.button2)
            try event(.buttonPressCount, Channels.button1, &reader, &reading)
            if reader.left > 0 {
                reading.add(.buttonPressCount, Double(try reader.littleEndian(3)), Channels.button2, .counter)
            }
        }
        try reader.finish()
        reading.note("status", .unsigned(UInt64(status)))
        if status & ~statusBits != 0 { reading.noteUndecoded([status]) }
        if payload[2] & 0x80 != 0 { reading.noteUndecoded([payload[2]]) }
        return Decoded(readings: [reading.reading], skippedFields: reading.undecodedCount)
    }

    private static func temperature(_ reader: inout ByteReader) throws(DecodeError) -> Double {
        Double(Int(try reader.uint8() & 0x7F) - 32)
    }

    private func event(
        _ property: ObservedProperty,
        _ channel: Channel?,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        reading.note("minutesSinceEvent", .unsigned(try reader.littleEndian(2)))
        reading.add(property, Double(try reader.littleEndian(3)), channel, .counter)
    }

    private func addHumidity(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let percent = try reader.uint8() & 0x7F
        guard percent < 127 else { return reading.addMissing(.relativeHumidity) }
        reading.add(.relativeHumidity, Double(percent))
    }

    private func home(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try addHumidity(&reader, &reading)
        for property in [ObservedProperty.co2, .tvoc] {
            let value = try reader.littleEndian(2)
            if value == 0xFFFF { reading.addMissing(property) } else { reading.add(property, Double(value)) }
        }
        guard reader.left > 0 else { return }
        reading.add(.airQualityIndex, Double(try reader.littleEndian(2)))
        reading.add(.airTemperature, try BrowanTab.temperature(&reader))
    }

    private func locator(
        _ status: UInt8,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let latitude = (Int32(truncatingIfNeeded: try reader.littleEndian(4)) << 4) >> 4
        let word = UInt32(truncatingIfNeeded: try reader.littleEndian(4))
        let longitude = Int32(bitPattern: word << 3) >> 3
        let isUnsure = status & 8 != 0
        reading.add(.latitude, Double(latitude) / 1_000_000, nil, isFault: isUnsure)
        reading.add(.longitude, Double(longitude) / 1_000_000, nil, isFault: isUnsure)
        reading.add(.buttonPressed, status & 1 == 1)
        reading.note("accuracy", .unsigned(word >> 29 == 7 ? 256 : 4 << UInt64(word >> 29)))
    }

    private enum Channels {
        static let door: Channel = "door"
        static let sound: Channel = "sound"
        static let button1: Channel = "button-1"
        static let button2: Channel = "button-2"
    }
}
