import Observations

/// What Netvox devices answer to commands; it becomes parameters.
///
/// | port | bytes |
/// | --- | --- |
/// | 7, configuration | command, device type, nine bytes: `81` status; `82` least and greatest interval in s (2 each) and five bytes of changes that make a report; further odd commands a status, even ones settings |
/// | 13, button | `81` status or `82` seconds to press |
/// | 14, calibration | `81` sensor type, channel from 0, status; `82` sensor type, channel, multiplier:2, divisor:2, delta:2 with a sign; `83` and `84` status; always 11 bytes |
/// | 32, rejoining | `81` status or `82` period in s (4) and threshold; always 6 bytes |
///
/// A status of 0 says that it was done.
///
/// Source: Netvox Technology, "Netvox LoRaWAN Application Command" V1.8.6 and the models' user manuals.
enum NetvoxCommands {
    static let configurationPort: UInt8 = 7
    static let buttonPort: UInt8 = 13
    static let calibrationPort: UInt8 = 14
    static let rejoinPort: UInt8 = 32

    /// Reads an answer about configuration.
    static func configuration(_ payload: [UInt8], _ device: NetvoxDevice) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let command = try command(&reader)
        let type = try reader.uint8()
        guard device.types.contains(type) else { throw .unknownType(offset: 1, type: Int(type)) }
        var parameters = [Parameter(name: "command", value: .unsigned(UInt64(command)))]
        if command == 0x82 {
            parameters.append(Parameter(name: "minimumInterval", value: .unsigned(UInt64(try reader.uint16()))))
            parameters.append(Parameter(name: "maximumInterval", value: .unsigned(UInt64(try reader.uint16()))))
            parameters.append(Parameter(name: "changes", value: .string(Hexadecimal.encode(try reader.take(5)))))
        } else if command & 1 == 1 {
            parameters.append(Parameter(name: "status", value: .unsigned(UInt64(try reader.uint8()))))
            try reader.skip(8)
        } else {
            parameters.append(Parameter(name: "settings", value: .string(Hexadecimal.encode(try reader.take(9)))))
        }
        try reader.finish()
        return decoded(parameters)
    }

    /// Reads an answer about how long a button has to be pressed.
    static func buttonPress(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let command = try command(&reader)
        let name = command & 1 == 1 ? "status" : "pressTime"
        let parameters = [
            Parameter(name: "command", value: .unsigned(UInt64(command))),
            Parameter(name: name, value: .unsigned(UInt64(try reader.uint8()))),
        ]
        try reader.finish()
        return decoded(parameters)
    }

    /// Reads an answer about calibration.
    static func calibration(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let command = try command(&reader)
        var parameters = [Parameter(name: "command", value: .unsigned(UInt64(command)))]
        if command <= 0x82 {
            parameters.append(Parameter(name: "sensorType", value: .unsigned(UInt64(try reader.uint8()))))
            parameters.append(Parameter(name: "sensorChannel", value: .unsigned(UInt64(try reader.uint8()))))
        }
        if command == 0x82 {
            parameters.append(Parameter(name: "multiplier", value: .unsigned(UInt64(try reader.uint16()))))
            parameters.append(Parameter(name: "divisor", value: .unsigned(UInt64(try reader.uint16()))))
            parameters.append(Parameter(name: "delta", value: .signed(Int64(try reader.int16()))))
        } else {
            parameters.append(Parameter(name: "status", value: .unsigned(UInt64(try reader.uint8()))))
        }
        try reader.skip(NetvoxPayload.reportBytes - reader.offset)
        try reader.finish()
        return decoded(parameters)
    }

    /// Reads an answer about when the device joins again.
    static func rejoin(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let command = try command(&reader)
        var parameters = [Parameter(name: "command", value: .unsigned(UInt64(command)))]
        if command & 1 == 1 {
            parameters.append(Parameter(name: "status", value: .unsigned(UInt64(try reader.uint8()))))
            try reader.skip(4)
        } else {
            parameters.append(Parameter(name: "rejoinCheckPeriod", value: .unsigned(UInt64(try reader.uint32()))))
            parameters.append(Parameter(name: "rejoinThreshold", value: .unsigned(UInt64(try reader.uint8()))))
        }
        try reader.finish()
        return decoded(parameters)
    }

    /// The command that is answered; one without its highest bit is no answer.
    private static func command(_ reader: inout ByteReader) throws(DecodeError) -> UInt8 {
        let command = try reader.uint8()
        guard command > 0x80 else { throw .unknownType(offset: 0, type: Int(command)) }
        return command
    }

    private static func decoded(_ parameters: [Parameter]) -> Decoded {
        Decoded(readings: [DecodedReading(observations: [], parameters: parameters)])
    }
}
