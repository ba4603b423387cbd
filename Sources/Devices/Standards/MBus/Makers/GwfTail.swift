import Observations

/// What water meters of GWF (version 01, type 0E) add behind the standard's records.
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | `01` |
/// | 1 | 1 | bit 1 water never stops, 3 pipe broken, 5 battery low, 6 backflow |
/// | 2 | 1 | bit 0 saves power; bits 3–7 half years that the battery will last |
///
/// Source: wmbusmeters' driver gwfwater (facts).
enum GwfTail {
    /// The lines of the hook table.
    static let lines: [MBusMakerDecoder] = [
        MBusMakerDecoder("GWF", versions: 0x01...0x01, deviceType: 0x0E, .tail(read))
    ]

    @Sendable private static func read(_ tail: Range<Int>, _ readings: inout MBusReadings) throws(DecodeError) {
        let bytes = readings.telegram.bytes
        readings.current.note("manufacturerData", .string(Hexadecimal.encode(bytes[tail])))
        guard tail.count >= 3, bytes[tail.lowerBound] == 0x01 else { return }
        let (alarms, battery) = (bytes[tail.lowerBound + 1], bytes[tail.lowerBound + 2])
        readings.current.add(.leakDetected, alarms & 0x02 != 0)
        readings.current.add(.burstDetected, alarms & 0x08 != 0)
        readings.current.add(.batteryLow, alarms & 0x20 != 0, "module")
        readings.current.add(.backflowDetected, alarms & 0x40 != 0)
        readings.current.add(.batteryRemaining, Double(battery >> 3) / 2 * 365.25)
        readings.current.note("powerSaving", .boolean(battery & 0x01 != 0))
    }
}
