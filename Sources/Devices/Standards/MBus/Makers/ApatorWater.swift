import Observations

/// Water meters of Apator with formats of their own.
///
/// AT-WMBUS-16-2 (APA, version 05, CI 7A): registers one after another.
///
/// | bytes | meaning |
/// | --- | --- |
/// | 1 | `0F`, of older meters `80` |
/// | 4 | the meter's date |
/// | 3 | faults |
/// | … | registers: a byte that names it, then its value, the lowest byte first |
/// | … | `FF` as a filler |
/// | 2 | check value |
///
/// | register | bytes | meaning |
/// | --- | --- | --- |
/// | 10 | 4 | volume in litres |
/// | 43 | 2 | days since the first run |
/// | 70 + n | 1 + 4 × (n + 1) | n + 1 earlier volumes in litres, the newest first; n from 1 to 12 |
/// | 00 01 11 40 41 42 44 8x Ax Bx Cx Dx F0 | see `sizes` | date, faults, flow, detectors, voltage, energy, events |
///
/// AT-WMBUS-17-2 (APT, version 04, type 11) and AT-WMBUS-08 (APT, versions 03 and 0F; CI A0): a count:4 of a third of a
/// cubic metre, or of a third of a litre, then bytes of unknown meaning.
///
/// AT-WMBUS-NA-1 (APA, version 14, CI A0): access number, a byte, 16 bytes of AES-CBC; then bytes 1 to 4 are a volume of
/// 28 bits in litres, whose bits 4 and 5 of byte 1 are a power of ten.
///
/// Source: wmbusmeters' drivers apator162, apator172, apator08 and apatorna1 (facts).
enum ApatorWater {
    /// The lines of the hook table.
    static let lines: [MBusMakerDecoder] = [
        MBusMakerDecoder("APA", versions: 0x05...0x05, deviceType: 0x06, ci: 0x7A, .telegram(registers)),
        MBusMakerDecoder("APA", versions: 0x05...0x05, deviceType: 0x07, ci: 0x7A, .telegram(registers)),
        MBusMakerDecoder("APA", versions: 0x14...0x14, deviceType: 0x07, ci: 0xA0, .telegram(encryptedVolume)),
        MBusMakerDecoder("APT", versions: 0x03...0x03, deviceType: 0x03, ci: 0xA0, .telegram(thirdsOfLitre)),
        MBusMakerDecoder("APT", versions: 0x0F...0x0F, deviceType: 0x0F, ci: 0xA0, .telegram(thirdsOfLitre)),
        MBusMakerDecoder("APT", versions: 0x04...0x04, deviceType: 0x11, ci: 0xA0, .telegram(thirdsOfCubicMetre)),
    ]

    // MARK: Registers

    /// AT-WMBUS-16-2.
    @Sendable static func registers(
        _ telegram: MBusTelegram,
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        guard let first = telegram.data.first, first == 0x0F || first == 0x80 else {
            return try MBusDecoder.records(telegram, context)
        }
        try telegram.require(10)
        var readings = MBusReadings(telegram, context)
        readings.current.note("deviceDate", .string(Hexadecimal.encode(telegram.data.dropFirst().prefix(4))))
        readings.current.note("faults", .unsigned(telegram.number(5, 3)))
        var place = 8
        let end = telegram.content.count - 2
        while place < end, telegram.byte(place) != 0xFF {
            let name = telegram.byte(place)
            let size = Int(sizes[Int(name)])
            guard size > 0, place + 1 + size <= end else {
                readings.current.note("undecoded", .string(telegram.hexadecimal(from: place)))
                readings.skippedFields += 1
                break
            }
            add(name, telegram, place + 1, size, &readings)
            place += 1 + size
        }
        return Decoded(readings: readings.readings, skippedFields: readings.skippedFields)
    }

