import Observations

/// The records of Milesight's thermostats, WT101 of a radiator and WT201 of a room, and of the tracker AT101.
///
/// | device | channel | type | bytes | meaning |
/// | --- | --- | --- | --- | --- |
/// | WT101, WT201 | 03, 04 | 67 | i16 | temperature of the room; wanted temperature, 0.1 Cel |
/// | WT101 | 05 | 92 | u8 | how far the valve is open, % |
/// | WT101 | 06, 07, 0A | 00 | u8 | 1 taken off; 1 a window is open; 1 it keeps the frost out |
/// | WT101 | 08 | E5 | u8 | calibration: 0 done, else why not |
/// | WT101 | 09, 0B | 90 | u16 | stroke and position of the motor, steps |
/// | WT201 | 05, 06, 07, 0A | E7, E8, BC, 6E | u8 | heating and cooling; fan; plan; relays |
/// | WT201 | 08 | 8E | u8 | 1 switched on |
/// | WT201 | 09 | 68 | u8 | relative humidity, 0.5 % |
/// | WT201 | 83 | 67 | i16, u8 | temperature; 1 to 3, 5, 7, 9 something began, 4, 6, 8, 10 it ended |
/// | WT201 | B3, B9 | 67, 68 | u8 | temperature or humidity: 1 not read, 2 out of range |
/// | WT201 | 20 | CE | u32, u16, u16 | memory: time, then as below |
/// | AT101 | 03 | 67 | i16 | temperature, 0.1 Cel; 83 with 1 beyond a limit, 0 no longer |
/// | AT101 | 04 | 88 | i32, i32, u8 | latitude and longitude, 0.000001 deg; movement |
/// | AT101 | 05, 07 | 00 | u8 | 1 tilted; 1 taken off |
/// | AT101 | 06 | D9 | u8, 6, i8, u8 | a Wi-Fi station in range: scan, address, dBm; movement |
/// | AT101 | 08 | 9B | 6 i8 | angles x, y, z when it was mounted, and now, deg |
/// | AT101 | 20 | CE | 18 | memory: time u32, longitude and latitude, six angles |
///
/// Memory of the WT201: temperature (Cel, plus 100, times 10) in the upper eleven bits, bit 4 switched on, bits 0 to 3
/// the fan; then the wanted temperature in the upper eleven bits, bits 0 to 4 heating and cooling. Movement of the AT101:
/// lower four bits 1 begins, 2 moves, 3 stops; upper four bits where it is (0 inside its area, 1 outside).
///
/// Source: Milesight IoT, WT101, WT201 and AT101 User Guide; SensorDecoders, wt-series and at-series.
enum MilesightThermostats {
    static let wt101 = [
        MilesightRecord(0x03, 0x67, .temperature),
        MilesightRecord(0x04, 0x67, target),
        MilesightRecord(0x05, 0x92, .number(.valvePosition, .u8)),
        MilesightRecord(0x06, 0x00, .flag(.tamperDetected)),
        MilesightRecord(0x07, 0x00, .flag(.doorOpen, "window")),
        MilesightRecord(0x08, 0xE5, .parameter("calibrationResult", .u8)),
        MilesightRecord(0x09, 0x90, .parameter("motorStroke", .u16)),
        MilesightRecord(0x0A, 0x00, .flag(.freezeRisk)),
        MilesightRecord(0x0B, 0x90, .parameter("motorPosition", .u16)),
    ]

    static let wt201 = [
        MilesightRecord(0x03, 0x67, .temperature),
        MilesightRecord(0x04, 0x67, target),
        MilesightRecord(0x05, 0xE7, .parameter("temperatureControl", .u8)),
        MilesightRecord(0x06, 0xE8, .parameter("fanControl", .u8)),
        MilesightRecord(0x07, 0xBC, .parameter("plan", .u8)),
        MilesightRecord(0x08, 0x8E, .flag(.switchOn)),
        MilesightRecord(0x09, 0x68, .humidity),
        MilesightRecord(0x0A, 0x6E, .parameter("relays", .u8)),
        MilesightRecord(0x83, 0x67, .temperature, .alarm("temperature", "temperatureAlarm", 1, 2, 3, 5, 7, 9)),
        MilesightRecord(0xB3, 0x67, failure(.airTemperature, "temperatureFault")),
        MilesightRecord(0xB9, 0x68, failure(.relativeHumidity, "humidityFault")),
        MilesightEnvironment.past([.bytes(4, [.airTemperature, .switchOn], memory)]),
    ]

    static let at101 = [
        MilesightRecord(0x03, 0x67, .temperature),
        MilesightRecord(0x04, 0x88, latitude, longitude, .parameter("motionStatus", .u8)),
        MilesightRecord(0x05, 0x00, .position),
        MilesightRecord(0x06, 0xD9, .bytes(9, [.signalStrength], station)),
        MilesightRecord(0x07, 0x00, .flag(.tamperDetected)),
        MilesightRecord(0x08, 0x9B, fields: angles),
        MilesightRecord(0x83, 0x67, .temperature, .alarm("temperature", "temperatureAlarm", 1)),
        MilesightEnvironment.past([longitude, latitude] + angles),
    ]

    private static let target = MilesightField.number(.airTemperature, "target", .i16, per: 10)
    private static let latitude = MilesightField.number(.latitude, .i32, per: 1_000_000)
    private static let longitude = MilesightField.number(.longitude, .i32, per: 1_000_000)
    private static let angles: [MilesightField] =
        ["mounted-x", "mounted-y", "mounted-z", "x", "y", "z"].map { .number(.tilt, $0, .i8) }

    private static func failure(_ property: ObservedProperty, _ name: String) -> MilesightField {
        .bytes(1, [property]) { bytes, reading in
            reading.addMissing(property)
            reading.note(name, .unsigned(UInt64(bytes[bytes.startIndex])))
        }
    }

    private static let memory: MilesightField.Body = { bytes, reading in
        let first = bytes.startIndex
        let state = UInt16(bytes[first + 1]) << 8 | UInt16(bytes[first])
        let wanted = UInt16(bytes[first + 3]) << 8 | UInt16(bytes[first + 2])
        reading.add(.airTemperature, Double(Int(state >> 5) - 1000) / 10)
        reading.add(.airTemperature, Double(Int(wanted >> 5) - 1000) / 10, "target")
        reading.add(.switchOn, state >> 4 & 1 == 1)
        reading.note("fanControl", .unsigned(UInt64(state & 0x0F)))
        reading.note("temperatureControl", .unsigned(UInt64(wanted & 0x1F)))
    }

    private static let station: MilesightField.Body = { bytes, reading in
        let first = bytes.startIndex
        let address = Hexadecimal.encode(bytes[first + 1..<first + 7])
        let strength = Double(Int8(bitPattern: bytes[first + 7]))
        reading.addOnce(Observation(.signalStrength, strength, channel: Channel(stringLiteral: "wifi-\(address)")))
        reading.note("wifiScan", .unsigned(UInt64(bytes[first])))
        reading.note("motionStatus", .unsigned(UInt64(bytes[first + 8])))
    }
}
