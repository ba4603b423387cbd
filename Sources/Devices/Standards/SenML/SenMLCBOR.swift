/// A SenML pack as CBOR: an array of maps whose keys are the labels' numbers (RFC 8428, section 6).
enum SenMLCBOR {
    /// Takes the fields of a record and the offset of that record.
    typealias Consumer = (SenMLFields, Int) throws(DecodeError) -> Void

    /// Reads the records one after another.
    static func read(_ payload: [UInt8], _ consume: Consumer) throws(DecodeError) {
        var reader = CBORReader(payload)
        guard case .array(let count) = try reader.next() else { throw .invalidValue(offset: 0, field: "pack") }
        var index: UInt64 = 0
        while count.map({ index < $0 }) ?? true {
            let offset = reader.offset
            switch try reader.next() {
            case .map(let pairs): try consume(try fields(&reader, pairs), offset)
            case .stop where count == nil: return try reader.finish()
            default: throw .invalidValue(offset: offset, field: "record")
            }
            index += 1
        }
        try reader.finish()
    }

    private static func fields(_ reader: inout CBORReader, _ count: UInt64?) throws(DecodeError) -> SenMLFields {
        var fields = SenMLFields()
        var index: UInt64 = 0
        while count.map({ index < $0 }) ?? true {
            index += 1
            let offset = reader.offset
            let key: Int64?
            switch try reader.next() {
            case .unsigned(let number): key = Int64(exactly: number)
            case .negative(let number): key = Int64(exactly: number).map { -1 - $0 }
            case .text(let text):
                guard text.last != UInt8(ascii: "_") else {
                    throw .invalidValue(offset: offset, field: "field that must be understood")
                }
                key = nil
            case .stop where count == nil: return fields
            default: throw .invalidValue(offset: offset, field: "label")
            }
            let start = reader.offset
            let item = try reader.next()
            if let label = key.flatMap({ SenMLFields.Label(rawValue: $0) }) {
                try set(item, label, &fields, at: start)
            } else {
                if case .stop = item { throw .invalidValue(offset: start, field: "break") }
                try reader.skip(item)
            }
        }
        return fields
    }

    private static func set(
        _ item: CBORReader.Item,
        _ label: SenMLFields.Label,
        _ fields: inout SenMLFields,
        at offset: Int
    ) throws(DecodeError) {
        switch item {
        case .unsigned(let number): try fields.set(label, number: Double(number), at: offset)
        case .negative(let number): try fields.set(label, number: -1 - Double(number), at: offset)
        case .float(let number) where number.isFinite: try fields.set(label, number: number, at: offset)
        case .text(let text): try fields.set(label, text: String(decoding: text, as: UTF8.self), at: offset)
        case .boolean(let isTrue): try fields.set(label, boolean: isTrue, at: offset)
        case .bytes(let bytes) where label == .data:
            try fields.set(label, text: Hexadecimal.encode(bytes), at: offset)
        default: throw .invalidValue(offset: offset, field: "\(label)")
        }
    }
}
