/// The CRC of EN 13757: 16 bits, polynomial 3D65, from 0, highest bit first, inverted at the end.
enum MBusCRC {
    /// The CRC over some bytes.
    static func checksum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt16 {
        let table = table
        var crc: UInt16 = 0
        for byte in bytes[range] { crc = crc << 8 ^ table[Int(UInt8(crc >> 8) ^ byte)] }
        return ~crc
    }

    private static let table: [UInt16] = (0..<256).map { index in
        var crc = UInt16(index) << 8
        for _ in 0..<8 { crc = crc & 0x8000 != 0 ? crc << 1 ^ 0x3D65 : crc << 1 }
        return crc
    }
}
