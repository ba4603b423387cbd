import Observations

/// What a PCR2 says about itself.
///
/// | payload, port 190 | bytes |
/// | --- | --- |
/// | DeviceID V5 (9) | `BE 01` type `D5` features, firmware: two nibbles and a byte, the same of the solar charger |
/// | configuration V2 (14) | type, firmware:3, mode, payload type, confirmed, interval min:2, link check min:2, hold off s:2, sensitivity % |
/// | configuration V3 (20) | `BE 01 03`, then as V2 with device class after the payload type and capacity limit:2 after the link check |
/// | configuration V4 (31 or 32) | `BE 01 04`, as V3 up to hold off; inactivity min:2, direction deg, tilt deg, beam deg, distance cm 2 × 2, speed km/h 2 × 1, sensitivity %, autotuning |
/// | configuration V5 (34), V6 (35) | `BE 01 05`, as V3 up to hold off; inactivity min:2, radar on, beam deg, distance cm 2 × 2, speed km/h 2 × 1, autotuning, sensitivity %, charger firmware:3, V6: radar channel |
///
/// The answer to a configuration downlink (`BE 01` type `C5`, port 1) goes along as it is.
extension ParametricPCR2 {
    /// Whether a payload without a port looks like one of port 190.
    static func isConfiguration(_ payload: [UInt8]) -> Bool {
        if payload.starts(with: prefix) {
            if payload.count > 3, payload[3] == 0xD5 || payload[3] == 0xC5 { return payload.count < 10 }
            return payload.count >= 20
        }
        return payload.count == 14
    }

    /// Reads a payload of port 190 or 1.
    static func configuration(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var parameters: [Parameter] = []
        if !payload.starts(with: prefix) {
            try generalSettings(&reader, &parameters, version: 2)
        } else {
            _ = try reader.take(2)
            try reader.require(2)
            switch payload[3] {
            case 0xD5 where payload.count == 9: try identity(&reader, &parameters)
            case 0xC5 where payload.count < 10:
                parameters.append(Parameter(name: "deviceType", value: .string(deviceName(try reader.uint8()))))
                _ = try reader.uint8()
                let rest = try reader.take(reader.left)
                parameters.append(Parameter(name: "configuration", value: .string(Hexadecimal.encode(rest))))
            default: try versionedSettings(&reader, &parameters)
            }
        }
        try reader.finish()
        return Decoded(readings: [DecodedReading(observations: [], parameters: parameters)])
    }

    /// The maker's name of a device type.
    static func deviceName(_ type: UInt8) -> String {
        switch type {
        case 0: "PCR2-IN"
        case 1: "PCR2-OD"
        case 2: "PCR2-R"
        case 3: "PCR2-T"
        case 4: "PCR2-XIO"
        case 5: "PCR2-ODS"
        case 6: "PCR2-ODA"
        case 7: "PCR2-ODB"
        case 8: "PCR2-ODBS"
        default: "\(type)"
        }
    }

    private static func identity(_ reader: inout ByteReader, _ parameters: inout [Parameter]) throws(DecodeError) {
        parameters.append(Parameter(name: "deviceType", value: .string(deviceName(try reader.uint8()))))
        _ = try reader.uint8()
        parameters.append(Parameter(name: "features", value: .unsigned(UInt64(try reader.uint8()))))
        for name in ["firmware", "solarChargerFirmware"] {
            let major = try reader.uint8()
            let patch = try reader.uint8()
            parameters.append(Parameter(name: name, value: .string("\(major >> 4).\(major & 15).\(patch)")))
        }
    }

    private static func versionedSettings(
        _ reader: inout ByteReader,
        _ parameters: inout [Parameter]
    ) throws(DecodeError) {
        let version = try reader.uint8()
        guard (3...6).contains(version) else { throw .unknownType(offset: reader.offset - 1, type: Int(version)) }
        try generalSettings(&reader, &parameters, version: version)
        guard version > 3 else { return }
        try add("inactivityTimeout", 2, &reader, &parameters)
        if version == 4 {
            try add("mountingDirection", 1, &reader, &parameters)
            try add("mountingTilt", 1, &reader, &parameters)
        } else {
            try add("radarEnabled", 1, &reader, &parameters)
        }
        try add("beamAngle", 1, &reader, &parameters)
        try add("minimumDistance", 2, &reader, &parameters)
        try add("maximumDistance", 2, &reader, &parameters)
        try add("minimumSpeed", 1, &reader, &parameters)
        try add("maximumSpeed", 1, &reader, &parameters)
        if version == 4 {
            try add("radarSensitivity", 1, &reader, &parameters)
            if reader.left > 0 { try add("radarAutotuning", 1, &reader, &parameters) }
            return
        }
        try add("radarAutotuning", 1, &reader, &parameters)
        try add("radarSensitivity", 1, &reader, &parameters)
        try addVersion("solarChargerFirmware", &reader, &parameters)
        if version == 6 { try add("radarChannel", 1, &reader, &parameters) }
    }

    private static func generalSettings(
        _ reader: inout ByteReader,
        _ parameters: inout [Parameter],
        version: UInt8
    ) throws(DecodeError) {
        parameters.append(Parameter(name: "deviceType", value: .string(deviceName(try reader.uint8()))))
        try addVersion("firmware", &reader, &parameters)
        try add("operatingMode", 1, &reader, &parameters)
        try add("payloadType", 1, &reader, &parameters)
        if version > 2 { try add("deviceClass", 1, &reader, &parameters) }
        try add("confirmedUplinks", 1, &reader, &parameters)
        try add("uplinkInterval", 2, &reader, &parameters)
        try add("linkCheckInterval", 2, &reader, &parameters)
        if version > 2 { try add("capacityLimit", 2, &reader, &parameters) }
        try add("holdOffTime", 2, &reader, &parameters)
        if version < 4 { try add("radarSensitivity", 1, &reader, &parameters) }
    }

    private static func add(
        _ name: String,
        _ count: Int,
        _ reader: inout ByteReader,
        _ parameters: inout [Parameter]
    ) throws(DecodeError) {
        parameters.append(Parameter(name: name, value: .unsigned(try reader.bigEndian(count))))
    }

    private static func addVersion(
        _ name: String,
        _ reader: inout ByteReader,
        _ parameters: inout [Parameter]
    ) throws(DecodeError) {
        let parts = try reader.take(3).map { "\($0)" }
        parameters.append(Parameter(name: name, value: .string(parts.joined(separator: "."))))
    }
}
