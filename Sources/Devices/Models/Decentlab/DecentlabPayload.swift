import Observations

/// The payload of all Decentlab sensors: protocol version 2.
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | protocol version, `02` |
/// | 1 | 2 | device id |
/// | 3 | 2 | flags: bit 0 says that the words of the first sensor follow, bit 1 those of the second and so on |
/// | 5 | 2 each | words of the sensors that are flagged, one sensor after another |
///
/// All numbers have their highest byte first. How many words a sensor has and what they mean is a matter of the model:
/// `DecentlabSensor`. A flag beyond the model's sensors is refused, since the size of what it announces is unknown.
///
/// Source: Decentlab GmbH, data sheets (decentlab.com/support) and payload decoders
/// (github.com/decentlab/decentlab-decoders), protocol version 2.
enum DecentlabPayload {
    static let version: UInt8 = 2

    /// Reads a payload of a model that has these sensors.
    static func decode(_ payload: [UInt8], _ sensors: [DecentlabSensor]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let version = try reader.uint8()
        guard version == DecentlabPayload.version else { throw .unknownType(offset: 0, type: Int(version)) }
        let device = try reader.uint16()
        let flags = try reader.uint16()
        guard Int(flags) >> sensors.count == 0 else { throw .unknownType(offset: 3, type: Int(flags)) }
        var observations: [Observation] = []
        observations.reserveCapacity(24)
        var parameters = [Parameter(name: "deviceId", value: .unsigned(UInt64(device)))]
        for (bit, sensor) in sensors.enumerated() where flags >> UInt16(bit) & 1 == 1 {
            let words = DecentlabWords(bytes: payload, start: reader.offset)
            try reader.skip(2 * sensor.wordCount)
            for value in sensor.values { value.add(words, to: &observations, &parameters) }
        }
        try reader.finish()
        return Decoded(readings: [DecodedReading(observations: observations, parameters: parameters)])
    }
}
