import Observations

/// The radio module EDC B.One of Zenner (ZRI, version 0B, type 16), behind the standard's records.
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 4 | status |
/// | 4 | 4 | volume at the end of the last month: m3 / 256000, the lowest byte first |
/// | 8 | 4 | volume, the same |
/// | 12 | 1 | filler |
///
/// Source: wmbusmeters' driver zenner0b (facts).
enum ZennerBOne {
    /// The lines of the hook table.
    static let lines: [MBusMakerDecoder] = [
        MBusMakerDecoder("ZRI", versions: 0x0B...0x0B, deviceType: 0x16, .tail(read))
    ]

    @Sendable private static func read(_ tail: Range<Int>, _ readings: inout MBusReadings) throws(DecodeError) {
        let bytes = readings.telegram.bytes
        let start = tail.lowerBound
        guard tail.count >= 12 else {
            return readings.current.note("manufacturerData", .string(Hexadecimal.encode(bytes[tail])))
        }
        let status = MBusTelegram.number(bytes, start..<start + 4)
        let last = Double(MBusTelegram.number(bytes, start + 4..<start + 8)) / 256_000
        let now = Double(MBusTelegram.number(bytes, start + 8..<start + 12)) / 256_000
        readings.current.add(.waterVolume, now, nil, .counter)
        readings.current.add(.waterVolume, last, "last-month")
        readings.current.note("moduleStatus", .unsigned(status))
    }
}
