import Observations

/// The records of Milesight's controllers: UC100, UC300, UC501, UC502 and UC11xx.
///
/// | device | channel | type | bytes | meaning |
/// | --- | --- | --- | --- | --- |
/// | UC300 | 03 to 06 | 00, C8 | u8, u32 | inputs 1 to 4: state, pulses |
/// | UC300 | 07, 08 | 01 | u8 | outputs 1 and 2 |
/// | UC300 | 09, 0A | 67 | i16 | PT100 1 and 2, 0.1 Cel |
/// | UC300 | 0B, 0C | 02 | u32 | current 1 and 2, 0.01 mA |
/// | UC300 | 0D, 0E | 02 | u32 | voltage 1 and 2, 0.01 V |
/// | UC300 | 09 to 0E | E2 | 4 f16 | the same: value, lowest, highest, mean |
/// | UC100, UC300 | FF | 19 | u8, u8, u8, value | Modbus channel from 0, size, kind (bit 7: with a sign) |
/// | all but UC11xx | FF | 15 | u8 | Modbus channel that did not answer |
/// | UC100 | FF | EE | u8, u8, u8, value | Modbus channel (upper two bits: the event), size, kind |
/// | UC100 | F9 | 5F | u8, u8, u8, f32 | the same; by how much it changed |
/// | UC50x | 03, 04 | 00, 01, C8 | u8, u8, u32 | inputs or outputs 1 and 2: state; pulses |
/// | UC50x | 05, 06 | 02, E2 | 4 i16, 4 f16 | analog input, 0.001 or 1: value, lowest, highest, mean; 85, 86 with the event |
/// | UC50x | 08 | DB | u8, 36 | SDI-12 channel from 0, its answer as a text |
/// | UC50x | FF | 0E | u8, u8, value | Modbus channel from 7, kind in the lower three bits; 80 with the event |
/// | UC50x | FF | 14 | u8 | what an analog input is: 0 current, 1 voltage |
/// | UC11xx | 01, 02 | 00, C8 | u8, u32 | inputs 1 and 2: state, pulses |
/// | UC11xx | 09, 0A | 01 | u8 | outputs 1 and 2 |
/// | UC11xx | 11, 12 | 02 | 4 i16 | analog input, 0.01: value, lowest, highest, mean |
/// | UC11xx | FF | 0E | u8, u8, value | Modbus channel from 25, kind in the lower three bits |
///
/// The guide of the UC300 names the highest before the lowest; its own examples are in order only the other way round.
///
/// UC100, UC300 and UC50x pass on what they are told by their owner as characters alone, or after their records.
///
/// Of the memory see `MilesightControllerMemory`.
///
/// Source: Milesight IoT, UC100, UC300, UC50x and UC11xx User Guide, "Uplink Data"; SensorDecoders, uc-series.
enum MilesightControllers {
    static let uc300: [MilesightRecord] =
        inputs.enumerated().flatMap { number, input in
            [
                MilesightRecord(0x03 + UInt8(number), 0x00, .number(.digitalValue, input, .u8)),
                MilesightRecord(0x03 + UInt8(number), 0xC8, .number(.pulseCount, input, .u32, .counter)),
            ]
        }
        + outputs.enumerated().map { number, output in
            MilesightRecord(0x07 + UInt8(number), 0x01, .number(.digitalValue, output, .u8))
        }
        + [0, 1].flatMap { number -> [MilesightRecord] in
            let (probe, current, voltage) = (probes[number], currents[number], voltages[number])
            let offset = UInt8(number)
            return [
                MilesightRecord(0x09 + offset, 0x67, .number(.externalTemperature, probe.value, .i16, per: 10)),
                MilesightRecord(0x0B + offset, 0x02, .number(.current, current.value, .u32, per: 100_000)),
                MilesightRecord(0x0D + offset, 0x02, .number(.voltage, voltage.value, .u32, per: 100)),
                MilesightRecord(0x09 + offset, 0xE2, fields: probe.halves(.externalTemperature)),
                MilesightRecord(0x0B + offset, 0xE2, fields: current.halves(.current, per: 1000)),
                MilesightRecord(0x0D + offset, 0xE2, fields: voltage.halves(.voltage)),
            ]
        } + [
            .variable(0xFF, 0x19, [.analogValue]) { (reader, readings) throws(DecodeError) in
                try modbus(MilesightModbus.kindOfUC300, &reader, &readings.current)
            },
            MilesightModbus.failure(firstChannel: 0),
            MilesightControllerMemory.inputsOfUC300,
            MilesightControllerMemory.modbusOfUC300,
        ]

