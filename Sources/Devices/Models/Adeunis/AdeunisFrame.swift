import Observations

/// The frames of Adeunis' sensors, version 2; the port says nothing, numbers have the highest byte first.
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | code of the frame |
/// | 1 | 1 | status: bits 5 to 7 counter of the frames, 3 application flag, 2 hardware error or, where 4 bytes more follow, time stamp; 1 battery low, 0 configuration done |
///
/// | sensor, code | bytes from offset 2 |
/// | --- | --- |
/// | all, 10h and others | configuration and answers; they become parameters |
/// | all, 20h (4) | network: bit 0 ADR; 0 ABP, 1 OTAA |
/// | DRY CONTACTS, 30h, 40h (11) | events of inputs 1 to 4:2 each, states: 30h: a bit each; 40h: two bits each, now and in the frame before |
/// | PULSE, 30h (11) | alarms, highest flow of A and B, lowest flow of A and B:2 each, pulses/h |
/// | PULSE, 46h (10) | pulses of A and B:4 each |
/// | TEMP, 30h, 43h (8) | twice: kind of the probe in the lower nibble, 0 faulty; temperature:2, 0.1 Cel with a sign; the first is the inner one |
///
/// The time stamp counts seconds since 2013 in the local time of the device; it is a parameter.
///
/// Source: Adeunis, "DRY CONTACTS LoRaWAN User Guide" V2.0.0, "PULSE LoRaWAN User Guide" V2, "TEMP LoRaWAN User Guide" V2.0.0,
/// "Technical Reference Manual" of DRY CONTACTS V2 and PULSE V3, and the maker's codec (device repository of The Things
/// Network, vendor/adeunis).
enum AdeunisFrame: Sendable {
    case dryContacts
    case pulse
    case temperature

    private static let inputs: [Channel] = (1...4).map { .numbered("input", $0) }

    /// Reads a frame.
    func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let code = try reader.uint8()
        let status = try reader.uint8()
        var hasTime = false
        switch (self, code) {
        case (.dryContacts, 0x30), (.dryContacts, 0x40):
            try contacts(code, &reader, &reading)
            hasTime = reader.left == 4 && status & 4 != 0
        case (.pulse, 0x46):
            reading.add(.pulseCount, Double(try reader.uint32()), Channels.a, .counter)
            reading.add(.pulseCount, Double(try reader.uint32()), Channels.b, .counter)
            hasTime = reader.left == 4 && status & 4 != 0
        case (.pulse, 0x30) where payload.count == 11: try flows(&reader, &reading)
        case (.temperature, 0x30), (.temperature, 0x43):
            try probe(.airTemperature, &reader, &reading)
            try probe(.externalTemperature, &reader, &reading)
            hasTime = reader.left == 4 && status & 4 != 0
        case (_, 0x20) where payload.count == 4:
            reading.note("isAdaptive", .boolean(try reader.uint8() & 1 == 1))
            reading.note("isActivatedOverTheAir", .boolean(try reader.uint8() != 0))
        case (_, 0x10...0x3F):
            try reader.require(1)
            reading.note("frameData", .string(Hexadecimal.encode(reader.rest())))
        default: throw .unknownType(offset: 0, type: Int(code))
        }
        if hasTime { reading.note("localSecondsSince2013", .unsigned(UInt64(try reader.uint32()))) }
        try reader.finish()
        reading.add(.batteryLow, status & 2 != 0)
        reading.add(.deviceFault, status & 4 != 0 && !hasTime)
        reading.note("frameCode", .unsigned(UInt64(code)))
        reading.note("frameCounter", .unsigned(UInt64(status >> 5)))
        if status & 1 != 0 { reading.note("isConfigured", .boolean(true)) }
        if status & 8 != 0 { reading.note("applicationFlag", .boolean(true)) }
        return Decoded(readings: [reading.reading])
    }

    private func contacts(
        _ code: UInt8,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        for input in AdeunisFrame.inputs { reading.add(.eventCount, Double(try reader.uint16()), input, .counter) }
        let states = try reader.uint8()
        for (number, input) in AdeunisFrame.inputs.enumerated() {
            let bit = UInt8(code == 0x40 ? 2 * number : number)
            reading.add(.contactClosed, states >> bit & 1 == 1, input)
        }
    }

    private func flows(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let alarms = try reader.uint8()
        reading.add(.alarmActive, alarms != 0)
        reading.note("alarms", .unsigned(UInt64(alarms)))
        for channel: Channel in [
            Channels.highestFlowA, Channels.highestFlowB, Channels.lowestFlowA, Channels.lowestFlowB,
        ] {
            reading.add(.analogValue, Double(try reader.uint16()), channel)
        }
    }

    private func probe(
        _ property: ObservedProperty,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let kind = try reader.uint8() & 15
        let value = Double(try reader.int16()) / 10
        if kind == 0 { reading.addMissing(property) } else { reading.add(property, value) }
    }

    private enum Channels {
        static let a: Channel = "a"
        static let b: Channel = "b"
        static let highestFlowA: Channel = "highest-flow-a"
        static let highestFlowB: Channel = "highest-flow-b"
        static let lowestFlowA: Channel = "lowest-flow-a"
        static let lowestFlowB: Channel = "lowest-flow-b"
    }
}
