/// Which meter a telegram speaks of.
struct MBusMeter: Hashable, Sendable {
    /// The maker's three letters in 15 bits.
    var manufacturer: UInt16
    /// The meter's number; 8 BCD digits in most cases.
    var number: UInt32
    /// The maker's version of the meter.
    var version: UInt8
    /// What it measures: EN 13757-7, device types.
    var deviceType: UInt8

    /// The number as it is printed on the meter.
    var numberText: String {
        String(unsafeUninitializedCapacity: 8) { buffer in
            for index in 0..<8 {
                let digit = UInt8(truncatingIfNeeded: number >> UInt32(28 - 4 * index) & 0x0F)
                buffer[index] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
            }
            return 8
        }
    }

    /// The maker's three letters.
    var manufacturerText: String {
        String(unsafeUninitializedCapacity: 3) { buffer in
            for index in 0..<3 {
                buffer[index] = UInt8(truncatingIfNeeded: manufacturer >> UInt16(10 - 5 * index) & 0x1F) + 64
            }
            return 3
        }
    }

    /// The code of a maker's three letters.
    static func manufacturerCode(_ letters: StaticString) -> UInt16 {
        precondition(letters.utf8CodeUnitCount == 3, "A maker's code has three letters.")
        return letters.withUTF8Buffer { $0.reduce(0) { $0 << 5 | UInt16($1 - 64) } }
    }

    /// The eight bytes that stand in a wireless frame: manufacturer, number, version, device type.
    var address: [UInt8] {
        [UInt8(manufacturer & 0xFF), UInt8(manufacturer >> 8)] + numberBytes + [version, deviceType]
    }

    /// The number as it is sent, the lowest byte first.
    var numberBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * $0)) } }
}