    static let uc100: [MilesightRecord] = [
        .variable(0xFF, 0x19, [.analogValue]) { (reader, readings) throws(DecodeError) in
            try modbus(MilesightModbus.kindOfUC100, &reader, &readings.current)
        },
        MilesightModbus.failure(firstChannel: 0),
        .variable(0xFF, 0xEE, [.analogValue, .alarmActive], modbusEvent),
        MilesightRecord(0xF9, 0x5F, .bytes(7, [.alarmActive], modbusChange)),
        MilesightControllerMemory.modbusOfUC100,
        MilesightControllerMemory.messageOfUC100,
    ]

    static let uc50x: [MilesightRecord] =
        [0, 1].flatMap { number -> [MilesightRecord] in
            let offset = UInt8(number)
            let analog = analogs[number]
            let alarm = MilesightField.alarm(analog.value, number == 0 ? "analog1Alarm" : "analog2Alarm", 0, 1)
            return [
                MilesightRecord(0x03 + offset, 0x00, .number(.digitalValue, inputs[number], .u8)),
                MilesightRecord(0x03 + offset, 0x01, .number(.digitalValue, outputs[number], .u8)),
                MilesightRecord(0x03 + offset, 0xC8, .number(.pulseCount, inputs[number], .u32, .counter)),
                MilesightRecord(0x05 + offset, 0x02, fields: analog.thousandths),
                MilesightRecord(0x05 + offset, 0xE2, fields: analog.halves(.analogValue)),
                MilesightRecord(0x85 + offset, 0xE2, fields: analog.halves(.analogValue) + [alarm]),
            ]
        } + [
            MilesightRecord(
                0x08,
                0xDB,
                .bytes(37, []) { bytes, reading in
                    let text = MilesightDeviceRecords.characters(bytes.dropFirst())
                    reading.note("sdi12Channel\(Int(bytes[bytes.startIndex]) + 1)", .string(text))
                }
            ),
            MilesightRecord(
                0xFF,
                0x14,
                .bytes(1, []) { bytes, reading in
                    let byte = bytes[bytes.startIndex]
                    reading.note("analog\(byte >> 4)Kind", .unsigned(UInt64(byte & 0x0F)))
                }
            ),
            .variable(0xFF, 0x0E, [.analogValue]) { (reader, readings) throws(DecodeError) in
                _ = try shortModbus(&reader, &readings.current)
            },
            .variable(0x80, 0x0E, [.analogValue, .alarmActive]) { (reader, readings) throws(DecodeError) in
                let channel = try shortModbus(&reader, &readings.current)
                readings.current.addAlarm(true, .numbered("modbus", channel))
                readings.current.note("modbusAlarm", .unsigned(UInt64(try reader.uint8())))
            },
            MilesightModbus.failure(firstChannel: 7),
            MilesightControllerMemory.inputsOfUC50x,
            MilesightControllerMemory.modbusOfUC50x,
            MilesightControllerMemory.textsOfUC50x,
        ]

    static let uc11xx: [MilesightRecord] =
        [0, 1].flatMap { number -> [MilesightRecord] in
            let offset = UInt8(number)
            return [
                MilesightRecord(0x01 + offset, 0x00, .number(.digitalValue, inputs[number], .u8)),
                MilesightRecord(0x01 + offset, 0xC8, .number(.pulseCount, inputs[number], .u32, .counter)),
                MilesightRecord(0x09 + offset, 0x01, .number(.digitalValue, outputs[number], .u8)),
                MilesightRecord(0x11 + offset, 0x02, fields: analogs[number].hundredths),
            ]
        } + [
            .variable(0xFF, 0x0E, [.analogValue]) { (reader, readings) throws(DecodeError) in
                _ = try shortModbus(&reader, &readings.current, firstChannel: 0x19)
            }
        ]

    // MARK: Parts of the tables

    /// The four numbers of an input and the channels that they have.
    struct Statistics: Sendable {
        let value: Channel
        let highest: Channel
        let lowest: Channel
        let mean: Channel

        init(_ value: Channel, _ highest: Channel, _ lowest: Channel, _ mean: Channel) {
            self.value = value
            self.highest = highest
            self.lowest = lowest
            self.mean = mean
        }

