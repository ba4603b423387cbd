import Observations

/// The records of Milesight's valve controllers: UC511 and UC512 of solenoids, UC521 of motors.
///
/// | device | channel | type | bytes | meaning |
/// | --- | --- | --- | --- | --- |
/// | UC51x | 03, 05 | 01 | u8 | valve 1 and 2: 1 open |
/// | UC51x | 04, 06 | C8 | u32 | pulses 1 and 2 |
/// | UC51x | 07, 08 | 01 | u8 | input 1 and 2 |
/// | UC51x | 09 | 7B | u16 | pressure in the pipe, kPa |
/// | UC51x | FF | 12 | 8 | a text of the owner |
/// | UC521 | 03, 05 | F6 | u8, u8 | kind of valve 1 and 2, how far it is open, % |
/// | UC521 | 04, 06 | C8 | u32 | pulses 1 and 2 |
/// | UC521 | 07, 08 | 01 | u8 | input 1 and 2 |
/// | UC521 | 09, 0A | 7B | u16 | pressure 1 and 2, kPa |
/// | UC521 | 0B, 0C | F5 | u8, u8, 3 u16, u8 | why, condition, limits, pressure, 1 beyond them, 0 no longer |
/// | UC521 | 0D | E3 | 4 u8 | calibration: valve, from, to, 1 done |
/// | UC521 | 0E, 0F | 01 | u8 | how long valve 1 and 2 take to open, s |
/// | UC521 | B3, B5 | F6 | u8, u8 | kind of valve; its fault: 0 battery, 1 feedback, 2 opening time, 3 too slow, 4 stuck |
/// | UC521 | B9, BA | 7B | u8 | pressure 1 or 2 is not read |
///
/// Memory of the UC51x: 20 CE time u32, state u8 (bit 0 valve open, bit 1 an input instead of pulses, bit 2 the input,
/// bit 4 the second valve), pulses u32; 21 CE time u32, pressure u16.
///
/// Source: Milesight IoT, UC51x and UC521 User Guide, "Uplink Data"; SensorDecoders, uc-series.
enum MilesightValves {
    static let uc51x = [
        MilesightRecord(0x03, 0x01, .flag(.valveOpen, valves[0])),
        MilesightRecord(0x04, 0xC8, .number(.pulseCount, valves[0], .u32, .counter)),
        MilesightRecord(0x05, 0x01, .flag(.valveOpen, valves[1])),
        MilesightRecord(0x06, 0xC8, .number(.pulseCount, valves[1], .u32, .counter)),
        MilesightRecord(0x07, 0x01, .number(.digitalValue, MilesightControllers.inputs[0], .u8)),
        MilesightRecord(0x08, 0x01, .number(.digitalValue, MilesightControllers.inputs[1], .u8)),
        MilesightRecord(0x09, 0x7B, .number(.pressure, .u16)),
        MilesightRecord(
            0xFF,
            0x12,
            .bytes(8, []) { bytes, reading in
                reading.note("message", .string(MilesightDeviceRecords.characters(bytes)))
            }
        ),
        MilesightRecord.past(0x20, 0xCE, .bytes(5, [.valveOpen, .digitalValue, .pulseCount], valveMemory)),
        MilesightRecord.past(0x21, 0xCE, .number(.pressure, .u16)),
    ]

    static let uc521: [MilesightRecord] =
        [0, 1].flatMap { number -> [MilesightRecord] in
            let offset = UInt8(number)
            let pressure = MilesightField.number(.pressure, pressures[number], .u16)
            let kind = MilesightField.parameter(number == 0 ? "valve1Kind" : "valve2Kind", .u8)
            return [
                MilesightRecord(0x03 + 2 * offset, 0xF6, kind, .number(.valvePosition, valves[number], .u8)),
                MilesightRecord(0x04 + 2 * offset, 0xC8, .number(.pulseCount, valves[number], .u32, .counter)),
                MilesightRecord(0x07 + offset, 0x01, .number(.digitalValue, MilesightControllers.inputs[number], .u8)),
                MilesightRecord(0x09 + offset, 0x7B, pressure),
                MilesightRecord(
                    0x0B + offset,
                    0xF5,
                    .parameter("pressureSource", .u8),
                    .parameter("pressureCondition", .u8),
                    .parameter("lowerLimit", .u16),
                    .parameter("upperLimit", .u16),
                    pressure,
                    .alarm(pressures[number], "pressureAlarm", 1)
                ),
                MilesightRecord(0x0E + offset, 0x01, .parameter(number == 0 ? "valve1Seconds" : "valve2Seconds", .u8)),
                MilesightRecord(
                    0xB3 + 2 * offset,
                    0xF6,
                    kind,
                    .bytes(1, [.alarmActive]) { bytes, reading in
                        reading.addAlarm(true, valves[number])
                        reading.note("valveFault", .unsigned(UInt64(bytes[bytes.startIndex])))
                    }
                ),
                MilesightRecord(
                    0xB9 + offset,
                    0x7B,
                    .bytes(1, [.pressure]) { _, reading in
                        reading.addMissing(.pressure, pressures[number])
                    }
                ),
            ]
        } + [
            MilesightRecord(
                0x0D,
                0xE3,
                .parameter("calibratedValve", .u8),
                .parameter("calibratedFrom", .u8),
                .parameter("calibratedTo", .u8),
                .parameter("calibrationSucceeded", .u8)
            )
        ]

    private static let valves: [Channel] = ["valve-1", "valve-2"]
    private static let pressures: [Channel] = ["pressure-1", "pressure-2"]

    private static let valveMemory: MilesightField.Body = { bytes, reading in
        let state = bytes[bytes.startIndex]
        let number = Int(state >> 4 & 1)
        reading.add(.valveOpen, state & 1 == 1, valves[number])
        if state >> 1 & 1 == 1 {
            reading.add(.digitalValue, state >> 2 & 1 == 1 ? 1 : 0, MilesightControllers.inputs[number])
        } else {
            let pulses = bytes.dropFirst().reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            reading.add(.pulseCount, Double(pulses), valves[number], .counter)
        }
    }
}
