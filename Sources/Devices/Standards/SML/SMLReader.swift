/// Reads the elements of SML messages.
///
/// | bits of the first byte | meaning |
/// | --- | --- |
/// | 7 | another such byte follows, whose low four bits continue the length |
/// | 6 to 4 | 0 bytes, 4 boolean, 5 signed, 6 unsigned, 7 list |
/// | 3 to 0 | length with these bytes; of a list, its elements |
///
/// `00` ends a message, `01` stands for an optional element that is left out.
///
/// Source: SML 1.04, section 6 (SML binary encoding).
struct SMLReader {
    /// How many lists may stand inside one another.
    static let depthMax = 16
    /// The most values of a list.
    static let valuesMax = 256
    /// The most bytes or elements of an element.
    static let lengthMax = 65_535

    private var reader: ByteReader

    init(_ bytes: [UInt8]) { reader = ByteReader(bytes) }

    /// The offset of the next byte.
    var offset: Int { reader.offset }

    /// The bytes that are read.
    var bytes: [UInt8] { reader.bytes }

    /// How many bytes are left.
    var left: Int { reader.left }

    /// Reads the next element; of a list only how many elements follow.
    mutating func next() throws(DecodeError) -> SMLValue {
        let start = reader.offset
        var byte = try reader.uint8()
        guard byte != 0 else { return .end }
        let type = byte >> 4 & 7
        var length = Int(byte & 15)
        while byte & 0x80 != 0 {
            byte = try reader.uint8()
            length = length << 4 | Int(byte & 15)
            guard length <= SMLReader.lengthMax else { throw .invalidValue(offset: start, field: "length") }
        }
        if type == 7 { return .list(length) }
        let size = length - (reader.offset - start)
        guard size >= 0 else { throw .invalidValue(offset: start, field: "length") }
        switch type {
        case 0: return .bytes(try reader.take(size))
        case 4 where size == 1: return .boolean(try reader.uint8() != 0)
        case 5 where (1...8).contains(size): return .signed(try reader.signedBigEndian(size))
        case 6 where (1...8).contains(size): return .unsigned(try reader.bigEndian(size))
        default: throw .unknownType(offset: start, type: Int(type))
        }
    }

    /// Reads a list of so many elements.
    mutating func list(_ count: ClosedRange<Int>) throws(DecodeError) -> Int {
        let start = reader.offset
        guard case .list(let length) = try next(), count.contains(length) else {
            throw .invalidValue(offset: start, field: "list")
        }
        return length
    }

    /// Reads bytes; none where they are left out.
    mutating func octets() throws(DecodeError) -> ArraySlice<UInt8> {
        let start = reader.offset
        guard case .bytes(let bytes) = try next() else { throw .invalidValue(offset: start, field: "octet string") }
        return bytes
    }

    /// Reads a whole number, or nothing where it is left out.
    mutating func integer() throws(DecodeError) -> Int64? {
        let start = reader.offset
        let value = try next()
        guard !value.isAbsent else { return nil }
        guard let integer = value.integer else { throw .invalidValue(offset: start, field: "number") }
        return integer
    }

    /// Passes an element and all that is inside it.
    mutating func skip(depth: Int = 0) throws(DecodeError) {
        guard depth < SMLReader.depthMax else { throw .invalidValue(offset: reader.offset, field: "list") }
        guard case .list(let count) = try next() else { return }
        for _ in 0..<count { try skip(depth: depth + 1) }
    }

    /// Passes zero bytes.
    mutating func skipFill() throws(DecodeError) {
        while reader.next == 0 { try reader.skip(1) }
    }
}
