/// Reads the content of one frame, without its length; every read is checked.
public struct FrameReader {
    /// The longest frame, in bytes: a full batch of the largest payloads of the field fits.
    public static let bytesMax = 64 << 20

    private let bytes: [UInt8]
    private var offset: Int

    /// A reader at the beginning of a frame's content.
    public init(_ bytes: [UInt8], from offset: Int = 0) {
        self.bytes = bytes
        self.offset = offset
    }

    /// The next byte.
    public mutating func byte() throws(ProtocolError) -> UInt8 {
        guard offset < bytes.count else { throw .truncated(offset: offset) }
        offset += 1
        return bytes[offset - 1]
    }

    /// The next four bytes.
    public mutating func number() throws(ProtocolError) -> UInt32 {
        guard bytes.count - offset >= 4 else { throw .truncated(offset: offset) }
        var value: UInt32 = 0
        for index in 0..<4 { value |= UInt32(bytes[offset + index]) << UInt32(8 * index) }
        offset += 4
        return value
    }

    /// The next eight bytes.
    public mutating func longNumber() throws(ProtocolError) -> Int64 {
        let low = try number()
        let high = try number()
        return Int64(bitPattern: UInt64(high) << 32 | UInt64(low))
    }

    /// The next bytes with their number before them.
    public mutating func content() throws(ProtocolError) -> ArraySlice<UInt8> {
        let count = Int(try number())
        guard bytes.count - offset >= count else { throw .truncated(offset: offset) }
        offset += count
        return bytes[offset - count..<offset]
    }
}
