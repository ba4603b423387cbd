import Observations

/// The records of Milesight's cameras and depth sensors that count people: VS121, VS132, VS133 and VS135.
///
/// | device | channel | type | bytes | meaning |
/// | --- | --- | --- | --- | --- |
/// | VS121 | 04 | C9 | u8, u8, 2 | people present; how many regions; which are occupied, the highest byte first |
/// | VS121 | 05, 0D | CC | u16, u16 | people in and out: since the last report, and so far |
/// | VS121 | 06 | CD | u8 | the most people present |
/// | VS121 | 07, 08 | D5 | 8 u8 | people in regions 1 to 8, and 9 to 16 |
/// | VS121 | 09 to 0C | DA | 4 u16 | people from side A, B, C or D to A, B, C and D |
/// | VS121 | 0E | E4 | u8, u16, u16 | region; mean and longest stay, s |
/// | VS121 | 0F | 85 | u32 | time, s since 1970 |
/// | VS121 | 10 | F7 | u16, u16 | people over the line in and out |
/// | VS13x | 03, 06, 09, 0C | D2 | u32 | people in over lines 1 to 4 so far |
/// | VS13x | 04, 07, 0A, 0D | D2 | u32 | people out over lines 1 to 4 so far |
/// | VS13x | 05, 08, 0B, 0E | CC | u16, u16 | people in and out over lines 1 to 4 since the last report |
/// | VS13x | 0F | E3 | 4 u8 | people in regions 1 to 4 |
/// | VS13x | 10 | E4 | u8, u16, u16 | region; mean and longest stay, s |
/// | VS13x | 11 to 1E | as 03 to 10 | | the same for children |
/// | VS13x | 50 | FC | u8, u8, u8 | -, node, 1 the view is blocked, 0 no longer |
///
/// Memory (20 CE): time u32, kind u8, value. The kinds of the VS121 are numbered in the order of the table, the regions
/// in fours (04 to 07) and the flows in twos (08 to 0F); those of the VS13x are the channels, where 10 is the mean and 20
/// the longest stay (1E and 3C of children): region u8, u16.
///
/// Source: Milesight IoT, VS121, VS132, VS133 and VS135 User Guide, "Device Payload"; SensorDecoders, vs-series.
enum MilesightCameras {
    static let vs121: [MilesightRecord] =
        [
            MilesightRecord(0x04, 0xC9, presence),
            MilesightRecord(0x05, 0xCC, fields: period),
            MilesightRecord(0x06, 0xCD, highestPresence),
            MilesightRecord(0x07, 0xD5, fields: people(in: 0..<8)),
            MilesightRecord(0x08, 0xD5, fields: people(in: 8..<16)),
            MilesightRecord(0x0D, 0xCC, fields: total),
            MilesightRecord(0x0E, 0xE4, stay(isChild: false)),
            .clock(0x0F, 0x85),
            MilesightRecord(0x10, 0xF7, fields: line),
            MilesightDeviceRecords.plainHardwareVersion,
        ]
        + (0..<4).map { MilesightRecord(0x09 + UInt8($0), 0xDA, fields: Array(flows[4 * $0..<4 * $0 + 4])) }
        + [
            .variable(0x20, 0xCE, [.peoplePresent, .peopleCount, .occupied, .dwellTime]) {
                (reader, readings) throws(DecodeError) in
                var reading = ReadingBuilder(time: try MilesightRecord.time(&reader))
                let offset = reader.offset
                let kind = Int(try reader.uint8())
                guard memory.indices.contains(kind - 1) else {
                    throw .invalidValue(offset: offset, field: "kind of memory")
                }
                for field in memory[kind - 1] { try field.read(&reader, &reading) }
                readings.remember(reading)
            }
        ]

    /// Lines 1 to 4 and regions of everybody, then of children.
    static let vs13x: [MilesightRecord] =
        counting(isChild: false) + counting(isChild: true) + [
            MilesightRecord(0x50, 0xFC, .bytes(3, [.alarmActive], blockedView)),
            MilesightDeviceRecords.plainHardwareVersion,
            .variable(0x20, 0xCE, [.peoplePresent, .peopleCount, .dwellTime], linesMemory),
        ]

    // MARK: VS121

    private static let presence = MilesightField.bytes(4, [.peoplePresent, .occupied]) { bytes, reading in
        let first = bytes.startIndex
        let count = Int(bytes[first + 1])
        let occupied = UInt16(bytes[first + 2]) << 8 | UInt16(bytes[first + 3])
        reading.addOnce(Observation(.peoplePresent, Double(bytes[first])))
        for (number, region) in MilesightPeople.regions.prefix(count).enumerated() {
            reading.addOnce(Observation(.occupied, occupied >> UInt16(number) & 1 == 1, channel: region))
        }
        reading.note("regionCount", .unsigned(UInt64(count)))
    }
    private static let highestPresence = MilesightField.number(.peoplePresent, "maximum", .u8)
    private static let period = MilesightPeople.period("in", "out")
    private static let total = MilesightPeople.total("total-in", "total-out")
    private static let line = MilesightPeople.period("line-in", "line-out")

