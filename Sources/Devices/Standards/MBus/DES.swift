/// The Data Encryption Standard, which meters of before 2010 use (FIPS 46-3).
///
/// It protects nothing any more.
struct DES {
    /// Bytes of a block and of the key.
    static let blockBytes = 8

    private let roundKeys: [UInt64]

    /// A cipher of a key of 8 bytes, whose parity bits are not looked at; nothing for any other length.
    init?(key: [UInt8]) {
        guard key.count == DES.blockBytes else { return nil }
        let halves = DES.permuted(DES.word(key[...]), of: 64, by: DES.keyChoice)
        var (left, right) = (halves >> 28, halves & 0xFFF_FFFF)
        roundKeys = DES.shifts.map { shift in
            left = (left << shift | left >> (28 - shift)) & 0xFFF_FFFF
            right = (right << shift | right >> (28 - shift)) & 0xFFF_FFFF
            return DES.permuted(left << 28 | right, of: 56, by: DES.roundKeyChoice)
        }
    }

    /// Decrypts whole blocks in place (CBC); what is left behind the last whole block stays.
    func decryptCBC(_ bytes: inout [UInt8], _ range: Range<Int>, iv: [UInt8]) {
        var previous = DES.word(iv[...])
        var start = range.lowerBound
        while start + DES.blockBytes <= range.upperBound {
            let block = DES.word(bytes[start..<start + DES.blockBytes])
            let plain = decrypt(block) ^ previous
            for index in 0..<DES.blockBytes {
                bytes[start + index] = UInt8(truncatingIfNeeded: plain >> UInt64(56 - 8 * index))
            }
            previous = block
            start += DES.blockBytes
        }
    }

    private func decrypt(_ block: UInt64) -> UInt64 {
        let first = DES.permuted(block, of: 64, by: DES.initial)
        var (left, right) = (first >> 32, first & 0xFFFF_FFFF)
        for key in roundKeys.reversed() { (left, right) = (right, left ^ DES.mixed(right, key)) }
        return DES.permuted(right << 32 | left, of: 64, by: DES.final)
    }

    /// The function of a round: 32 bits and a round's key become 32 bits.
    private static func mixed(_ half: UInt64, _ key: UInt64) -> UInt64 {
        let wide = permuted(half, of: 32, by: expansion) ^ key
        var output: UInt64 = 0
        for box in 0..<8 {
            let six = Int(wide >> UInt64(42 - 6 * box)) & 0x3F
            let row = six >> 4 & 2 | six & 1
            output = output << 4 | boxes[4 * box + row] >> UInt64(60 - 4 * (six >> 1 & 15)) & 15
        }
        return permuted(output, of: 32, by: permutation)
    }

    /// Takes the bits of these places, counted from 1 at the highest of so many.
    private static func permuted(_ bits: UInt64, of width: UInt64, by places: [UInt8]) -> UInt64 {
        places.reduce(0) { $0 << 1 | bits >> (width - UInt64($1)) & 1 }
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    // MARK: Tables

    private static let shifts: [UInt64] = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1]

    private static let initial: [UInt8] = {
        var places: [UInt8] = []
        for column: UInt8 in [2, 4, 6, 8, 1, 3, 5, 7] {
            for row: UInt8 in 0..<8 { places.append(56 + column - 8 * row) }
        }
        return places
    }()

    private static let final: [UInt8] = {
        var places = [UInt8](repeating: 0, count: 64)
        for (index, place) in initial.enumerated() { places[Int(place) - 1] = UInt8(index + 1) }
        return places
    }()

    private static let expansion: [UInt8] = {
        var places: [UInt8] = []
        for box in 0..<8 {
            for bit in 0..<6 { places.append(UInt8((4 * box + bit + 31) % 32 + 1)) }
        }
        return places
    }()

    private static let permutation: [UInt8] = [
        16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11,
        4, 25,
    ]

    private static let keyChoice: [UInt8] = [
        57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36, 63,
        55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
    ]

    private static let roundKeyChoice: [UInt8] = [
        14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47, 55,
        30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
    ]

    /// Eight boxes of four rows of 16 numbers of four bits.
    private static let boxes: [UInt64] = [
        0xE4D1_2FB8_3A6C_5907, 0x0F74_E2D1_A6CB_9538, 0x41E8_D62B_FC97_3A50, 0xFC82_4917_5B3E_A06D,
        0xF18E_6B34_972D_C05A, 0x3D47_F28E_C01A_69B5, 0x0E7B_A4D1_58C6_932F, 0xD8A1_3F42_B67C_05E9,
        0xA09E_63F5_1DC7_B428, 0xD709_346A_285E_CBF1, 0xD649_8F30_B12C_5AE7, 0x1AD0_6987_4FE3_B52C,
        0x7DE3_069A_1285_BC4F, 0xD8B5_6F03_472C_1AE9, 0xA690_CB7D_F13E_5284, 0x3F06_A1D8_945B_C72E,
        0x2C41_7AB6_853F_D0E9, 0xEB2C_47D1_50FA_3986, 0x421B_AD78_F9C5_630E, 0xB8C7_1E2D_6F09_A453,
        0xC1AF_9268_0D34_E75B, 0xAF42_7C95_61DE_0B38, 0x9EF5_28C3_704A_1DB6, 0x432C_95FA_BE17_608D,
        0x4B2E_F08D_3C97_5A61, 0xD0B7_491A_E35C_2F86, 0x14BD_C37E_AF68_0592, 0x6BD8_14A7_950F_E23C,
        0xD284_6FB1_A93E_50C7, 0x1FD8_A374_C56B_0E92, 0x7B41_9CE2_06AD_F358, 0x21E7_4A8D_FC90_356B,
    ]
}
