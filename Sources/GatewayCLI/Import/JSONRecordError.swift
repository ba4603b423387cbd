import Devices

/// Why bytes are not JSON objects; every case says in which line.
enum JSONRecordError: Error, Hashable, CustomStringConvertible {
    /// The text is not JSON at this byte of the line.
    case notJSON(line: Int, column: Int, what: String)
    /// A value that is no object stands where a thing should.
    case notAnObject(line: Int)
    /// An object has more than 1,024 values.
    case tooManyFields(line: Int)
    /// A value is longer than 65,536 bytes.
    case fieldTooLong(line: Int)

    /// The line, from 1.
    var line: Int {
        switch self {
        case .notJSON(let line, _, _), .notAnObject(let line), .tooManyFields(let line), .fieldTooLong(let line): line
        }
    }

    /// What is wrong, beside the line.
    var reason: String {
        switch self {
        case .notJSON(_, let column, let what): "byte \(column): \(what)"
        case .notAnObject: "is not a JSON object, as {\"thing\":\"…\"}"
        case .tooManyFields: "the object has more than \(JSONRecordReader.fieldsMax) values"
        case .fieldTooLong: "a value is longer than \(JSONRecordReader.fieldBytesMax) bytes"
        }
    }

    /// Where it is, and what.
    var description: String { "line \(line), \(reason)" }

    /// The scanner's words for people.
    static func words(_ error: JSONError) -> String {
        switch error {
        case .truncated: "the JSON ends too early"
        case .unexpectedByte: "this is not JSON"
        case .malformedNumber: "this is not a number in JSON"
        case .malformedEscape: "after a backslash stands something that JSON does not know"
        case .controlCharacter: "a control character stands in a text"
        case .malformedUTF8: "this is not UTF-8"
        case .tooDeep: "there are too many braces inside one another"
        case .trailingBytes: "something follows after the end"
        }
    }
}
