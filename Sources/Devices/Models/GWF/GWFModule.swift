import Observations

/// GWF's LoRaWAN modules for water and gas meters (RCM-LRW10, MTKcoder, Elster gas module).
///
/// The lowest byte of a number comes first.
///
/// | byte | meaning |
/// | --- | --- |
/// | 0 | `01` or `02` |
/// | 1–2 | manufacturer |
/// | 3–6 | meter's number, decimal digits |
/// | 7 | medium: 3 gas, 6 warm water, 7 water |
/// | 8 | state: bit 2 battery; 4–7 no communication with the meter (3, 5, 9); `02`: bits 0–1 1 busy, 2 application error |
/// | 9–10 | age of the value, min |
/// | 11 | scale: `13` 0.001 m3 to `16` 1 m3, of `02` to `17` 10 m3 |
/// | 12–15 | volume |
/// | 16 | alerts: bit 7 no usage, 6 backflow, 5 battery, 3 broken pipe, 1 continuous flow |
/// | 17 | bits 3–7 battery life in half years (31 full), 2 link check |
/// | 18– | check value |
///
/// Source: GWF MessSysteme AG, LoRaWAN payload of protocol types 01 and 02.
enum GWFModule {
    static let headerBytes = 18

    /// The model.
    static func model(_ id: ModelID, _ title: String) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .utility,
            properties: [
                .waterVolume, .gasVolume, .deviceFault, .batteryLow, .batteryLevel, .noConsumption, .backflowDetected,
                .burstDetected, .leakDetected, .actualityTime,
            ],
            source: "GWF MessSysteme AG, LoRaWAN payload, protocol types 01 and 02",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context) }
        )
    }

    private static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let type = try reader.uint8()
        guard type == 1 || type == 2 else { throw .unknownType(offset: 0, type: Int(type)) }
        try reader.require(headerBytes - 1)
        var reading = ReadingBuilder()
        let (low, high) = (try reader.uint8(), try reader.uint8())
        reading.note("manufacturer", .string(MeterRecord.manufacturer(low, high)))
        reading.note("meterId", .string(Hexadecimal.encode(try reader.take(4).reversed())))
        let medium = try reader.uint8()
        guard medium == 3 || medium == 6 || medium == 7 else { throw .invalidValue(offset: 7, field: "medium") }
        let state = try reader.uint8()
        let isFaulty = type == 1 ? state & 0x10 != 0 : state & 3 == 1 || state & 3 == 2
        let age = Int64(try reader.littleEndian(2))
        let scale = try reader.uint8()
        guard (0x13...(type == 1 ? 0x16 : 0x17)).contains(scale) else {
            throw .invalidValue(offset: 11, field: "scale")
        }
        let volume = MBusScale.shifted(Double(try reader.littleEndian(4)), Int(scale) - 0x16, over: 1)
        let property: ObservedProperty = medium == 3 ? .gasVolume : .waterVolume
        reading.add(property, volume, medium == 6 ? "warm" : nil, .counter, isFault: isFaulty)
        let alerts = try reader.uint8()
        reading.add(.deviceFault, state & 0xF3 != 0)
        reading.add(.batteryLow, state & 0x04 != 0 || alerts & 0x20 != 0)
        reading.add(.noConsumption, alerts & 0x80 != 0)
        reading.add(.backflowDetected, alerts & 0x40 != 0)
        reading.add(.burstDetected, alerts & 0x08 != 0)
        reading.add(.leakDetected, alerts & 0x02 != 0)
        let battery = try reader.uint8()
        reading.add(.batteryLevel, Double(battery >> 3) * 100 / 31)
        reading.add(.actualityTime, Double(age) * 60)
        reading.note("state", .unsigned(UInt64(state)))
        if age > 0 { reading.time = context.referenceTime.advanced(byMicroseconds: -age * 60_000_000) }
        if reader.left > 0 { reading.note("checkValue", .string(Hexadecimal.encode(reader.rest()))) }
        return Decoded(readings: [reading.reading])
    }
}
