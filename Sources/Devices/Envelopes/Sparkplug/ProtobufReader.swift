/// Reads the fields of one protocol buffer message from left to right; never past its end.
///
/// | wire type | bytes |
/// | --- | --- |
/// | 0 | varint: 1 to 10 bytes, seven bits each, the lowest first |
/// | 1, 5 | 8 or 4 bytes, the lowest first |
/// | 2 | a varint, then so many bytes |
///
/// Groups (3 and 4), which are long out of use, and the field number 0 are refused. A message inside another is read by a
/// reader of its own; how deep that goes is decided by whoever calls, not by the bytes.
///
/// Source: Protocol Buffers documentation, "Encoding" (protobuf.dev/programming-guides/encoding).
struct ProtobufReader {
    let bytes: [UInt8]
    private(set) var offset: Int
    private let end: Int

    /// A reader of the message in a range, which lies within the bytes.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
    }

    /// The next field, or nothing at the end.
    mutating func next() throws(EnvelopeError) -> ProtobufField? {
        guard offset < end else { return nil }
        let start = offset
        let key = try varint()
        guard let number = Int(exactly: key >> 3), (1...536_870_911).contains(number) else {
            throw .malformedProtobuf(offset: start)
        }
        switch key & 7 {
        case 0: return ProtobufField(number: number, offset: start, value: .varint(try varint()))
        case 1: return ProtobufField(number: number, offset: start, value: .fixed64(try littleEndian(8)))
        case 2:
            let lengthOffset = offset
            let length = try varint()
            guard length <= UInt64(end - offset) else { throw .malformedProtobuf(offset: lengthOffset) }
            offset += Int(length)
            return ProtobufField(number: number, offset: start, value: .bytes(offset - Int(length)..<offset))
        case 5:
            let value = UInt32(truncatingIfNeeded: try littleEndian(4))
            return ProtobufField(number: number, offset: start, value: .fixed32(value))
        default: throw .malformedProtobuf(offset: start)
        }
    }

    /// The text of a range.
    func text(_ range: Range<Int>) throws(EnvelopeError) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw .malformedProtobuf(offset: range.lowerBound)
        }
        return text
    }

    private mutating func varint() throws(EnvelopeError) -> UInt64 {
        let start = offset
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard offset < end else { throw .malformedProtobuf(offset: start) }
            let byte = bytes[offset]
            offset += 1
            guard shift < 63 || byte < 2 else { throw .malformedProtobuf(offset: start) }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw .malformedProtobuf(offset: start)
    }

    private mutating func littleEndian(_ count: Int) throws(EnvelopeError) -> UInt64 {
        guard end - offset >= count else { throw .malformedProtobuf(offset: offset) }
        var value: UInt64 = 0
        for index in (offset..<offset + count).reversed() { value = value << 8 | UInt64(bytes[index]) }
        offset += count
        return value
    }
}
