/// Why bytes are not CSV; every case says where.
enum CSVError: Error, Hashable, CustomStringConvertible {
    /// A field begins with a quote that is never closed, or not within the length of a field.
    case unclosedQuote(line: Int, column: Int)
    /// Something follows a closing quote before the next comma or line break.
    case textAfterQuote(line: Int, column: Int)
    /// A field is longer than 65,536 bytes.
    case fieldTooLong(line: Int, column: Int)
    /// A field is not UTF-8.
    case notUTF8(line: Int, column: Int)

    /// Where it is, and what.
    var description: String {
        switch self {
        case .unclosedQuote(let line, let column): "line \(line), byte \(column): the quote is never closed"
        case .textAfterQuote(let line, let column):
            "line \(line), byte \(column): after a closing quote comes a comma or the end of the line"
        case .fieldTooLong(let line, let column):
            "line \(line), byte \(column): the field is longer than \(CSVReader.fieldBytesMax) bytes"
        case .notUTF8(let line, let column):
            "line \(line), byte \(column): the field is not UTF-8; save the file as UTF-8"
        }
    }
}
