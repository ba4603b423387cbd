import Observations

/// Holley's electricity meter with LoRaWAN.
///
/// | byte | meaning |
/// | --- | --- |
/// | 0 | bits 7–6 version 0, 5–1 qualifier (1: A+), 0 the value is good |
/// | 1–3 | energy, kW.h; the highest byte first |
///
/// Source: Holley Technology, LoRaWAN payload version 1.
enum HolleyMeter {
    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Holley electricity meter",
            domain: .utility,
            properties: [.activeEnergyImport, .deviceFault],
            source: "Holley Technology, LoRaWAN payload version 1",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload) }
        )
    }

    private static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let header = try reader.uint8()
        guard header >> 6 == 0 else { throw .unknownType(offset: 0, type: Int(header >> 6)) }
        let isGood = header & 1 != 0
        var reading = ReadingBuilder()
        let energy = Double(try reader.bigEndian(3))
        reading.add(.activeEnergyImport, energy, nil, .counter, isFault: !isGood)
        reading.add(.deviceFault, !isGood)
        reading.note("qualifier", .unsigned(UInt64(header >> 1 & 31)))
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }
}
