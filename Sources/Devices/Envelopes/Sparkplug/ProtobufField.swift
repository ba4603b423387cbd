/// One field of a protocol buffer: its number, its place and its value by wire type.
struct ProtobufField {
    /// What stands on the wire.
    enum Value {
        /// Wire type 0.
        case varint(UInt64)
        /// Wire type 1, little-endian.
        case fixed64(UInt64)
        /// Wire type 2: text, bytes or a message, by their place.
        case bytes(Range<Int>)
        /// Wire type 5, little-endian.
        case fixed32(UInt32)
    }

    /// The field's number.
    let number: Int
    /// The offset of its first byte.
    let offset: Int
    /// Its value.
    let value: Value

    /// The whole number of a varint; nothing for another wire type.
    var varint: UInt64? {
        if case .varint(let number) = value { return number }
        return nil
    }

    /// The place of bytes; nothing for another wire type.
    var range: Range<Int>? {
        if case .bytes(let range) = value { return range }
        return nil
    }
}
