/// Writes one JSON object, member by member.
struct JSONObjectWriter {
    private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]

    /// Whether no member was added.
    var isEmpty: Bool { bytes.count == 1 }

    /// The object.
    var object: [UInt8] { bytes + [UInt8(ascii: "}")] }

    /// Adds a number; one that is not finite becomes `null`.
    mutating func add(_ name: String, _ number: Double) {
        add(name, raw: number.isFinite ? JSONObjectWriter.text(number.description) : "null")
    }

    /// Adds a number of 32 bits with no more digits than it has; one that is not finite becomes `null`.
    mutating func add(_ name: String, _ number: Float) {
        add(name, raw: number.isFinite ? JSONObjectWriter.text(number.description) : "null")
    }

    /// Adds a yes or no.
    mutating func add(_ name: String, _ boolean: Bool) { add(name, raw: boolean ? "true" : "false") }

    /// Adds a text.
    mutating func add(_ name: String, _ text: String) {
        beginMember(name)
        write(string: text)
    }

    /// Adds a value that is JSON already.
    mutating func add(_ name: String, raw text: String) {
        beginMember(name)
        bytes.append(contentsOf: text.utf8)
    }

    /// Adds an object.
    mutating func add(_ name: String, _ object: JSONObjectWriter) {
        beginMember(name)
        bytes.append(contentsOf: object.object)
    }

    /// A number as people write it: whole numbers have no point.
    private static func text(_ number: String) -> String {
        number.hasSuffix(".0") ? String(number.dropLast(2)) : number
    }

    private mutating func beginMember(_ name: String) {
        if !isEmpty { bytes.append(UInt8(ascii: ",")) }
        write(string: name)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func write(string text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(contentsOf: Hexadecimal.encode([byte]).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
