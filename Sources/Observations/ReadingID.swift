/// The identity of a reading: the same reading has the same id, however often it is received, decoded or sent.
public struct ReadingID: Hashable, Sendable, CustomStringConvertible {
    /// 64 bits of hash; written as 16 lower-case hexadecimal digits.
    public let bits: UInt64

    /// An id by its bits.
    public init(bits: UInt64) { self.bits = bits }

    /// Accepts exactly 16 hexadecimal digits, or nothing.
    public init?(hexadecimal text: String) {
        guard text.utf8.count == 16 else { return nil }
        var bits: UInt64 = 0
        for byte in text.utf8 {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            bits = bits << 4 | UInt64(digit)
        }
        self.init(bits: bits)
    }

    /// Writes the 16 lower-case hexadecimal digits.
    public func write(to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { buffer in
            var writer = ByteWriter(buffer)
            writer.write(hexadecimal: bits)
            bytes.append(contentsOf: writer.written)
        }
    }

    /// The 16 lower-case hexadecimal digits.
    public var description: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
