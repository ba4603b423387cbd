import Observations

/// The MerryIoT sensors of Browan; numbers have the lowest byte first.
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | status |
/// | 1 | 1 | battery, 2.1 V + 0.1 V each |
/// | 2 | 1 or 2 | temperature, Cel or, newer, 0.1 Cel; with a sign |
/// | … | 1 | humidity, % |
///
/// | sensor, port | status | bytes after the humidity |
/// | --- | --- | --- |
/// | CD10, 127 | 0 triggered, 1 button, 4 CO2 beyond its limit, 5 calibrating | CO2 ppm:2 |
/// | DW10, 120 | 0 open, 1 button, 2 tampered with, 3 tilted | minutes since the event:2, events:3 |
///
/// Source: Browan, MerryIoT CD10 and DW10 codecs of the ChirpStack device profiles (vendors/browan).
enum BrowanMerryIoT {
    case air
    case door

    /// The port that it sends on.
    var port: UInt8 { self == .air ? 127 : 120 }

    /// What it can observe.
    var properties: [ObservedProperty] {
        let own: [ObservedProperty] =
            self == .air ? [.co2, .alarmActive] : [.doorOpen, .tamperDetected, .tilted, .eventCount]
        return [.batteryVoltage, .airTemperature, .relativeHumidity, .buttonPressed] + own
    }

    /// Bytes of a payload whose temperature has one byte.
    private var bytesMin: Int { self == .air ? 6 : 9 }

    /// Reads a payload.
    func decode(_ payload: [UInt8], _ port: UInt8?) throws(DecodeError) -> Decoded {
        guard port == nil || port == self.port else { throw .unsupportedPort(offset: 0, port: port.map(Int.init)) }
        var reader = ByteReader(payload)
        try reader.require(bytesMin)
        var reading = ReadingBuilder()
        let status = try reader.uint8()
        reading.add(.batteryVoltage, Double(21 + Int(try reader.uint8())) / 10)
        let temperature =
            payload.count > bytesMin ? Double(try reader.signedLittleEndian(2)) / 10 : Double(try reader.int8())
        reading.add(.airTemperature, temperature)
        reading.add(.relativeHumidity, Double(try reader.uint8()))
        reading.add(.buttonPressed, status & 0x02 != 0)
        switch self {
        case .air:
            reading.add(.co2, Double(try reader.littleEndian(2)))
            reading.add(.alarmActive, status & 0x10 != 0, "co2")
            reading.note("calibrating", .boolean(status & 0x20 != 0))
            reading.note("triggered", .boolean(status & 0x01 != 0))
        case .door:
            reading.add(.doorOpen, status & 0x01 != 0)
            reading.add(.tamperDetected, status & 0x04 != 0)
            reading.add(.tilted, status & 0x08 != 0)
            reading.note("minutesSinceEvent", .unsigned(try reader.littleEndian(2)))
            reading.add(.eventCount, Double(try reader.littleEndian(3)), "door", .counter)
        }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }
}
