/// Writes protocol buffer messages as their documentation has it; nothing of the reader's code is used.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    mutating func varint(_ number: Int, _ value: UInt64) {
        raw(UInt64(number) << 3)
        raw(value)
    }

    mutating func fixed32(_ number: Int, _ value: UInt32) {
        raw(UInt64(number) << 3 | 5)
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    mutating func fixed64(_ number: Int, _ value: UInt64) {
        raw(UInt64(number) << 3 | 1)
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    mutating func text(_ number: Int, _ text: String) { message(number, Array(text.utf8)) }

    mutating func message(_ number: Int, _ content: [UInt8]) {
        raw(UInt64(number) << 3 | 2)
        raw(UInt64(content.count))
        bytes += content
    }

    private mutating func raw(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
