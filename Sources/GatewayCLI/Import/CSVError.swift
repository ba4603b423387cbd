/// Why bytes are not CSV; every case says where.
enum CSVError: Error, Hashable, CustomStringConvertible {
    /// A field begins with a quote that is never closed, or not within the length of a field.
    case unclosedQuote(line: Int, column: Int)
    /// Something follows a closing quote before the next separator or line break.
    case textAfterQuote(line: Int, column: Int)
    /// A field is longer than 65,536 bytes.
    case fieldTooLong(line: Int, column: Int)
    /// A record has more than 1,024 fields.
    case tooManyFields(line: Int)
    /// A field is not UTF-8.
    case notUTF8(line: Int, column: Int)

    /// The line, from 1.
    var line: Int {
        switch self {
        case .unclosedQuote(let line, _), .textAfterQuote(let line, _), .fieldTooLong(let line, _),
            .tooManyFields(let line), .notUTF8(let line, _):
            line
        }
    }

    /// What is wrong, beside the line.
    var reason: String {
        switch self {
        case .unclosedQuote(_, let column): "byte \(column): the quote is never closed"
        case .textAfterQuote(_, let column):
            "byte \(column): after a closing quote comes a separator or the end of the line"
        case .fieldTooLong(_, let column): "byte \(column): the field is longer than \(CSVReader.fieldBytesMax) bytes"
        case .tooManyFields: "has more than \(CSVReader.fieldsMax) fields"
        case .notUTF8(_, let column): "byte \(column): the field is not UTF-8; save the file as \"CSV UTF-8\""
        }
    }

    /// Where it is, and what.
    var description: String { "line \(line), \(reason)" }
}
