/// Reads SQLite's records from bytes that may be damaged: nothing where they do not fit.
struct RecordReader {
    private let bytes: [UInt8]
    private(set) var place: Int

    init(_ bytes: [UInt8], at place: Int) {
        self.bytes = bytes
        self.place = place
    }

    /// Seven bits a byte, the most significant first; a ninth byte gives all of its eight.
    mutating func varint() -> Int64? {
        var value: UInt64 = 0
        for count in 1...9 {
            guard place < bytes.count else { return nil }
            let byte = bytes[place]
            place += 1
            if count == 9 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte & 0x80 == 0 { return Int64(bitPattern: value) }
        }
        return nil
    }

    /// A whole record: its header's length, the type of each value, the values.
    mutating func record() -> [RecordValue]? {
        let start = place
        guard let header = varint(), header > 0, header < 100 else { return nil }
        var types: [Int64] = []
        while place < start + Int(header) {
            guard let type = varint(), type >= 0 else { return nil }
            types.append(type)
        }
        guard place == start + Int(header) else { return nil }
        var values: [RecordValue] = []
        for type in types {
            guard let value = value(of: type) else { return nil }
            values.append(value)
        }
        return values
    }

    private mutating func value(of type: Int64) -> RecordValue? {
        switch type {
        case 0: return .null
        case 1...6:
            guard let slice = take([1, 2, 3, 4, 6, 8][Int(type) - 1]) else { return nil }
            let sign: Int64 = slice.first.map { $0 & 0x80 != 0 } == true ? -1 : 0
            return .integer(slice.reduce(sign) { $0 << 8 | Int64($1) })
        case 8, 9: return .integer(type - 8)
        case 12...:
            guard let slice = take(Int(clamping: (type - 12) / 2)) else { return nil }
            return type.isMultiple(of: 2) ? .blob(Array(slice)) : .text(Array(slice))
        default: return nil
        }
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= bytes.count - place else { return nil }
        defer { place += count }
        return bytes[place..<place + count]
    }
}
