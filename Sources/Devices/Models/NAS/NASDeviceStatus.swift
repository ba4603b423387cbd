import Observations

/// The state of the device itself, as CM firmware 1.3 and 2.3 and UM firmware 4.0 send it.
///
/// | bytes | meaning |
/// | --- | --- |
/// | 1 | months that the battery will last |
/// | 1 | its voltage: 1.5 V + 0.01 V |
/// | 1 | temperature, Cel; signed |
/// | 1 | how much colder (bits 0–3) and warmer (4–7) it was, 2 K |
/// | 1 | RSSI of the last downlink, −dBm |
/// | 1 | its SNR (bits 0–3), 2 dB from −20 dB; power of the uplink (4–7), 2 dBm |
enum NASDeviceStatus {
    static let properties: [ObservedProperty] = [
        .batteryRemaining, .batteryVoltage, .deviceTemperature, .signalStrength, .signalToNoiseRatio, .actualityTime,
    ]

    static func read(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try reader.require(6)
        reading.add(.batteryRemaining, Double(try reader.uint8()) * 365.25 / 12)
        reading.add(.batteryVoltage, (Double(try reader.uint8()) + 150) / 100)
        let temperature = Double(try reader.int8())
        let spread = try reader.uint8()
        reading.add(.deviceTemperature, temperature)
        reading.add(.deviceTemperature, temperature - Double(spread & 15) * 2, "minimum")
        reading.add(.deviceTemperature, temperature + Double(spread >> 4) * 2, "maximum")
        reading.add(.signalStrength, -Double(try reader.uint8()))
        let radio = try reader.uint8()
        reading.add(.signalToNoiseRatio, Double(radio & 15) * 2 - 20)
        reading.note("transmitPower", .unsigned(UInt64(radio >> 4) * 2))
    }

    /// How old the meter's value is: minutes up to 59, then quarters of an hour, days, weeks and a year; 254 unknown.
    static func addActuality(_ byte: UInt8, _ reading: inout ReadingBuilder) {
        let minutes: Int? =
            switch byte {
            case 0..<60: Int(byte)
            case 60..<156: (Int(byte) - 60) * 15
            case 156..<200: (Int(byte) - 156) * 1440
            case 200..<253: (Int(byte) - 200) * 10_080
            case 253: 525_600
            default: nil
            }
        if let minutes {
            reading.add(.actualityTime, Double(minutes) * 60)
        } else {
            reading.addMissing(.actualityTime)
        }
    }
}
