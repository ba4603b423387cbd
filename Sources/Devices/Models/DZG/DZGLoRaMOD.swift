import Observations

/// DZG LoRaMOD and Bridge: what one of the maker's meters counted.
///
/// The lowest byte of a number comes first.
///
/// | part | bytes | meaning |
/// | --- | --- | --- |
/// | frame header | 1, or none | bits 7–6 version 0, 5 encrypted, 4 authenticated, 3 compressed, 2–0 type: 0 meter, 1 status |
/// | meter header 1 | 1 | bits 7–6 version 1, 5–3 medium, 2–0 qualifier |
/// | meter header 2 | 2 | qualifier; bits 7–6 version 2, 5 with times, 4 compressed, 3–0 medium |
/// | meter | 4 | its number |
/// | tuples | | time:4 in seconds since 1970 (header 2, bit 5), registers:4 each, 0.01 of the unit; the newest first |
///
/// | medium | 0, 8 | 1 | 2 | 3 | 4 | 6 | 7 |
/// | --- | --- | --- | --- | --- | --- | --- | --- |
/// | | heat cost, in units | temperature | electricity | gas | heat | hot water | water |
///
/// | qualifier of electricity | registers |
/// | --- | --- |
/// | 1, 5 | A+; A− |
/// | 2, 6 | A+ of tariffs 1 and 2; and A− |
/// | 4, 7 | A+ and A−; and R1 to R4 |
///
/// The clock of the device is often not set: where its newest time lies before 2020, that is taken as the moment of
/// reception and the older times as ages from it.
///
/// | status | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | bits 7–5 reason of the reset, 4–3 kind of node, 2–0 session |
/// | 1, 5, 9, 13 | 4 each | firmware; uptime, ms; time, s; since the last downlink, ms |
/// | 17, 19, 20, 21, 22 | 2, 1, 1, 1, 1 | RSSI, SNR, frame type and acknowledgement of that downlink; connected devices |
///
/// Source: DZG Metering GmbH, LoRaWAN Frame Format 1.0 (2018-12-18) and 2.0.
enum DZGLoRaMOD {
    /// 2020-01-01: an earlier time is that of a clock which was never set.
    static let earliestTime: UInt64 = 1_577_836_800
    static let statusBytes = 24

    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "DZG LoRaMOD module and bridge for meters",
            domain: .utility,
            properties: [
                .activeEnergyImport, .activeEnergyExport, .reactiveEnergy, .heatCostUnits, .externalTemperature,
                .gasVolume, .heatEnergy, .waterVolume, .uptime, .signalStrength, .signalToNoiseRatio,
            ],
            ports: [2, 6, 8],
            source: "DZG Metering GmbH, LoRaWAN Frame Format 1.0 and 2.0",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context) },
            simulator: simulate
        )
    }

    private static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        guard let first = reader.next else { throw .nothingFound(offset: 0) }
        guard first >> 6 == 0, !isBareSecondHeader(payload) else { return try meter(&reader, context) }
        try reader.skip(1)
        guard first & 0x30 == 0 else { throw .unsupportedSecurity(offset: 0, mode: Int(first >> 4)) }
        guard first & 0x08 == 0 else { throw .invalidValue(offset: 0, field: "compression") }
        switch first & 7 {
        case 0: return try meter(&reader, context)
        case 1: return try status(&reader)
        case let type: throw .unknownType(offset: 0, type: Int(type))
        }
    }

    /// Whether a meter header of version 2 stands at the very beginning, without a frame header.
    private static func isBareSecondHeader(_ payload: [UInt8]) -> Bool {
        guard payload[0] > 0, payload[0] <= 8, payload.count > 2, payload[1] >> 6 == 2 else { return false }
        return !(payload[0] == 1 && payload.count == statusBytes)
    }

    // MARK: Meters

    private static func meter(
        _ reader: inout ByteReader,
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        let start = reader.offset
        let first = try reader.uint8()
        let medium: UInt8
        let qualifier: UInt8
        var hasTimes = false
        if first >> 6 == 1 {
            (medium, qualifier) = (first >> 3 & 7, first & 7)
        } else {
            let second = try reader.uint8()
            guard second >> 6 == 2 else { throw .unknownType(offset: start, type: Int(first)) }
            guard second & 0x10 == 0 else { throw .invalidValue(offset: start + 1, field: "compression") }
            (medium, qualifier) = (second & 15, first)
            hasTimes = second & 0x20 != 0
        }
        let meterNumber = try reader.littleEndian(4)
        guard let layouts = layouts(medium, qualifier) else {
            throw .unknownType(offset: start, type: Int(qualifier) << 4 | Int(medium))
        }
        let registers = try registers(of: layouts, hasTimes, reader)
        var readings: [(time: UInt64, reading: ReadingBuilder)] = []
        repeat {
            let time = hasTimes ? try reader.littleEndian(4) : 0
            var reading = ReadingBuilder()
            for register in registers { register.add(try reader.littleEndian(4), to: &reading) }
            readings.append((time, reading))
        } while reader.left > 0
        return Decoded(readings: dated(readings, meterNumber, medium, qualifier, hasTimes, context))
    }

    /// The readings with their times, the oldest first.
    private static func dated(
        _ readings: [(time: UInt64, reading: ReadingBuilder)],
        _ meterNumber: UInt64,
        _ medium: UInt8,
        _ qualifier: UInt8,
        _ hasTimes: Bool,
        _ context: DecodingContext
    ) -> [DecodedReading] {
        let newest = readings.map(\.time).max() ?? 0
        let sorted = readings.enumerated().sorted { left, right in
            left.element.time == right.element.time
                ? left.offset > right.offset : left.element.time < right.element.time
        }
        return sorted.map { _, element in
            var reading = element.reading
            reading.note("meterId", .string("\(meterNumber)"))
            reading.note("medium", .unsigned(UInt64(medium)))
            reading.note("qualifier", .unsigned(UInt64(qualifier)))
            if hasTimes {
                reading.note("deviceTime", .unsigned(element.time))
                if newest >= earliestTime {
                    reading.time = Timestamp(seconds: Int64(element.time))
                } else if element.time < newest {
                    let age = Int64(newest - element.time)
                    reading.time = context.referenceTime.advanced(byMicroseconds: -age * 1_000_000)
                }
            }
            return reading.reading
        }
    }

    /// One register of a tuple.
    private struct Register {
        let property: ObservedProperty
        let channel: Channel?
        var divisor = 100.0

        func add(_ value: UInt64, to reading: inout ReadingBuilder) {
            guard property == .externalTemperature else {
                return reading.add(property, Double(value) / divisor, channel, .counter)
            }
            reading.add(property, Double(Int32(truncatingIfNeeded: value)) / divisor, channel)
        }
    }

    /// What a tuple of a medium can be, the shortest first; nothing for an unknown medium or qualifier.
    private static func layouts(_ medium: UInt8, _ qualifier: UInt8) -> [[Register]]? {
        switch medium {
        case 0, 8: [[Register(property: .heatCostUnits, channel: nil, divisor: 1)]]
        case 1: [[Register(property: .externalTemperature, channel: nil)]]
        case 2: electricity(qualifier)
        case 3: [[Register(property: .gasVolume, channel: nil)]]
        case 4: [[Register(property: .heatEnergy, channel: nil)]]
        case 6: [[Register(property: .waterVolume, channel: "hot")]]
        case 7: [[Register(property: .waterVolume, channel: nil)]]
        default: nil
        }
    }

    /// The layout whose tuples fill the rest of the payload.
    private static func registers(
        of layouts: [[Register]],
        _ hasTimes: Bool,
        _ reader: ByteReader
    ) throws(DecodeError) -> [Register] {
        let left = reader.left
        var size = 0
        for registers in layouts {
            size = 4 * registers.count + (hasTimes ? 4 : 0)
            if left >= size, hasTimes ? left.isMultiple(of: size) : left == size { return registers }
        }
        try reader.require(size)
        let extra = hasTimes ? left % size : left - size
        throw .trailingBytes(offset: reader.bytes.count - extra, count: extra)
    }

    private static let importTotal = Register(property: .activeEnergyImport, channel: nil)
    private static let tariff1 = Register(property: .activeEnergyImport, channel: "tariff-1")
    private static let tariff2 = Register(property: .activeEnergyImport, channel: "tariff-2")
    private static let export = Register(property: .activeEnergyExport, channel: nil)
    private static let quadrants: [Register] = [
        Register(property: .reactiveEnergy, channel: "quadrant-1"),
        Register(property: .reactiveEnergy, channel: "quadrant-2"),
        Register(property: .reactiveEnergy, channel: "quadrant-3"),
        Register(property: .reactiveEnergy, channel: "quadrant-4"),
    ]

    /// The registers of a qualifier, with and without the total of the tariffs.
    private static func electricity(_ qualifier: UInt8) -> [[Register]]? {
        switch qualifier {
        case 0, 1: [[importTotal]]
        case 2: [[tariff1, tariff2], [importTotal, tariff1, tariff2]]
        case 4: [[importTotal, export]]
        case 5: [[export]]
        case 6: [[tariff1, tariff2, export], [importTotal, tariff1, tariff2, export]]
        case 7: [[importTotal, export] + quadrants]
        default: nil
        }
    }

    // MARK: Status

    private static func status(_ reader: inout ByteReader) throws(DecodeError) -> Decoded {
        try reader.require(statusBytes - 1)
        var reading = ReadingBuilder()
        let flags = try reader.uint8()
        reading.note("resetReason", .unsigned(UInt64(flags >> 5)))
        reading.note("nodeType", .unsigned(UInt64(flags >> 3 & 3)))
        reading.note("session", .unsigned(UInt64(flags & 7)))
        reading.note("firmware", .string(Hexadecimal.encode(try reader.take(4))))
        reading.add(.uptime, Double(try reader.littleEndian(4)) / 1000)
        let time = try reader.littleEndian(4)
        reading.note("deviceTime", .unsigned(time))
        if time >= earliestTime { reading.time = Timestamp(seconds: Int64(time)) }
        reading.note("sinceDownlinkMilliseconds", .unsigned(try reader.littleEndian(4)))
        let signal = try reader.signedLittleEndian(2)
        let noise = try reader.int8()
        if signal != 0 {
            reading.add(.signalStrength, Double(signal))
            reading.add(.signalToNoiseRatio, Double(noise))
        }
        reading.note("downlinkFrameType", .unsigned(UInt64(try reader.uint8())))
        reading.note("downlinkAcknowledged", .unsigned(UInt64(try reader.uint8())))
        reading.note("connectedDevices", .unsigned(UInt64(try reader.uint8())))
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    // MARK: Simulation

    /// A meter header of version 1 with the energy that was drawn.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        var writer = ByteWriter()
        writer.bytes = [0x51]
        writer.littleEndian(33_004_711, 4)
        writer.littleEndian(500_000 + device.count(0, by: 1...40).total, 4)
        return SimulatedUplink(payload: writer.bytes, port: 8, frameCounter: device.frameCounter)
    }
}
