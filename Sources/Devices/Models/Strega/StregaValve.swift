import Observations

/// STREGA's smart valves for irrigation and water supply, versions 3 and 4.
///
/// A message is text, but for the first byte and the climate in the box.
///
/// | byte | meaning |
/// | --- | --- |
/// | 0 | bit 7 LoRaWAN class C, 6 external power; the rest is the first of four decimal digits |
/// | 1–3 | the other digits: battery, mV; it says nothing with external power |
/// | 4 | `30` and bits 0 valve open, 1 tamper, 2 cable, 3, 4 inputs, 5 leak, 6 fraud |
/// | … | `#`: temperature:2 and humidity:2 in the box, n · 165 / 65536 − 40 Cel, n · 100 / 65536 % |
/// | … | `C` and six hexadecimal digits: pulses |
/// | … | `V` and four hexadecimal digits: analog input, mV |
/// | … | `@`: answer to a setting: its port in two digits and its value; it is kept as it is |
///
/// A message that begins with `@` answers a question: 23 and 24 pulses (six digits), 25 analog input (four digits).
///
/// Source: STREGA, smart valve payload; its decoder in The Things Network device repository.
enum StregaValve {
    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "STREGA smart valve",
            domain: .utility,
            properties: [
                .valveOpen, .tamperDetected, .contactClosed, .leakDetected, .alarmActive, .batteryVoltage,
                .batteryLevel,
                .externalPower, .deviceTemperature, .deviceHumidity, .pulseCount, .voltage,
            ],
            ports: [4],
            source: "STREGA, smart valve payload; its decoder in The Things Network device repository",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload) },
            simulator: simulate
        )
    }

    private static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        if reader.next == UInt8(ascii: "@") {
            try answer(&reader, &reading)
            return Decoded(readings: [reading.reading])
        }
        try supply(&reader, &reading)
        try state(&reader, &reading)
        while reader.left > 0 {
            let offset = reader.offset
            switch try reader.uint8() {
            case UInt8(ascii: "#"):
                let temperature = Double(try reader.uint16()) * 165 / 65_536 - 40
                let humidity = Double(try reader.uint16()) * 100 / 65_536
                reading.add(.deviceTemperature, temperature)
                reading.add(.deviceHumidity, humidity)
            case UInt8(ascii: "C"): reading.add(.pulseCount, Double(try number(&reader, digits: 6)), nil, .counter)
            case UInt8(ascii: "V"): reading.add(.voltage, Double(try number(&reader, digits: 4)) / 1000, "analog-1")
            case UInt8(ascii: "@"): reading.note("answer", .string(Hexadecimal.encode(reader.rest())))
            case let type: throw .unknownType(offset: offset, type: Int(type))
            }
        }
        return Decoded(readings: [reading.reading])
    }

    private static func supply(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let first = try reader.uint8()
        var millivolts = 0
        for (offset, byte) in [first & 0x3F, try reader.uint8(), try reader.uint8(), try reader.uint8()].enumerated() {
            guard (0x30...0x39).contains(byte) else { throw .invalidValue(offset: offset, field: "battery") }
            millivolts = millivolts * 10 + Int(byte - 0x30)
        }
        let isExternal = first & 0x40 != 0
        reading.add(.externalPower, isExternal)
        if !isExternal {
            reading.add(.batteryVoltage, Double(millivolts) / 1000)
            reading.add(.batteryLevel, min(100, max(0, Double(millivolts - 2000) / 16)))
        }
        reading.note("loRaWANClass", .string(first & 0x80 != 0 ? "C" : "A"))
    }

    private static func state(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let offset = reader.offset
        let byte = try reader.uint8()
        guard (0x30...0xAF).contains(byte) else { throw .invalidValue(offset: offset, field: "state") }
        let state = byte - 0x30
        reading.add(.valveOpen, state & 0x01 != 0)
        reading.add(.tamperDetected, state & 0x02 != 0)
        reading.note("cable", .boolean(state & 0x04 != 0))
        reading.add(.contactClosed, state & 0x08 != 0, "input-1")
        reading.add(.contactClosed, state & 0x10 != 0, "input-2")
        reading.add(.leakDetected, state & 0x20 != 0)
        reading.add(.alarmActive, state & 0x40 != 0, "fraud")
    }

    private static func answer(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try reader.skip(1)
        let port = try number(&reader, digits: 2)
        switch port {
        case 0x23, 0x24: reading.add(.pulseCount, Double(try number(&reader, digits: 6)), nil, .counter)
        case 0x25: reading.add(.voltage, Double(try number(&reader, digits: 4)) / 1000, "analog-1")
        default: throw .unknownType(offset: 1, type: Int(port))
        }
        try reader.finish()
    }

    /// A number in hexadecimal digits, the highest first.
    private static func number(_ reader: inout ByteReader, digits: Int) throws(DecodeError) -> UInt32 {
        var number: UInt32 = 0
        let offset = reader.offset
        for (place, byte) in try reader.take(digits).enumerated() {
            guard let digit = Hexadecimal.digit(byte) else {
                throw .invalidValue(offset: offset + place, field: "digit")
            }
            number = number << 4 | UInt32(digit)
        }
        return number
    }

    // MARK: Simulation

    /// A valve with a flow meter that runs on its battery.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        let millivolts = Int(device.walk(0, within: 3200...3600, step: 2))
        let state = UInt8(0x30 + device.number(in: 0...1))
        let (pulses, _) = device.count(0, by: 0...40)
        let count = Hexadecimal.encode([UInt8(pulses >> 16 & 0xFF), UInt8(pulses >> 8 & 0xFF), UInt8(pulses & 0xFF)])
        let payload = Array("\(millivolts)".utf8) + [state] + Array("C\(count)".utf8)
        return SimulatedUplink(payload: payload, port: 4, frameCounter: device.frameCounter)
    }
}
