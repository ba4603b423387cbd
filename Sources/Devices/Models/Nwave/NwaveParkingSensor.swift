import Observations

/// Nwave NPS: a parking sensor in or on the ground.
///
/// The port selects the message; numbers have the highest byte first:
///
/// | port | message | bytes |
/// | --- | --- | --- |
/// | 1 | parking status (1) | bit 0: occupied; G4: bits 1 to 7: how long the state before lasted |
/// | 2 | heartbeat of G3 (1) | bit 0: occupied |
/// | 2 | heartbeat of G4 (3 or more) | bit 0: occupied, bits 1 to 7: hardware health; battery 2500 mV + 4 mV, temperature 10 Cel + 0.5 Cel with a sign, then bytes of the maker |
/// | 3 | start (5) | firmware: major, minor, patch; reset cause; bit 0: occupied |
/// | 6 | debug | for the maker |
/// | 10 | tag registration of G4 (5 or 6) | as port 1; battery of the tag 0.1 V (since some firmware), tag:4 |
///
/// How long the state before lasted: 0 to 89 are minutes, 90 to 119 are 90 min and steps of 5 min, 120 to 126 are 240 min
/// and steps of 60 min, 127 is 660 min or more. That is how long a car was parked when the space is free now, and how long
/// the space was vacant when it is occupied. At a registration without a car the first byte says nothing.
///
/// The battery is low below 3.0 V, below 2.9 V under -5 Cel.
///
/// Source: Nwave, "LoRaWAN Parking Sensor, Getting Started" (nwaveio.atlassian.net), section 4, and the maker's decoders of
/// NPS310SM and NPS405 (device repository of The Things Network).
enum NwaveParkingSensor {
    /// The generations that differ in their payloads.
    enum Generation: Sendable {
        case g3
        case g4
    }

    private static let vacant: Channel = "vacant"
    private static let tag: Channel = "tag"

    /// The model, where it is known to exist under this name.
    static func model(_ id: ModelID, _ title: String, _ generation: Generation) -> DeviceModel {
        let isG4 = generation == .g4
        return DeviceModel(
            id: id,
            title: title,
            domain: .traffic,
            properties: isG4
                ? [
                    .parkingOccupied, .parkingDuration, .dwellTime, .batteryVoltage, .batteryLow, .deviceTemperature,
                ] : [.parkingOccupied],
            ports: isG4 ? [1, 2, 3, 6, 10] : [1, 2, 3, 6],
            source: "Nwave, LoRaWAN Parking Sensor, Getting Started, section 4",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context.port, isG4: isG4) },
            simulator: { device in
                let status = UInt8(device.number(in: 0...(isG4 ? 255 : 1)))
                return SimulatedUplink(payload: [status], port: 1, frameCounter: device.frameCounter)
            }
        )
    }

    private static func decode(_ payload: [UInt8], _ port: UInt8?, isG4: Bool) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        switch port {
        case 1:
            let status = try reader.uint8()
            reading.add(.parkingOccupied, status & 1 == 1)
            if isG4 { addStateBefore(status, &reading) } else if status > 1 { reading.noteUndecoded([status]) }
        case 2:
            let status = try reader.uint8()
            reading.add(.parkingOccupied, status & 1 == 1)
            if isG4 {
                try health(status, &reader, &reading)
            } else if status > 1 {
                reading.noteUndecoded([status])
            }
        case 3:
            try NwaveModels.start(&reader, &reading)
            reading.add(.parkingOccupied, try reader.uint8() & 1 == 1)
        case 6:
            try reader.require(1)
            reading.note("debug", .string(Hexadecimal.encode(reader.rest())))
        case 10 where isG4: try registration(&reader, &reading)
        default: throw .unsupportedPort(offset: 0, port: port.map(Int.init))
        }
        try reader.finish()
        return Decoded(readings: [reading.reading], skippedFields: reading.undecodedCount)
    }

    private static func addStateBefore(_ status: UInt8, _ reading: inout ReadingBuilder) {
        let code = Int(status >> 1)
        let minutes = code < 90 ? code : code < 120 ? 90 + (code - 90) * 5 : 240 + (code - 120) * 60
        let seconds = Double(minutes * 60)
        if status & 1 == 1 {
            reading.add(.dwellTime, seconds, vacant)
        } else {
            reading.add(.parkingDuration, seconds)
        }
        if code == 127 { reading.note("isLongerThanTold", .boolean(true)) }
    }

    private static func health(
        _ status: UInt8,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let millivolts = 2500 + 4 * Int(try reader.uint8())
        let temperature = 10 + Double(try reader.int8()) / 2
        reading.add(.batteryVoltage, Double(millivolts) / 1000)
        reading.add(.batteryLow, millivolts < (temperature < -5 ? 2900 : 3000))
        reading.add(.deviceTemperature, temperature)
        reading.note("hardwareHealth", .unsigned(UInt64(status >> 1)))
        if reader.left > 0 { reading.note("forTheMaker", .string(Hexadecimal.encode(reader.rest()))) }
    }

    private static func registration(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let status = try reader.uint8()
        if status & 1 == 1 {
            reading.add(.parkingOccupied, true)
            addStateBefore(status, &reading)
        }
        if reader.left >= 5 { reading.add(.batteryVoltage, Double(try reader.uint8()) / 10, tag) }
        reading.note("tag", .string(Hexadecimal.encode(try reader.take(4))))
    }
}
