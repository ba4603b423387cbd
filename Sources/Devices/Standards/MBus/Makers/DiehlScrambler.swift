import Observations

/// How the makers of Diehl Metering's family (DME, EWT, HYD, SAP and SPL) hide their telegrams.
///
/// The scrambler is a shift register of 32 bits whose next bit is the sum of bits 1, 2, 11 and 31. It starts with a key
/// exclusive-or bytes 2–5, 6–9 and 10–13 of the frame (maker, address, kind of telegram, what follows); eight steps make
/// the byte that the next one from 15 on is exclusive-or'd with. A key is 8 bytes whose halves are exclusive-or'd;
/// without one of the thing's own the makers' two are tried.
///
/// Bit 12 of a short header's configuration says that the data is scrambled ("real data"), that the address has version
/// and type before the number, and that the sum of the plain bytes is the configuration's high byte, but for bit 4.
/// Telegrams of security mode 5 are encrypted with a key of the maker's until the thing gets one of its own.
///
/// Source: wmbusmeters, notes on Diehl (facts).
enum DiehlScrambler {
    /// Where what is scrambled begins.
    static let start = 15

    /// The makers' letters.
    static let makers: [StaticString] = ["SAP", "HYD", "DME", "EWT", "SPL"]

    private static let codes = makers.map { MBusMeter.manufacturerCode($0) }
    private static let halves: [[UInt8]] = [
        [0x39, 0xBC, 0x8A, 0x10, 0xE6, 0x6D, 0x83, 0xF8], [0x51, 0x72, 0x89, 0x10, 0xE6, 0x6D, 0x83, 0xF8],
    ]

    /// Whether a maker is of this family.
    static func isUsed(by manufacturer: UInt16) -> Bool { codes.contains(manufacturer) }

    /// The AES key of meters that have got none of their own.
    static func defaultKey(of manufacturer: UInt16) -> [UInt8]? {
        isUsed(by: manufacturer) ? halves[1] + halves[1] : nil
    }

    /// The meter of a frame that has version and type before the number.
    static func meter(_ frame: [UInt8]) -> MBusMeter {
        MBusMeter(
            manufacturer: UInt16(frame[2]) | UInt16(frame[3]) << 8,
            number: UInt32(MBusTelegram.number(frame, 6..<10)),
            version: frame[4],
            deviceType: frame[5]
        )
    }

    /// The plain bytes from `start` on, or nothing where no key makes acceptable ones.
    static func unscramble(_ frame: [UInt8], _ key: [UInt8]?, isPlain: ([UInt8]) -> Bool) -> [UInt8]? {
        guard frame.count > start else { return nil }
        var keys = halves
        if let key, key.count >= 8 { keys.insert(key, at: 0) }
        for key in keys {
            var register = word(key, 0) ^ word(key, 4) ^ word(frame, 2) ^ word(frame, 6) ^ word(frame, 10)
            let plain = frame[start...].map { byte in
                for _ in 0..<8 {
                    let bit = register >> 1 ^ register >> 2 ^ register >> 11 ^ register >> 31
                    register = register << 1 | bit & 1
                }
                return byte ^ UInt8(register & 0xFF)
            }
            if isPlain(plain) { return plain }
        }
        return nil
    }

    /// The plain data of a frame whose configuration says that it is scrambled, or nothing where no key opens it.
    static func realData(_ frame: [UInt8], _ key: [UInt8]?) -> [UInt8]? {
        unscramble(frame, key) { plain in
            plain.reduce(0) { $0 &+ $1 } & 0xEF == frame[start - 1] & 0xEF
        }
    }

    private static func word(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        bytes[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
