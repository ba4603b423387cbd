import Observations

/// Adeunis field test device (ARF8123): tells how well the network is heard where it stands.
///
/// The first byte says what follows, in this order; numbers have the highest byte first:
///
/// | bit | bytes | meaning |
/// | --- | --- | --- |
/// | 7 | 1 | temperature Cel with a sign |
/// | 6 | 0 | sent because of a movement |
/// | 5 | 0 | sent because of the button |
/// | 4 | 9 | latitude: seven decimal digits dd mm.mmm, three unused bits, south; longitude: seven digits ddd mm.mm, three unused bits, west; quality of the reception and satellites, a nibble each |
/// | 3 | 1 | counter of uplinks |
/// | 2 | 1 | counter of downlinks |
/// | 1 | 2 | battery mV |
/// | 0 | 2 | strength -dBm and signal to noise ratio dB with a sign of the last downlink |
///
/// The port says nothing.
///
/// Source: Adeunis, "Field Test Device LoRaWAN User Guide" V1.2.1.
enum AdeunisFieldTestDevice {
    /// The model, where it is known to exist under this name.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Adeunis Field Test Device (ARF8123)",
            domain: .environment,
            properties: [
                .deviceTemperature, .motionDetected, .buttonPressed, .latitude, .longitude, .messageCount,
                .batteryVoltage, .signalStrength, .signalToNoiseRatio,
            ],
            ports: [1],
            source: "Adeunis, Field Test Device LoRaWAN User Guide V1.2.1",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload) }
        )
    }

    private static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let fields = try reader.uint8()
        if fields & 0x80 != 0 { reading.add(.deviceTemperature, Double(try reader.int8())) }
        reading.add(.motionDetected, fields & 0x40 != 0)
        reading.add(.buttonPressed, fields & 0x20 != 0)
        if fields & 0x10 != 0 {
            reading.add(.latitude, try degrees(&reader, wholeDigits: 2, minuteDivisor: 1000, "latitude"))
            reading.add(.longitude, try degrees(&reader, wholeDigits: 3, minuteDivisor: 100, "longitude"))
            let quality = try reader.uint8()
            reading.note("positionQuality", .unsigned(UInt64(quality >> 4)))
            reading.note("satellites", .unsigned(UInt64(quality & 15)))
        }
        if fields & 0x08 != 0 { reading.add(.messageCount, Double(try reader.uint8()), Channels.up, .counter) }
        if fields & 0x04 != 0 { reading.add(.messageCount, Double(try reader.uint8()), Channels.down, .counter) }
        if fields & 0x02 != 0 { reading.add(.batteryVoltage, Double(try reader.uint16()) / 1000) }
        if fields & 0x01 != 0 {
            reading.add(.signalStrength, -Double(try reader.uint8()))
            reading.add(.signalToNoiseRatio, Double(try reader.int8()))
        }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    /// Reads seven decimal digits of degrees and minutes, three unused bits and the sign.
    private static func degrees(
        _ reader: inout ByteReader,
        wholeDigits: Int,
        minuteDivisor: Double,
        _ field: String
    ) throws(DecodeError) -> Double {
        let offset = reader.offset
        let word = try reader.uint32()
        var whole = 0
        var minutes = 0
        for place in 0..<7 {
            let digit = Int(word >> UInt32(28 - 4 * place) & 15)
            guard digit <= 9 else { throw .invalidValue(offset: offset, field: field) }
            if place < wholeDigits { whole = whole * 10 + digit } else { minutes = minutes * 10 + digit }
        }
        let value = Double(whole) + Double(minutes) / (minuteDivisor * 60)
        return word & 1 == 1 ? -value : value
    }

    private enum Channels {
        static let up: Channel = "up"
        static let down: Channel = "down"
    }
}
