/// Reads a JSON text (RFC 8259) once, from left to right, without building a tree.
///
/// Invariants:
/// - every byte that has been passed was checked: structure, numbers, escapes, control characters, UTF-8;
/// - no byte at or after `bytes.count` is ever read;
/// - at most `depthMax` containers are open.
///
/// Numbers and strings stay where they are: a token is a range, and `JSONScanner+Values.swift` turns it into a value when
/// somebody wants it. Names that occur twice in an object are both reported, in order.
public struct JSONScanner {
    /// How many containers may stand inside one another.
    public static let depthMax = 64

    /// The text.
    public let bytes: [UInt8]
    /// The offset of the next byte to read.
    public private(set) var offset = 0

    private var depth = 0

    /// A scanner at the beginning of a text, or at an offset where a value begins.
    public init(_ bytes: [UInt8], from offset: Int = 0) {
        precondition((0...bytes.count).contains(offset), "a scanner begins within its text")
        self.bytes = bytes
        self.offset = offset
    }

    /// Reads the next value; of an object or array only its opening bracket.
    public mutating func nextValue() throws(JSONError) -> JSONToken {
        skipSpace()
        guard offset < bytes.count else { throw .truncated(offset: offset) }
        switch bytes[offset] {
        case UInt8(ascii: "\""): return try scanString()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try scanNumber()
        case UInt8(ascii: "{"): return try open(.object)
        case UInt8(ascii: "["): return try open(.array)
        case UInt8(ascii: "t"): return try scanWord(.yes, "true")
        case UInt8(ascii: "f"): return try scanWord(.no, "false")
        case UInt8(ascii: "n"): return try scanWord(.null, "null")
        default: throw .unexpectedByte(offset: offset)
        }
    }

    /// Reads the next name of an object and its colon, or the end of the object.
    ///
    /// - Parameter isFirst: whether the opening brace was just read; cleared by the call.
    /// - Returns: the name's token, or nothing after the closing brace.
    /// - Throws: `JSONError` with the offset of the first byte that is wrong.
    public mutating func nextName(isFirst: inout Bool) throws(JSONError) -> JSONToken? {
        guard try !closes(with: UInt8(ascii: "}"), isFirst: &isFirst) else { return nil }
        guard offset < bytes.count else { throw .truncated(offset: offset) }
        guard bytes[offset] == UInt8(ascii: "\"") else { throw .unexpectedByte(offset: offset) }
        let name = try scanString()
        skipSpace()
        guard offset < bytes.count else { throw .truncated(offset: offset) }
        guard bytes[offset] == UInt8(ascii: ":") else { throw .unexpectedByte(offset: offset) }
        offset += 1
        return name
    }

    /// Reads up to the next element of an array, or the end of the array.
    ///
    /// - Parameter isFirst: whether the opening bracket was just read; cleared by the call.
    /// - Returns: whether an element follows.
    /// - Throws: `JSONError` with the offset of the first byte that is wrong.
    public mutating func hasNextElement(isFirst: inout Bool) throws(JSONError) -> Bool {
        try !closes(with: UInt8(ascii: "]"), isFirst: &isFirst)
    }

    /// Reads and checks what belongs to a value whose token was just read; nothing to do unless it is a container.
    public mutating func skip(_ token: JSONToken) throws(JSONError) {
        var isFirst = true
        switch token.kind {
        case .object:
            while try nextName(isFirst: &isFirst) != nil { try skip(try nextValue()) }
        case .array:
            while try hasNextElement(isFirst: &isFirst) { try skip(try nextValue()) }
        case .string, .number, .yes, .no, .null: return
        }
    }

    /// Checks that nothing but white space is left.
    public mutating func finish() throws(JSONError) {
        skipSpace()
        guard offset == bytes.count else { throw .trailingBytes(offset: offset) }
    }

    /// Passes the comma before a member or element, or the closing bracket.
    @inline(__always)
    private mutating func closes(with bracket: UInt8, isFirst: inout Bool) throws(JSONError) -> Bool {
        skipSpace()
        guard offset < bytes.count else { throw .truncated(offset: offset) }
        if bytes[offset] == bracket {
            offset += 1
            depth -= 1
            return true
        }
        if isFirst {
            isFirst = false
            return false
        }
        guard bytes[offset] == UInt8(ascii: ",") else { throw .unexpectedByte(offset: offset) }
        offset += 1
        skipSpace()
        return false
    }

