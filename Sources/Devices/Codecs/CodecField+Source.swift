extension CodecField {
    /// The fields that a codec's text seems to answer, where there is no example: what it assigns to members, and the
    /// names in its object literals.
    ///
    /// Only a hint: nothing is run, and nested objects are not followed.
    public static func written(in source: String) -> [CodecField] {
        let bytes = Array(source.utf8)
        var fields: [CodecField] = []
        var seen: Set<String> = []
        var index = 0
        while index < bytes.count {
            guard isName(bytes[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < bytes.count, isName(bytes[index]) { index += 1 }
            guard isAssigned(bytes, start, index) else { continue }
            let name = String(decoding: bytes[start..<index], as: UTF8.self)
            guard seen.insert(name).inserted, fields.count < CodecMap.linesMax else { continue }
            fields.append(CodecField(path: name, sample: .null))
        }
        return fields
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "$"):
            true
        default: false
        }
    }

    /// `.name =`, `["name"] =`, `name:` after a brace or comma.
    private static func isAssigned(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        var after = end
        while after < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "]")].contains(bytes[after]) {
            after += 1
        }
        while after < bytes.count, [0x20, 0x09].contains(bytes[after]) { after += 1 }
        var before = start - 1
        while before >= 0, [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[before]) {
            before -= 1
        }
        guard after < bytes.count, before >= 0 else { return false }
        switch bytes[after] {
        case UInt8(ascii: "="):
            let isComparison = after + 1 < bytes.count && bytes[after + 1] == UInt8(ascii: "=")
            return !isComparison && [UInt8(ascii: "."), UInt8(ascii: "[")].contains(bytes[before])
        case UInt8(ascii: ":"): return [UInt8(ascii: "{"), UInt8(ascii: ",")].contains(bytes[before])
        default: return false
        }
    }
}