    private static func add(
        _ name: UInt8,
        _ telegram: MBusTelegram,
        _ place: Int,
        _ size: Int,
        _ readings: inout MBusReadings
    ) {
        switch name {
        case 0x10: readings.current.add(.waterVolume, Double(telegram.number(place, 4)) / 1000, nil, .counter)
        case 0x43: readings.current.add(.operatingTime, Double(telegram.number(place, 2)) * 24, nil, .counter)
        case 0x71...0x7C:
            for index in 0...Int(name - 0x70) {
                let litres = Double(telegram.number(place + 1 + 4 * index, 4))
                readings.current.add(.waterVolume, litres / 1000, .numbered("storage", index + 1))
            }
            readings.current.note("historyCode", .unsigned(telegram.number(place, 1)))
        default:
            let start = telegram.content.lowerBound + place
            let text = Hexadecimal.encode(telegram.bytes[start..<start + size])
            readings.current.note("register" + Hexadecimal.encode([name]), .string(text))
        }
    }

    /// How many bytes a register has; 0: it is not known.
    private static let sizes: [UInt8] = {
        var sizes = [UInt8](repeating: 0, count: 256)
        func set(_ size: UInt8, _ names: [ClosedRange<Int>]) {
            for range in names { for name in range { sizes[name] = size } }
        }
        set(1, [0xA2...0xA2, 0xA5...0xA5, 0xA9...0xA9, 0xAF...0xAF])
        set(2, [0x11...0x11, 0x41...0x41, 0x43...0x43, 0xA7...0xA8, 0xAA...0xAD, 0xB4...0xB4])
        set(3, [0x01...0x01, 0x44...0x44, 0xA6...0xA6, 0xB6...0xC7, 0xD0...0xD0, 0xD3...0xD3])
        set(4, [0x00...0x00, 0x10...0x10, 0x42...0x42, 0xA0...0xA1, 0xA4...0xA4, 0xF0...0xF0])
        set(5, [0xB0...0xB0])
        set(6, [0x40...0x40, 0x8B...0x8C])
        set(7, [0x8E...0x8E, 0xA3...0xA3])
        set(8, [0xB1...0xB1, 0xB3...0xB3])
        set(9, [0x8A...0x8A])
        set(10, [0x80...0x84, 0x86...0x87])
        set(11, [0x85...0x85, 0x88...0x88, 0x8F...0x8F])
        set(16, [0xB2...0xB2, 0xB5...0xB5])
        for count in 1...12 { sizes[0x70 + count] = UInt8(5 + 4 * count) }
        return sizes
    }()

    // MARK: Counts

    /// AT-WMBUS-17-2: a count of a third of a cubic metre.
    @Sendable static func thirdsOfCubicMetre(
        _ telegram: MBusTelegram,
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        try count(telegram, context, over: 3)
    }

    /// AT-WMBUS-08: a count of a third of a litre.
    @Sendable static func thirdsOfLitre(
        _ telegram: MBusTelegram,
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        try count(telegram, context, over: 3000)
    }

    private static func count(
        _ telegram: MBusTelegram,
        _ context: DecodingContext,
        over divisor: Double
    ) throws(DecodeError) -> Decoded {
        try telegram.require(4)
        var readings = MBusReadings(telegram, context)
        readings.current.add(.waterVolume, Double(telegram.number(0, 4)) / divisor, nil, .counter)
        readings.current.note("manufacturerData", .string(telegram.hexadecimal(from: 4)))
        return Decoded(readings: readings.readings)
    }

    // MARK: Encrypted volume

    /// AT-WMBUS-NA-1; without a key of the thing's own its key is 16 zeros.
    @Sendable static func encryptedVolume(
        _ telegram: MBusTelegram,
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        try telegram.require(18)
        let start = telegram.content.lowerBound
        let zeros = [UInt8](repeating: 0, count: AES128.blockBytes)
        guard let cipher = AES128(key: context.key ?? zeros) else {
            throw .wrongKey(offset: telegram.offset(start + 2))
        }
        var plain = Array(telegram.bytes[start + 2..<start + 18])
        let iv = telegram.meter.address + [UInt8](repeating: telegram.byte(0), count: 8)
        cipher.decryptCBC(&plain, 0..<16, iv: iv)
        let litres = UInt64(plain[1] & 0x0F) | MBusTelegram.number(plain, 2..<5) << 4
        let power = DecimalNumber.exactPowersOfTen[Int(plain[1] >> 4 & 3)]
        var readings = MBusReadings(telegram, context)
        readings.current.add(.waterVolume, Double(litres) * power / 1000, nil, .counter)
        readings.current.note("manufacturerData", .string(Hexadecimal.encode(plain)))
        return Decoded(readings: readings.readings)
    }
}
