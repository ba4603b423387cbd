import Observations

/// Records of inputs and probes, and what a device says of itself.
extension SenseCAPRecords {
    /// Reads a record of what the device says of itself.
    static func device(
        _ type: UInt8,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        switch type {
        case 0x03: reading.add(.batteryLevel, Double(try reader.uint8()))
        case 0x04:
            try reader.require(9)
            try versions(&reader, &reading)
            reading.note("interval", .unsigned(UInt64(try reader.uint16()) * 60))
            reading.note("positionInterval", .unsigned(UInt64(try reader.uint16()) * 60))
        case 0x05:
            try reader.require(4)
            reading.note("interval", .unsigned(UInt64(try reader.uint16()) * 60))
            reading.note("positionInterval", .unsigned(UInt64(try reader.uint16()) * 60))
        case 0x06:
            let error = try reader.uint8()
            reading.add(.deviceFault, error != 0)
            reading.note("errorCode", .unsigned(UInt64(error)))
        case 0x10:
            try reader.require(9)
            let state = try reader.uint8()
            reading.note("sensorChannel", .unsigned(UInt64(state >> 4)))
            reading.note("sensorStatus", .unsigned(UInt64(state >> 3 & 1)))
            reading.note("sensorType", .unsigned(UInt64(state & 7)))
            reading.note("sensorEui", .string(Hexadecimal.encode(try reader.take(8))))
        case 0x34:
            try reader.require(4)
            reading.note("loggerProtocol", .unsigned(UInt64(try reader.uint8())))
            reading.note("loggerDigitalInput", .unsigned(UInt64(try reader.uint8())))
            reading.note("loggerAnalogType", .unsigned(UInt64(try reader.uint8())))
            reading.note("loggerAnalogInterface", .unsigned(UInt64(try reader.uint8())))
        case 0x39:
            try reader.require(9)
            try versions(&reader, &reading)
            reading.note("interval", .unsigned(UInt64(try reader.uint16()) * 60))
            reading.note("thresholdInterval", .unsigned(UInt64(try reader.uint16())))
        default:
            try reader.require(7)
            try versions(&reader, &reading)
            reading.note("interval", .unsigned(UInt64(try reader.uint16()) * 60))
        }
    }

    private static func versions(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.add(.batteryLevel, Double(try reader.uint8()))
        let hardware = (try reader.uint8(), try reader.uint8())
        let firmware = (try reader.uint8(), try reader.uint8())
        reading.note("hardwareVersion", .string("\(hardware.0).\(hardware.1)"))
        reading.note("firmwareVersion", .string("\(firmware.0).\(firmware.1)"))
    }

    /// Reads the values of up to two inputs.
    static func inputs(
        _ reader: inout ByteReader,
        hasSpare: Bool,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        try reader.require(hasSpare ? 10 : 9)
        let numbers = try reader.uint8()
        if hasSpare { try reader.skip(1) }
        for number in [numbers >> 4, numbers & 0xF] {
            let value = Double(try reader.int32()) / 1000
            if number > 0 { reading.add(.analogValue, value, .numbered("input", Int(number))) }
        }
    }

    /// Reads the two values of an input's threshold; they have measurement ids from 3920.
    static func thresholds(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try reader.require(9)
        let id = 3918 + 2 * Int(try reader.uint8() >> 4)
        reading.add(.analogValue, Double(try reader.int32()) / 1000, .numbered("measurement", id))
        reading.add(.analogValue, Double(try reader.int32()) / 1000, .numbered("measurement", id + 1))
    }

    /// Reads three temperatures of now.
    static func probes(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try reader.require(6)
        for probe in 1...3 {
            let value = try reader.int16()
            guard value != .min else { continue }
            reading.add(.externalTemperature, Double(value) / 100, .numbered("probe", probe))
        }
    }

    /// Reads three temperatures of the past.
    static func pastProbes(_ reader: inout ByteReader) throws(DecodeError) -> DecodedReading {
        try reader.require(10)
        var reading = ReadingBuilder()
        reading.time = Timestamp(microseconds: Int64(try reader.uint32()) * 1_000_000)
        try probes(&reader, &reading)
        return reading.reading
    }

    /// Reads whether probes are well.
    static func probeStates(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let states = try reader.take(10)
        for (index, state) in states.enumerated() where state != 0xFF {
            reading.add(.deviceFault, state == 2, .numbered("probe", index + 1))
        }
        reading.note("probeStates", .string(Hexadecimal.encode(states)))
    }
}
