import Observations

/// Terabee LoRa Level Monitoring XL: a time-of-flight sensor over a bin or silo.
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 2 | distance mm, the highest byte first; 0 too close, 1 invalid, 65535 too far |
/// | 2 | 1 | level %; 255 not known |
/// | 3 | 2 | battery mV |
/// | 5 | 1 | faults: 0 restarted, 1 radio did not sleep, 2 battery not read, 3 sensor did not answer |
///
/// The port says nothing.
///
/// Source: Terabee, payload decoder of the LoRa Level Monitoring XL with its examples (device repository of The Things
/// Network, vendor/terabee).
enum TerabeeLevelMonitoring {
    /// The model, where it is known to exist under this name.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Terabee LoRa Level Monitoring XL",
            domain: .utility,
            properties: [.distance, .fillLevel, .batteryVoltage, .deviceFault],
            ports: [1],
            source: "Terabee, payload decoder of the LoRa Level Monitoring XL",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload) }
        )
    }

    private static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        try reader.require(6)
        var reading = ReadingBuilder()
        let faults = payload[5]
        let distance = try reader.uint16()
        switch distance {
        case 0, 1, 0xFFFF:
            reading.addMissing(.distance)
            reading.note("distanceCode", .unsigned(UInt64(distance)))
        default: reading.add(.distance, Double(distance) / 1000, isFault: faults & 8 != 0)
        }
        let level = try reader.uint8()
        if level == 0xFF {
            reading.addMissing(.fillLevel)
        } else {
            reading.add(.fillLevel, Double(level), isFault: faults & 8 != 0)
        }
        reading.add(.batteryVoltage, Double(try reader.uint16()) / 1000, isFault: faults & 4 != 0)
        reading.add(.deviceFault, faults != 0)
        reading.note("faults", .unsigned(UInt64(try reader.uint8())))
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }
}
