import Devices

/// Reads objects of texts: JSON Lines, one array of objects, or objects one after the other.
///
/// What an object has inside another one is named with dots, `ids.dev_eui`; of tags and offsets, an object's or an array's
/// parts are joined as their column has them, `street=Bach Dang;pole=12`. Nothing and `null` are the same.
struct JSONRecordReader {
    /// One object: names and texts in their order.
    struct Record: Hashable {
        var names: [String] = []
        var texts: [String] = []
        /// Where it begins, from 1.
        let line: Int
    }

    /// The most values an object may have, counting those inside.
    static let fieldsMax = 1_024
    /// The longest name or text, in bytes.
    static let fieldBytesMax = 65_536

    private var scanner: JSONScanner
    private var isArray = false
    private var isFirst = true
    private var isAtEnd = false
    /// Up to where lines were counted, how many, and where the last one begins.
    private var counted = 0
    private var line = 1
    private var lineStart = 0

    init(_ bytes: [UInt8]) {
        scanner = JSONScanner(bytes)
        if let first = bytes.first(where: { !JSONRecordReader.isSpace($0) }), first == UInt8(ascii: "[") {
            isArray = true
        }
    }

    /// Whether a text begins as JSON does, and as no header.
    static func isJSON(_ bytes: [UInt8]) -> Bool {
        let first = bytes.first { !isSpace($0) }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    /// How many bytes have been read.
    var bytesRead: Int { scanner.offset }

    /// The next object, or nil at the end.
    ///
    /// - Throws: `JSONRecordError`; the next call goes on with the next line that begins with a brace, of an array at its end.
    mutating func next() throws(JSONRecordError) -> Record? {
        if isAtEnd { return nil }
        do {
            return try isArray ? nextElement() : nextObject()
        } catch let error as JSONError {
            count(to: min(error.offset, scanner.bytes.count))
            let column = min(error.offset, scanner.bytes.count) - lineStart + 1
            let failure = JSONRecordError.notJSON(line: line, column: column, what: JSONRecordError.words(error))
            skipObject(from: error.offset)
            throw failure
        } catch let error as JSONRecordError {
            skipObject(from: scanner.offset)
            throw error
        } catch {
            preconditionFailure("\(error) is thrown by nothing here")
        }
    }

    private mutating func nextElement() throws -> Record? {
        if isFirst, scanner.offset == 0 { _ = try scanner.nextValue() }
        guard try scanner.hasNextElement(isFirst: &isFirst) else {
            isAtEnd = true
            try scanner.finish()
            return nil
        }
        return try object()
    }

    private mutating func nextObject() throws -> Record? {
        var start = scanner.offset
        while start < scanner.bytes.count, JSONRecordReader.isSpace(scanner.bytes[start]) { start += 1 }
        guard start < scanner.bytes.count else {
            isAtEnd = true
            return nil
        }
        scanner = JSONScanner(scanner.bytes, from: start)
        return try object()
    }

    private mutating func object() throws -> Record {
        let token = try scanner.nextValue()
        count(to: token.range.lowerBound)
        guard token.kind == .object else { throw JSONRecordError.notAnObject(line: line) }
        var record = Record(line: line)
        try read("", into: &record)
        return record
    }

    private mutating func read(_ prefix: String, into record: inout Record) throws {
        var isFirst = true
        while let name = try scanner.nextName(isFirst: &isFirst) {
            let name = prefix + (try text(name, record))
            let value = try scanner.nextValue()
            guard record.names.count < JSONRecordReader.fieldsMax else {
                throw JSONRecordError.tooManyFields(line: record.line)
            }
            if value.kind == .object, !JSONRecordReader.isList(name) {
                try read(name + ".", into: &record)
            } else {
                record.texts.append(try joined(value, record))
                record.names.append(name)
            }
        }
    }

    /// A value as its column has it.
    private mutating func joined(_ token: JSONToken, _ record: Record) throws -> String {
        var parts: [String] = []
        var isFirst = true
        switch token.kind {
        case .null: return ""
        case .yes, .no, .number, .string: return try text(token, record)
        case .array:
            while try scanner.hasNextElement(isFirst: &isFirst) {
                parts.append(try joined(try scanner.nextValue(), record))
                guard parts.count < JSONRecordReader.fieldsMax else {
                    throw JSONRecordError.tooManyFields(line: record.line)
                }
            }
        case .object:
            while let name = try scanner.nextName(isFirst: &isFirst) {
                let name = try text(name, record)
                parts.append(name + "=" + (try joined(try scanner.nextValue(), record)))
                guard parts.count < JSONRecordReader.fieldsMax else {
                    throw JSONRecordError.tooManyFields(line: record.line)
                }
            }
        }
        return parts.joined(separator: ";")
    }

    private func text(_ token: JSONToken, _ record: Record) throws(JSONRecordError) -> String {
        guard token.range.count <= JSONRecordReader.fieldBytesMax else { throw .fieldTooLong(line: record.line) }
        return scanner.text(token)
    }

    /// Goes on behind something that could not be read.
    private mutating func skipObject(from offset: Int) {
        let bytes = scanner.bytes
        var index = max(offset, scanner.offset)
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\n"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "{") {
                break
            }
            index += 1
        }
        isAtEnd = isArray || index >= bytes.count
        scanner = JSONScanner(bytes, from: min(index, bytes.count))
    }

    private mutating func count(to offset: Int) {
        while counted < offset {
            if scanner.bytes[counted] == UInt8(ascii: "\n") {
                line += 1
                lineStart = counted + 1
            }
            counted += 1
        }
    }

    private static func isList(_ name: String) -> Bool { name == "tags" || name == "offsets" }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B && byte != 0x0C
    }
}
