import Observations

/// The records of Milesight's small sensors, buttons and switches: WS101 to WS303 and WS50x.
///
/// | device | channel | type | bytes | meaning |
/// | --- | --- | --- | --- | --- |
/// | WS101 | FF | 2E | u8 | the button was pressed: 1 shortly, 2 long, 3 twice |
/// | WS136, WS156 | FF | 34 | 3 u8 | which button, what it listens for, 1 shortly, 2 twice, 3 long |
/// | WS201 | 03, 04 | 82, D6 | u16, u8 | distance, mm; fill level, % |
/// | WS202 | 03, 04 | 00 | u8 | 1 movement; 1 light, 0 dark |
/// | WS203 | 03, 04, 05 | 67, 68, 00 | i16, u8, u8 | temperature, 0.1 Cel; humidity, 0.5 %; 1 occupied |
/// | WS203 | 83 | 67 | i16, u8 | temperature, 1 beyond a limit, 0 no longer |
/// | WS203 | 20 | CE | | time u32, kind u8, occupied u8, temperature i16, humidity u8 |
/// | WS301 | 03, 04 | 00 | u8 | 1 open; 1 taken from the wall |
/// | WS302 | 05 | 5B | u8, 3 u16 | weighting, sound level, equivalent level, highest level, 0.1 dB |
/// | WS303 | 03 | 00 | u8 | 1 leak |
/// | WS501, WS502, WS503 | FF or 08 | 29 | u8 | bits 0 to 2: which switch is on; bits 4 to 6: which has changed |
///
/// The weighting of the WS302: bits 0 and 1 frequency (0 Z, 1 A, 2 C), bits 2 and 3 time (0 impulse, 1 fast, 2 slow).
/// Its levels are LAeq and LAmax or LCeq where they are weighted so.
///
/// Source: Milesight IoT, user guides of the WS Series, "Device Payload"; SensorDecoders, ws-series.
enum MilesightWorkplace {
    static let ws101 = [MilesightRecord(0xFF, 0x2E, .bytes(1, [.buttonPressed], press))]
    static let ws136 = [MilesightRecord(0xFF, 0x34, .bytes(3, [.buttonPressed], numberedPress))]
    static let ws201 = [
        MilesightRecord(0x03, 0x82, .millimetres),
        MilesightRecord(0x04, 0xD6, .number(.fillLevel, .u8)),
    ]
    static let ws202 = [
        MilesightRecord(0x03, 0x00, .flag(.motionDetected)),
        MilesightRecord(0x04, 0x00, .number(.lightLevel, .u8)),
    ]
    static let ws203 =
        MilesightEnvironment.climate + [
            MilesightRecord(0x05, 0x00, .flag(.occupied)),
            MilesightRecord(0x83, 0x67, .temperature, .alarm("temperature", "temperatureAlarm", 1)),
            MilesightEnvironment.past([.parameter("event", .u8), .flag(.occupied), .temperature, .humidity]),
        ]
    static let ws301 = [
        MilesightRecord(0x03, 0x00, .flag(.doorOpen)),
        MilesightRecord(0x04, 0x00, .flag(.tamperDetected)),
    ]
    static let ws302 = [
        MilesightRecord(
            0x05,
            0x5B,
            .bytes(7, [.noiseLevel, .noiseLaeq, .noiseLamax, .noiseLceq], sound)
        )
    ]
    static let ws303 = [MilesightRecord(0x03, 0x00, .leak)]
    static let ws501 = switches(1)
    static let ws502 = switches(2)
    static let ws503 = switches(3)

    private static let presses: [Channel] = ["short", "long", "double"]
    private static let buttons: [Channel] = (1...6).map { .numbered("button", $0) }
    private static let switchNames: [Channel] = (1...8).map { .numbered("switch", $0) }

    private static let press: MilesightField.Body = { bytes, reading in
        let code = Int(bytes[bytes.startIndex])
        if presses.indices.contains(code - 1) {
            reading.addOnce(Observation(.buttonPressed, true, channel: presses[code - 1]))
        } else {
            reading.addMissing(.buttonPressed)
        }
        reading.note("press", .unsigned(UInt64(code)))
    }

    private static let numberedPress: MilesightField.Body = { bytes, reading in
        let first = bytes.startIndex
        let button = Int(bytes[first]) - 1
        if buttons.indices.contains(button), (1...3).contains(bytes[first + 2]) {
            reading.addOnce(Observation(.buttonPressed, true, channel: buttons[button]))
        } else {
            reading.addMissing(.buttonPressed)
        }
        reading.note("button", .unsigned(UInt64(bytes[first])))
        reading.note("pressMode", .unsigned(UInt64(bytes[first + 1])))
        reading.note("press", .unsigned(UInt64(bytes[first + 2])))
    }

    private static let sound: MilesightField.Body = { bytes, reading in
        let first = bytes.startIndex
        let frequency = bytes[first] & 3
        func level(_ offset: Int) -> Double {
            Double(UInt16(bytes[first + offset + 1]) << 8 | UInt16(bytes[first + offset])) / 10
        }
        reading.addOnce(Observation(.noiseLevel, level(1)))
        switch frequency {
        case 1:
            reading.addOnce(Observation(.noiseLaeq, level(3)))
            reading.addOnce(Observation(.noiseLamax, level(5)))
        case 2:
            reading.addOnce(Observation(.noiseLceq, level(3)))
            reading.addOnce(Observation(.noiseLevel, level(5), channel: "maximum"))
        default:
            reading.addOnce(Observation(.noiseLevel, level(3), channel: "equivalent"))
            reading.addOnce(Observation(.noiseLevel, level(5), channel: "maximum"))
        }
        reading.note("frequencyWeighting", .unsigned(UInt64(frequency)))
        reading.note("timeWeighting", .unsigned(UInt64(bytes[first] >> 2 & 3)))
    }

    /// The switches of a wall, which say also what has changed; a switch that the model does not have is refused.
    private static func switches(_ count: Int) -> [MilesightRecord] {
        let fitted: UInt8 = (1 << UInt8(count)) - 1
        let body: MilesightRecord.Body = { (reader, readings) throws(DecodeError) in
            let offset = reader.offset
            let flags = try reader.uint8()
            guard flags & ~(fitted | fitted << 4) == 0 else { throw .invalidValue(offset: offset, field: "switches") }
            addSwitches(UInt64(flags), count, to: &readings.current)
            readings.current.note("changedSwitches", .unsigned(UInt64(flags >> 4)))
        }
        return [
            .variable(0xFF, 0x29, [.switchOn], body),
            .variable(0x08, 0x29, [.switchOn], body),
            MilesightRecord(0xFF, 0x2B, .parameter("pressedButtons", .u8)),
        ]
    }

    /// Adds whether each of some switches is on.
    static func addSwitches(_ flags: UInt64, _ count: Int, to reading: inout ReadingBuilder) {
        for number in 0..<min(count, switchNames.count) {
            let isOn = flags >> UInt64(number) & 1 == 1
            reading.addOnce(Observation(.switchOn, isOn, channel: switchNames[number]))
        }
    }
}
