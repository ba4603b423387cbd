import Observations

/// The payloads of Dragino's sensors; numbers have the highest byte first.
///
/// Every payload begins with the battery, mV in the lower 14 bits of two bytes; the bits above are the sensor's own.
///
/// | payload | bytes after the battery |
/// | --- | --- |
/// | distance (3 or 6) | distance mm:2, 0 no sensor, 20 no valid echo; interrupt; newer: probe 0.1 Cel:2, sensor found |
/// | four distances (9) | distances mm:2 each, message type; bit 15 of the battery: interrupt |
/// | laser (9) | probe 0.1 Cel:2, distance mm:2, strength of the echo:2, interrupt, temperature of the sensor Cel, message type |
/// | leaf (9) | probe 0.1 Cel:2, moisture 0.1 %:2, temperature 0.1 Cel:2, interrupt, a reserved byte, message type |
/// | soil pH (9) | probe 0.1 Cel:2, pH 0.01:2, temperature 0.1 Cel:2, interrupt, a reserved byte, message type |
/// | soil (9) | probe 0.1 Cel:2, then by bit 7 of the last byte: 0: moisture 0.01 %:2, temperature 0.01 Cel:2, conductivity uS/cm:2; 1: permittivity 0.1:2, raw moisture:2, raw conductivity:2; the last byte: bit 4 sensor found, bits 0 to 3 interrupt |
/// | door, leak (8) | mode; 1 door, 2 water: events:3, how long the last one took min:3, bit 0: alarm; 3: six bytes unused, bit 0: alarm; bit 15 of the battery: door open, bit 14: water |
/// | climate | see `DraginoClimate` |
///
/// Temperatures have a sign. The negative ones of leaf and soil probes are told by their distance from FFFFh, as the manuals
/// have it (FF7Eh is -1.29 Cel). A probe that is not connected gives 7FFFh. On port 5 a sensor tells what it is (7): model,
/// firmware: a byte and two nibbles; band, sub band, battery mV:2.
///
/// Source: Dragino, user manuals of LDDS75 and LDDS20 (2.3), LDDS04 (2.4), LLDS12 (2.3), LLMS01 (2.3), LSPH01 (2.3), LSE01 (2.3),
/// LDS02 and LWL02 (2.3), and the maker's decoders (device repository of The Things Network, vendor/dragino).
enum DraginoPayload: Sendable {
    case distance
    case distances
    case laser
    case leaf
    case soilPh
    case soil
    case door
    case climate

    private static let missingProbe: Int16 = 0x7FFF
    private static let probes: [Channel] = (1...4).map { .numbered("probe", $0) }

    /// What it can observe.
    var properties: [ObservedProperty] {
        switch self {
        case .distance: [.batteryVoltage, .distance, .externalTemperature]
        case .distances: [.batteryVoltage, .distance]
        case .laser: [.batteryVoltage, .externalTemperature, .distance, .analogValue, .deviceTemperature]
        case .leaf: [.batteryVoltage, .externalTemperature, .leafWetness, .surfaceTemperature]
        case .soilPh: [.batteryVoltage, .externalTemperature, .soilPh, .soilTemperature]
        case .soil:
            [
                .batteryVoltage, .externalTemperature, .soilMoisture, .soilTemperature, .soilConductivity,
                .soilPermittivity, .analogValue,
            ]
        case .door: [.batteryVoltage, .doorOpen, .leakDetected, .openingCount, .eventCount, .dwellTime, .alarmActive]
        case .climate: DraginoClimate.properties
        }
    }

    /// The ports that it comes on.
    var ports: [UInt8] {
        switch self {
        case .door: [5, 10]
        default: [2, 3, 5]
        }
    }

    /// Whether the bits above the battery's mean something, or may be set without a meaning.
    private var hasFlags: Bool {
        switch self {
        case .distance, .distances, .door, .climate: true
        case .laser, .leaf, .soilPh, .soil: false
        }
    }