    private mutating func open(_ kind: JSONToken.Kind) throws(JSONError) -> JSONToken {
        guard depth < JSONScanner.depthMax else { throw .tooDeep(offset: offset) }
        depth += 1
        offset += 1
        return JSONToken(kind, offset - 1..<offset)
    }

    @inline(__always)
    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return
            }
        }
    }

    private mutating func scanWord(_ kind: JSONToken.Kind, _ word: StaticString) throws(JSONError) -> JSONToken {
        let start = offset
        for index in 0..<word.utf8CodeUnitCount {
            guard offset < bytes.count else { throw .truncated(offset: offset) }
            guard bytes[offset] == word.utf8Start[index] else { throw .unexpectedByte(offset: offset) }
            offset += 1
        }
        return JSONToken(kind, start..<offset)
    }

    private mutating func scanNumber() throws(JSONError) -> JSONToken {
        let start = offset
        var isPlain = true
        if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        let whole = offset
        try scanDigits()
        guard bytes[whole] != UInt8(ascii: "0") || offset == whole + 1 else {
            throw .malformedNumber(offset: whole)
        }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            isPlain = false
            offset += 1
            try scanDigits()
        }
        if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            isPlain = false
            offset += 1
            if offset < bytes.count, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") {
                offset += 1
            }
            try scanDigits()
        }
        return JSONToken(.number, start..<offset, isPlain: isPlain)
    }

    /// Passes one digit or more.
    @inline(__always)
    private mutating func scanDigits() throws(JSONError) {
        let start = offset
        while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") < 10 { offset += 1 }
        guard offset > start else {
            throw offset < bytes.count ? .malformedNumber(offset: offset) : .truncated(offset: offset)
        }
    }

    private mutating func scanString() throws(JSONError) -> JSONToken {
        let start = offset + 1
        var isPlain = true
        var index = start
        while index < bytes.count {
            index = endOfPlainText(from: index)
            guard index < bytes.count else { break }
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                offset = index + 1
                return JSONToken(.string, start..<index, isPlain: isPlain)
            }
            if byte == UInt8(ascii: "\\") {
                isPlain = false
                index = try endOfEscape(at: index)
            } else if byte >= 0x80 {
                guard let length = UTF8Sequence.length(in: bytes, at: index) else {
                    throw .malformedUTF8(offset: index)
                }
                index += length
            } else if byte < 0x20 {
                throw .controlCharacter(offset: index)
            } else {
                index += 1
            }
        }
        throw .truncated(offset: bytes.count)
    }

    /// Passes eight bytes at a time as long as none of them is a quotation mark, a backslash, below 0x20 or above 0x7F.
    @inline(__always)
    private func endOfPlainText(from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let spaces: UInt64 = 0x2020_2020_2020_2020
        let highBits: UInt64 = 0x8080_8080_8080_8080
        let raw = bytes.span.bytes
        var index = start
        while index + 8 <= raw.byteCount {
            let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            let quotes = word ^ 0x2222_2222_2222_2222
            let backslashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
            let found = ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
            let special = (found | ((word &- spaces) & ~word) | word) & highBits
            guard special == 0 else { return index + special.trailingZeroBitCount / 8 }
            index += 8
        }
        return index
    }

    private func endOfEscape(at backslash: Int) throws(JSONError) -> Int {
        guard backslash + 1 < bytes.count else { throw .truncated(offset: bytes.count) }
        switch bytes[backslash + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return backslash + 2
        case UInt8(ascii: "u"):
            for index in backslash + 2..<backslash + 6 {
                guard index < bytes.count else { throw .truncated(offset: bytes.count) }
                guard Hexadecimal.digit(bytes[index]) != nil else { throw .malformedEscape(offset: backslash) }
            }
            return backslash + 6
        default: throw .malformedEscape(offset: backslash)
        }
    }
}