    private static let flows: [MilesightField] = {
        let sides = ["a", "b", "c", "d"]
        let names = sides.flatMap { from in sides.map { to in "\(from)-to-\(to)" } }
        return names.map { .number(.peopleCount, Channel(stringLiteral: $0), .u16, .delta) }
    }()

    private static func people(in range: Range<Int>) -> [MilesightField] {
        range.map { .number(.peoplePresent, MilesightPeople.regions[$0], .u8) }
    }

    /// What each kind of memory has, from kind 1.
    private static let memory: [[MilesightField]] =
        [[presence], period, [highestPresence]]
        + (0..<4).map { people(in: 4 * $0..<4 * $0 + 4) }
        + (0..<8).map { Array(flows[2 * $0..<2 * $0 + 2]) }
        + [total, [stay(isChild: false)], line]

    // MARK: VS13x

    private static func counting(isChild: Bool) -> [MilesightRecord] {
        let shift: UInt8 = isChild ? 0x0E : 0
        let word = isChild ? "-child" : ""
        let lines = (0..<4).flatMap { number -> [MilesightRecord] in
            let channel = 3 + 3 * UInt8(number) + shift
            func name(_ end: String) -> Channel { Channel(stringLiteral: "line-\(number + 1)\(word)-\(end)") }
            return [
                MilesightRecord(channel, 0xD2, .number(.peopleCount, name("total-in"), .u32, .counter)),
                MilesightRecord(channel + 1, 0xD2, .number(.peopleCount, name("total-out"), .u32, .counter)),
                MilesightRecord(channel + 2, 0xCC, fields: MilesightPeople.period(name("in"), name("out"))),
            ]
        }
        let regions = (1...4).map { number -> MilesightField in
            .number(.peoplePresent, Channel(stringLiteral: "region-\(number)\(word)"), .u8)
        }
        return lines + [
            MilesightRecord(0x0F + shift, 0xE3, fields: regions),
            MilesightRecord(0x10 + shift, 0xE4, stay(isChild: isChild)),
        ]
    }

    private static let lineRecords = counting(isChild: false) + counting(isChild: true)

    private static let linesMemory: MilesightRecord.Body = { (reader, readings) throws(DecodeError) in
        var reading = ReadingBuilder(time: try MilesightRecord.time(&reader))
        let offset = reader.offset
        let kind = try reader.uint8()
        switch kind {
        case 0x10, 0x20, 0x1E, 0x3C:
            let region = Int(try reader.uint8())
            let seconds = Double(try reader.littleEndian(2))
            let isMean = kind == 0x10 || kind == 0x1E
            reading.add(.dwellTime, seconds, stayName(region, isChild: kind == 0x1E || kind == 0x3C, isMean: isMean))
        default:
            guard let record = lineRecords.first(where: { $0.key >> 8 == UInt16(kind) }) else {
                throw .unknownType(offset: offset, type: Int(kind))
            }
            var part = MilesightReadings()
            part.current = reading
            try record.read(&reader, &part)
            reading = part.current
        }
        readings.remember(reading)
    }

    private static func stay(isChild: Bool) -> MilesightField {
        .bytes(5, [.dwellTime]) { bytes, reading in
            let first = bytes.startIndex
            let region = Int(bytes[first])
            let mean = Double(UInt16(bytes[first + 2]) << 8 | UInt16(bytes[first + 1]))
            let longest = Double(UInt16(bytes[first + 4]) << 8 | UInt16(bytes[first + 3]))
            let meanName = stayName(region, isChild: isChild, isMean: true)
            let longestName = stayName(region, isChild: isChild, isMean: false)
            reading.addOnce(Observation(.dwellTime, mean, channel: meanName))
            reading.addOnce(Observation(.dwellTime, longest, channel: longestName))
        }
    }

    private static func stayName(_ region: Int, isChild: Bool, isMean: Bool) -> Channel {
        Channel(stringLiteral: "region-\(region)\(isChild ? "-child" : "")-\(isMean ? "mean" : "maximum")")
    }

    private static let blockedView: MilesightField.Body = { bytes, reading in
        let node = Int(bytes[bytes.startIndex + 1])
        let channel: Channel = node == 0 ? "view" : .numbered("view-of-node", node)
        reading.addAlarm(bytes[bytes.startIndex + 2] == 1, channel)
    }
}