        /// As short floating-point numbers, the lowest before the highest.
        func halves(_ property: ObservedProperty, per divisor: Double = 1) -> [MilesightField] {
            [value, lowest, highest, mean].map { .number(property, $0, .float16, per: divisor) }
        }

        /// As hundredths, the lowest before the highest.
        var hundredths: [MilesightField] {
            [value, lowest, highest, mean].map { .number(.analogValue, $0, .i16, per: 100) }
        }

        /// As thousandths, the lowest before the highest.
        var thousandths: [MilesightField] {
            [value, lowest, highest, mean].map { .number(.analogValue, $0, .i16, per: 1000) }
        }
    }

    static let inputs: [Channel] = ["input-1", "input-2", "input-3", "input-4"]
    static let outputs: [Channel] = ["output-1", "output-2"]
    static let probes = [
        Statistics("probe-1", "probe-1-maximum", "probe-1-minimum", "probe-1-mean"),
        Statistics("probe-2", "probe-2-maximum", "probe-2-minimum", "probe-2-mean"),
    ]
    static let currents = [
        Statistics("current-1", "current-1-maximum", "current-1-minimum", "current-1-mean"),
        Statistics("current-2", "current-2-maximum", "current-2-minimum", "current-2-mean"),
    ]
    static let voltages = [
        Statistics("voltage-1", "voltage-1-maximum", "voltage-1-minimum", "voltage-1-mean"),
        Statistics("voltage-2", "voltage-2-maximum", "voltage-2-minimum", "voltage-2-mean"),
    ]
    static let analogs = [
        Statistics("analog-1", "analog-1-maximum", "analog-1-minimum", "analog-1-mean"),
        Statistics("analog-2", "analog-2-maximum", "analog-2-minimum", "analog-2-mean"),
    ]

    // MARK: Modbus

    /// A Modbus value with its channel, size and kind before it.
    private static func modbus(
        _ kinds: (UInt8) -> MilesightModbus.Kind?,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let channel = Int(try reader.uint8()) + 1
        try reader.skip(1)
        let offset = reader.offset
        let type = try reader.uint8()
        guard let kind = kinds(type & 0x7F) else { throw .unknownType(offset: offset, type: Int(type)) }
        let width = MilesightModbus.size(kind)
        let isSigned = type >> 7 == 1
        try MilesightModbus.read(kind, isSigned: isSigned, channel: channel, width: width, &reader, &reading)
    }

    private static let modbusEvent: MilesightRecord.Body = { (reader, readings) throws(DecodeError) in
        let head = try reader.uint8()
        try reader.skip(1)
        let offset = reader.offset
        let type = try reader.uint8()
        guard let kind = MilesightModbus.kindOfUC100(type & 0x7F) else {
            throw .unknownType(offset: offset, type: Int(type))
        }
        let channel = Int(head & 0x3F) + 1
        let event = head >> 6
        try MilesightModbus.read(
            kind,
            isSigned: type >> 7 == 1,
            channel: channel,
            width: MilesightModbus.size(kind),
            &reader,
            &readings.current
        )
        readings.current.addAlarm(event == 1 || event == 3, .numbered("modbus", channel))
        readings.current.note("modbusEvent", .unsigned(UInt64(event)))
    }

    private static let modbusChange: MilesightField.Body = { bytes, reading in
        let head = bytes[bytes.startIndex]
        let bits = bytes.suffix(4).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        reading.addAlarm(head >> 6 == 3, .numbered("modbus", Int(head & 0x3F) + 1))
        reading.note("modbusEvent", .unsigned(UInt64(head >> 6)))
        reading.note("modbusChange", .number(MilesightFormat.float32.number(bits)))
    }

    /// A Modbus value of a UC50x; gives its channel.
    private static func shortModbus(
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder,
        firstChannel: Int = 7
    ) throws(DecodeError) -> Int {
        let offset = reader.offset
        let channel = Int(try reader.uint8()) - firstChannel + 1
        guard channel > 0 else { throw .invalidValue(offset: offset, field: "Modbus channel") }
        let type = try reader.uint8() & 7
        guard let kind = MilesightModbus.kindOfUC300(type) else {
            throw .unknownType(offset: offset + 1, type: Int(type))
        }
        let width = MilesightModbus.size(kind)
        try MilesightModbus.read(kind, isSigned: false, channel: channel, width: width, &reader, &reading)
        return channel
    }
}
