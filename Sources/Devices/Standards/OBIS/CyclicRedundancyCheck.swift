/// The check values of meters' telegrams: CRCs of 16 bits whose bytes go in with the lowest bit first.
enum CyclicRedundancyCheck {
    /// CRC-16/ARC: x¹⁶ + x¹⁵ + x² + 1, begun with 0 (DSMR).
    static func arc(_ bytes: ArraySlice<UInt8>) -> UInt16 { reflected(bytes, 0xA001, start: 0) }

    /// CRC-16/X-25: x¹⁶ + x¹² + x⁵ + 1, begun with ones and inverted (SML).
    static func x25(_ bytes: ArraySlice<UInt8>) -> UInt16 { ~reflected(bytes, 0x8408, start: 0xFFFF) }

    /// CRC-16/KERMIT: x¹⁶ + x¹² + x⁵ + 1, begun with 0 (SML of some meters).
    static func kermit(_ bytes: ArraySlice<UInt8>) -> UInt16 { reflected(bytes, 0x8408, start: 0) }

    private static func reflected(_ bytes: ArraySlice<UInt8>, _ polynomial: UInt16, start: UInt16) -> UInt16 {
        var check = start
        for byte in bytes {
            check ^= UInt16(byte)
            for _ in 0..<8 { check = check & 1 == 1 ? check >> 1 ^ polynomial : check >> 1 }
        }
        return check
    }
}
