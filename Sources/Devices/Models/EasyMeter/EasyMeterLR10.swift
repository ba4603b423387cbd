import Observations

/// EasyMeter ESYS LR10: an adapter for electricity meters.
///
/// | byte | meaning |
/// | --- | --- |
/// | 0–9 | the meter's server id |
/// | … | energy that was drawn, then energy that was fed in: total, tariff 1, tariff 2 |
///
/// A register is `FF`, not sent, or four bytes in kW.h, the lowest first. Either the total is sent or both tariffs are, or
/// nothing. A low byte `FF` of a register cannot be told from "not sent"; then what follows has another length and the
/// payload is refused.
///
/// Source: EasyMeter GmbH, ESYS LR10 LoRaWAN adapter, payload of port 2.
enum EasyMeterLR10 {
    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "EasyMeter ESYS LR10 adapter for electricity meters",
            domain: .utility,
            properties: [.activeEnergyImport, .activeEnergyExport],
            ports: [2],
            source: "EasyMeter GmbH, ESYS LR10 LoRaWAN adapter",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload) }
        )
    }

    private static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        reading.note("meterId", .string(Hexadecimal.encode(try reader.take(10))))
        try registers(&reader, .activeEnergyImport, &reading)
        try registers(&reader, .activeEnergyExport, &reading)
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    private static func registers(
        _ reader: inout ByteReader,
        _ property: ObservedProperty,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        try reader.require(3)
        let next = reader.bytes[reader.offset..<reader.offset + 3]
        if next.allSatisfy({ $0 == 0xFF }) {
            try reader.skip(3)
        } else if next.first == 0xFF {
            try reader.skip(1)
            reading.add(property, Double(try reader.littleEndian(4)), "tariff-1", .counter)
            reading.add(property, Double(try reader.littleEndian(4)), "tariff-2", .counter)
        } else {
            reading.add(property, Double(try reader.littleEndian(4)), nil, .counter)
            let offset = reader.offset
            let absent = try reader.littleEndian(2)
            guard absent == 0xFFFF else { throw .invalidValue(offset: offset, field: "tariffs") }
        }
    }
}
