import Observations

/// The fixed data structure of old wired meters (CI `73`, with the highest byte first `77`).
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 4 | number, BCD |
/// | 4 | 1 | access number |
/// | 5 | 1 | status: bit 0 counters are binary (else BCD), bit 1 they are of a fixed date, bit 2 battery low, bit 3 permanent error, bit 4 temporary error |
/// | 6 | 2 | bits 0–5 of each: unit of a counter; bits 6–7: medium, its lower half first |
/// | 8 | 4 | counter 1 |
/// | 12 | 4 | counter 2 |
///
/// Source: EN 1434-3:1997, M-Bus documentation 4.8 (m-bus.com) section 6.2.
enum MBusFixedData {
    /// Reads the structure.
    static func decode(_ telegram: MBusTelegram, _ context: DecodingContext) throws(DecodeError) -> Decoded {
        let start = telegram.content.lowerBound
        guard telegram.content.count == 16 else {
            guard telegram.content.count < 16 else {
                throw .trailingBytes(offset: telegram.offset(start + 16), count: telegram.content.count - 16)
            }
            throw .truncated(offset: telegram.offset(start), needed: 16, available: telegram.content.count)
        }
        var bytes = Array(telegram.data)
        if telegram.ci == 0x77 {
            bytes[0..<4].reverse()
            bytes[8..<12].reverse()
            bytes[12..<16].reverse()
        }
        var current = ReadingBuilder()
        if let address = telegram.busAddress { current.note("busAddress", .unsigned(UInt64(address))) }
        current.note("meterId", .string(Hexadecimal.encode(bytes[0..<4].reversed())))
        current.note("accessNumber", .unsigned(UInt64(bytes[4])))
        let status = bytes[5]
        current.add(.batteryLow, status & 0x04 != 0)
        current.add(.deviceFault, status & 0x08 != 0)
        if status & 0x10 != 0 { current.add(.deviceFault, true, "temporary") }
        if status != 0 { current.note("status", .unsigned(UInt64(status))) }
        let type = bytes[6] >> 6 | (bytes[7] >> 6) << 2
        let deviceType = deviceTypes[Int(type)]
        if let name = MBusMedium.name(deviceType) { current.note("medium", .string(name)) }
        let first = bytes[6] & 0x3F
        let second = bytes[7] & 0x3F == 0x3E ? first : bytes[7] & 0x3F
        let isBinary = status & 0x01 != 0
        let medium = MBusMedium(deviceType: deviceType)
        let isHistoric = bytes[7] & 0x3F == 0x3E || status & 0x02 != 0
        add(bytes, 8..<12, first, isBinary, medium, status & 0x02 != 0 ? 1 : 0, &current)
        add(bytes, 12..<16, second, isBinary, medium, isHistoric ? 1 : 0, &current)
        return Decoded(readings: [current.reading])
    }

    private static func add(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ code: UInt8,
        _ isBinary: Bool,
        _ medium: MBusMedium,
        _ storage: Int,
        _ current: inout ReadingBuilder
    ) {
        let value =
            isBinary
            ? MBusValue.integer(bytes, range, isUnsigned: false) : MBusValue.decimal(bytes, range, isNegative: false)
        let unit = units[Int(code)]
        let name = range.lowerBound == 8 ? "counter1" : "counter2"
        let record = MBusRecord.plain(storage: storage)
        let aspects = MBusAspects(record, in: bytes)
        guard let property = MBusProperty(unit.quantity, medium, aspects, .instantaneous) else {
            if case .integer(let number) = value { current.note(name, .signed(number)) }
            return
        }
        let channel = MBusChannel.of(
            (property.label, nil, nil),
            tariff: 0,
            subunit: 0,
            storage: storage,
            .instantaneous
        )
        guard let number = value.number else {
            return current.add(Observation(property: property.property, channel: channel, value: nil))
        }
        let scaled = MBusScale.of(unit.quantity).apply(number, power: Int(unit.exponent), factor: unit.factor)
        current.add(Observation(property.property, scaled, channel: channel, kind: property.kind))
    }

    /// The device types of EN 13757-7 for the media of the fixed structure.
    private static let deviceTypes: [UInt8] = [
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x0F, 0x03, 0x04, 0x06, 0x07, 0x08, 0x0F,
    ]

    private static let units: [MBusUnit] = (0..<64).map { code in
        switch code {
        case 0x02...0x0A: MBusUnit(.energy, code - 0x02)
        case 0x0B...0x13: MBusUnit(.energyJoule, code - 0x0B + 3)
        case 0x14...0x1C: MBusUnit(.power, code - 0x14)
        case 0x1D...0x25: MBusUnit(.powerJoulePerHour, code - 0x1D + 3)
        case 0x26...0x2E: MBusUnit(.volume, code - 0x26 - 6)
        case 0x2F...0x37: MBusUnit(.volumeFlow, code - 0x2F - 6)
        case 0x38: MBusUnit(.flowTemperature, -3)
        case 0x39: MBusUnit(.heatCostUnits)
        default: MBusUnit(.parameter)
        }
    }
}