    /// Reads a payload.
    func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        if context.port == 5 && payload.count == 7 {
            try DraginoPayload.identity(&reader, &reading)
        } else if case .climate = self {
            return try DraginoClimate.decode(payload)
        } else {
            let battery = try reader.uint16()
            reading.add(.batteryVoltage, Double(battery & 0x3FFF) / 1000)
            if battery & 0xC000 != 0 && !hasFlags { reading.noteUndecoded(payload[..<2]) }
            switch self {
            case .distance: try distance(&reader, &reading)
            case .distances: try distances(&reader, battery, &reading)
            case .laser: try laser(&reader, &reading)
            case .leaf, .soilPh: try probe(&reader, &reading)
            case .soil: try soil(&reader, &reading)
            case .door, .climate: try door(&reader, battery, &reading)
            }
        }
        try reader.finish()
        return Decoded(readings: [reading.reading], skippedFields: reading.undecodedCount)
    }

    private static func identity(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.note("sensorModel", .unsigned(UInt64(try reader.uint8())))
        let major = try reader.uint8()
        let minor = try reader.uint8()
        reading.note("firmware", .string("\(major & 15).\(minor >> 4).\(minor & 15)"))
        reading.note("frequencyBand", .unsigned(UInt64(try reader.uint8())))
        reading.note("subBand", .unsigned(UInt64(try reader.uint8())))
        reading.add(.batteryVoltage, Double(try reader.uint16()) / 1000)
    }

    private func distance(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try addDistance(&reader, nil, &reading)
        try note("interrupt", upTo: 1, &reader, &reading)
        guard reader.left > 0 else { return }
        try addTemperature(.externalTemperature, 10, &reader, &reading)
        try note("sensorFlag", upTo: 1, &reader, &reading)
    }

    private func distances(
        _ reader: inout ByteReader,
        _ battery: UInt16,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        for channel in DraginoPayload.probes { try addDistance(&reader, channel, &reading) }
        reading.note("isInterrupt", .boolean(battery & 0x8000 != 0))
        try note("messageType", upTo: 4, &reader, &reading)
    }

    private func laser(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try addTemperature(.externalTemperature, 10, &reader, &reading)
        reading.add(.distance, Double(try reader.uint16()) / 1000)
        reading.add(.analogValue, Double(try reader.uint16()), Channels.strength)
        try note("interrupt", upTo: 1, &reader, &reading)
        reading.add(.deviceTemperature, Double(try reader.int8()))
        try note("messageType", upTo: 4, &reader, &reading)
    }

    private func probe(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try addTemperature(.externalTemperature, 10, &reader, &reading)
        let value = Double(try reader.uint16())
        let temperature = DraginoPayload.belowFFFF(try reader.uint16()) / 10
        if case .leaf = self {
            reading.add(.leafWetness, value / 10)
            reading.add(.surfaceTemperature, temperature)
        } else {
            reading.add(.soilPh, value / 100)
            reading.add(.soilTemperature, temperature)
        }
        try note("interrupt", upTo: 1, &reader, &reading)
        try reading.skipReserved(1, &reader)
        try note("messageType", upTo: 4, &reader, &reading)
    }

    private func soil(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try addTemperature(.externalTemperature, 10, &reader, &reading)
        let first = Double(try reader.uint16())
        let second = try reader.uint16()
        let third = Double(try reader.uint16())
        let flags = try reader.uint8()
        if flags & 0x80 == 0 {
            reading.add(.soilMoisture, first / 100)
            reading.add(.soilTemperature, DraginoPayload.belowFFFF(second) / 100)
            reading.add(.soilConductivity, third)
        } else {
            reading.add(.soilPermittivity, first / 10)
            reading.add(.analogValue, Double(second), Channels.moisture)
            reading.add(.analogValue, third, Channels.conductivity)
        }
        reading.note("flags", .unsigned(UInt64(flags)))
        if flags & 0x6C != 0 { reading.noteUndecoded([flags]) }
    }

    private func door(
        _ reader: inout ByteReader,
        _ battery: UInt16,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let offset = reader.offset
        let mode = try reader.uint8()
        guard (1...3).contains(mode) else { throw .unknownType(offset: offset, type: Int(mode)) }
        if mode != 2 { reading.add(.doorOpen, battery & 0x8000 != 0) }
        if mode != 1 { reading.add(.leakDetected, battery & 0x4000 != 0) }
        let events = Double(try reader.bigEndian(3))
        let seconds = Double(try reader.bigEndian(3)) * 60
        if mode == 1 {
            reading.add(.openingCount, events, nil, .counter)
            reading.add(.dwellTime, seconds, Channels.doorOpen)
        } else if mode == 2 {
            reading.add(.eventCount, events, Channels.leak, .counter)
            reading.add(.dwellTime, seconds, Channels.leak)
        }
        let alarm = try reader.uint8()
        reading.add(.alarmActive, alarm & 1 == 1)
        if alarm > 1 { reading.noteUndecoded([alarm]) }
    }

    private func addDistance(
        _ reader: inout ByteReader,
        _ channel: Channel?,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let millimetres = try reader.uint16()
        guard millimetres != 0 && millimetres != 20 else { return reading.addMissing(.distance, channel) }
        reading.add(.distance, Double(millimetres) / 1000, channel)
    }

    private func addTemperature(
        _ property: ObservedProperty,
        _ divisor: Double,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let value = try reader.int16()
        guard value != DraginoPayload.missingProbe else { return reading.addMissing(property) }
        reading.add(property, Double(value) / divisor)
    }

    private static func belowFFFF(_ value: UInt16) -> Double {
        value & 0x8000 == 0 ? Double(value) : Double(Int(value) - 0xFFFF)
    }

    /// Notes a byte; one that is higher than the manual has it is noted as undecoded too.
    private func note(
        _ name: String,
        upTo highest: UInt8,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let byte = try reader.uint8()
        reading.note(name, .unsigned(UInt64(byte)))
        if byte > highest { reading.noteUndecoded([byte]) }
    }

    private enum Channels {
        static let strength: Channel = "strength"
        static let moisture: Channel = "moisture"
        static let conductivity: Channel = "conductivity"
        static let doorOpen: Channel = "door-open"
        static let leak: Channel = "leak"
    }
}
