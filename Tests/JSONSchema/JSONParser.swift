/// Reads JSON strictly, one byte after the other.
struct JSONParser {
    private let bytes: [UInt8]
    private var next = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(JSONError) -> JSONValue {
        let value = try value()
        skipSpace()
        guard next == bytes.count else { throw .unexpected(offset: next) }
        return value
    }

    private var byte: UInt8? { next < bytes.count ? bytes[next] : nil }

    private mutating func skipSpace() {
        while let byte, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { next += 1 }
    }

    private mutating func skip(_ wanted: Unicode.Scalar) -> Bool {
        guard byte == UInt8(ascii: wanted) else { return false }
        next += 1
        return true
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        skipSpace()
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ text: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
        guard bytes[next...].starts(with: text.utf8) else { throw .unexpected(offset: next) }
        next += text.utf8.count
        return value
    }

    private mutating func object() throws(JSONError) -> JSONValue {
        next += 1
        var members: [JSONValue.Member] = []
        var keys: Set<String> = []
        skipSpace()
        if skip("}") { return .object([]) }
        while true {
            skipSpace()
            let offset = next
            let key = try string()
            guard keys.insert(key).inserted else { throw .repeatedKey(key, offset: offset) }
            skipSpace()
            guard skip(":") else { throw .unexpected(offset: next) }
            members.append(JSONValue.Member(key: key, value: try value()))
            skipSpace()
            if skip("}") { return .object(members) }
            guard skip(",") else { throw .unexpected(offset: next) }
        }
    }

    private mutating func array() throws(JSONError) -> JSONValue {
        next += 1
        var elements: [JSONValue] = []
        skipSpace()
        if skip("]") { return .array([]) }
        while true {
            elements.append(try value())
            skipSpace()
            if skip("]") { return .array(elements) }
            guard skip(",") else { throw .unexpected(offset: next) }
        }
    }

    private mutating func number() throws(JSONError) -> String {
        let start = next
        _ = skip("-")
        if !skip("0") { try digits() }
        if skip(".") { try digits() }
        if skip("e") || skip("E") {
            _ = skip("+") || skip("-")
            try digits()
        }
        return String(decoding: bytes[start..<next], as: UTF8.self)
    }

    private mutating func digits() throws(JSONError) {
        let start = next
        while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { next += 1 }
        guard next > start else { throw .unexpected(offset: next) }
    }

    private mutating func string() throws(JSONError) -> String {
        guard skip("\"") else { throw .unexpected(offset: next) }
        var text: [UInt8] = []
        let start = next
        while let byte, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw .unexpected(offset: next) }
            next += 1
            if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
        }
        guard skip("\""), let valid = String(validating: text, as: UTF8.self) else { throw .unexpected(offset: start) }
        return valid
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        let plain: [UInt8: UInt8] = [
            UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5c, UInt8(ascii: "/"): 0x2f, UInt8(ascii: "b"): 0x08,
            UInt8(ascii: "f"): 0x0c, UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09,
        ]
        guard let letter = byte else { throw .unexpected(offset: next) }
        next += 1
        if let plain = plain[letter] { return text.append(plain) }
        guard letter == UInt8(ascii: "u") else { throw .unexpected(offset: next - 1) }
        var units = [try hexadecimal()]
        if UTF16.isLeadSurrogate(units[0]) {
            guard skip("\\"), skip("u") else { throw .unexpected(offset: next) }
            units.append(try hexadecimal())
        }
        guard let decoded = String(validating: units, as: UTF16.self) else { throw .unexpected(offset: next) }
        text += decoded.utf8
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt16 {
        guard next + 4 <= bytes.count,
            let unit = UInt16(String(decoding: bytes[next..<next + 4], as: UTF8.self), radix: 16)
        else { throw .unexpected(offset: next) }
        next += 4
        return unit
    }
}
