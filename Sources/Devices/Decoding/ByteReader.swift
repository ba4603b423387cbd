/// Reads a payload from left to right; never past its end.
struct ByteReader {
    let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// How many bytes are left.
    var left: Int { bytes.count - offset }

    /// Throws unless so many bytes are left.
    @inline(__always)
    func require(_ count: Int) throws(DecodeError) {
        guard left >= count else { throw .truncated(offset: offset, needed: count, available: left) }
    }

    /// Throws when anything is left.
    func finish() throws(DecodeError) {
        guard left == 0 else { throw .trailingBytes(offset: offset, count: left) }
    }

    /// The next byte.
    mutating func uint8() throws(DecodeError) -> UInt8 {
        try require(1)
        offset += 1
        return bytes[offset - 1]
    }

    /// The next 1 to 8 bytes, the highest first.
    mutating func bigEndian(_ count: Int) throws(DecodeError) -> UInt64 {
        try require(count)
        var value: UInt64 = 0
        for index in offset..<offset + count { value = value << 8 | UInt64(bytes[index]) }
        offset += count
        return value
    }

    /// The next 1 to 8 bytes, the lowest first.
    mutating func littleEndian(_ count: Int) throws(DecodeError) -> UInt64 {
        try require(count)
        var value: UInt64 = 0
        for index in (offset..<offset + count).reversed() { value = value << 8 | UInt64(bytes[index]) }
        offset += count
        return value
    }

    /// The next two bytes, the highest first.
    mutating func uint16() throws(DecodeError) -> UInt16 { UInt16(truncatingIfNeeded: try bigEndian(2)) }

    /// The next two bytes, the highest first, with a sign.
    mutating func int16() throws(DecodeError) -> Int16 { Int16(truncatingIfNeeded: try bigEndian(2)) }

    /// The next four bytes, the highest first.
    mutating func uint32() throws(DecodeError) -> UInt32 { UInt32(truncatingIfNeeded: try bigEndian(4)) }

    /// The next four bytes, the highest first, with a sign.
    mutating func int32() throws(DecodeError) -> Int32 { Int32(truncatingIfNeeded: try bigEndian(4)) }

    /// The next 1 to 8 bytes, the highest first, with a sign.
    mutating func signedBigEndian(_ count: Int) throws(DecodeError) -> Int64 {
        ByteReader.signed(try bigEndian(count), bytes: count)
    }

    /// The next 1 to 8 bytes, the lowest first, with a sign.
    mutating func signedLittleEndian(_ count: Int) throws(DecodeError) -> Int64 {
        ByteReader.signed(try littleEndian(count), bytes: count)
    }

    /// The next byte with a sign.
    mutating func int8() throws(DecodeError) -> Int8 { Int8(bitPattern: try uint8()) }

    /// The next byte, which stays; nothing at the end.
    var next: UInt8? { left > 0 ? bytes[offset] : nil }

    /// Passes over bytes.
    mutating func skip(_ count: Int) throws(DecodeError) {
        try require(count)
        offset += count
    }

    /// All bytes that are left.
    mutating func rest() -> ArraySlice<UInt8> {
        defer { offset = bytes.count }
        return bytes[offset...]
    }

    private static func signed(_ value: UInt64, bytes count: Int) -> Int64 {
        let shift = Int64(64 - 8 * count)
        return (Int64(bitPattern: value) << shift) >> shift
    }

    /// The next bytes as they are.
    mutating func take(_ count: Int) throws(DecodeError) -> ArraySlice<UInt8> {
        try require(count)
        offset += count
        return bytes[offset - count..<offset]
    }
}
