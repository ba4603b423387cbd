import Observations

/// What a TCR says about itself, port 190.
///
/// | payload | bytes |
/// | --- | --- |
/// | configuration V1, V2 (27, 29) | `BE 02` version, type, firmware:3, mode, device class, confirmed, interval min:2, link check min:2, hold off s:2, sensitivity %, distance of the lane from the left and of the lane from the right (1 byte each; cm, 2 bytes each, in payloads of 29), speed classes 0 to 3 from and to km/h |
/// | configuration V3 (30) | `BE 02 03`, as the 29 bytes of V2 with autotuning before the sensitivity |
/// | DeviceID V2 (10) | `BE 02` type `D2` speed class, a spare byte, firmware: two nibbles and a byte, the same of the solar charger |
///
/// Of DeviceID V1 (`BE 02` type `D1`) the type is read and the rest goes along as it is.
extension ParametricTCR {
    /// The configuration of most bytes.
    static let longestConfiguration = 30
    /// What tells a DeviceID from a configuration: no device type is as high.
    static let identityTypes: ClosedRange<UInt8> = 0xD1...0xD2

    /// Reads what follows `BE 02`.
    static func configuration(_ reader: inout ByteReader) throws(DecodeError) -> Decoded {
        var reading = ReadingBuilder()
        try reader.require(2)
        if identityTypes.contains(reader.bytes[3]) {
            try identity(&reader, &reading)
        } else {
            try settings(&reader, &reading)
        }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    private static func identity(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.note("deviceType", .string(PMXTCR.deviceName(try reader.uint8())))
        guard try reader.uint8() == 0xD2 else {
            reading.note("identity", .string(Hexadecimal.encode(reader.rest())))
            return
        }
        reading.note("speedClass", .string(PMXTCR.speedClass(try reader.uint8())))
        try reader.skip(1)
        reading.note("firmware", .string(try PMXTCR.version(&reader)))
        reading.note("solarChargerFirmware", .string(try PMXTCR.version(&reader)))
    }

    private static func settings(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let version = try reader.uint8()
        guard (1...3).contains(version) else { throw .unknownType(offset: reader.offset - 1, type: Int(version)) }
        reading.note("deviceType", .string(deviceName(try reader.uint8(), version)))
        let firmware = try reader.take(3).map { "\($0)" }
        reading.note("firmware", .string(firmware.joined(separator: ".")))
        try note("operatingMode", 1, &reader, &reading)
        try note("deviceClass", 1, &reader, &reading)
        try note("confirmedUplinks", 1, &reader, &reading)
        try note("uplinkInterval", 2, &reader, &reading)
        try note("linkCheckInterval", 2, &reader, &reading)
        try note("holdOffTime", 2, &reader, &reading)
        if version == 3 { try note("radarAutotuning", 1, &reader, &reading) }
        try note("radarSensitivity", 1, &reader, &reading)
        let distanceBytes = version < 3 && reader.bytes.count <= 27 ? 1 : 2
        try note("leftLaneDistance", distanceBytes, &reader, &reading)
        try note("rightLaneDistance", distanceBytes, &reader, &reading)
        for number in 0...3 {
            try note("speedClass\(number)Start", 1, &reader, &reading)
            try note("speedClass\(number)End", 1, &reader, &reading)
        }
    }

    private static func deviceName(_ type: UInt8, _ version: UInt8) -> String {
        guard version == 1 else { return PMXTCR.deviceName(type) }
        return type == 0 ? "TCR" : type == 1 ? "TCR-S" : "\(type)"
    }

    private static func note(
        _ name: String,
        _ count: Int,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        reading.note(name, .unsigned(try reader.bigEndian(count)))
    }
}
