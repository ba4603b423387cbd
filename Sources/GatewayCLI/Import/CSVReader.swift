/// Reads RFC 4180: fields separated by commas, records by line breaks (CR LF, LF or CR), `"` around a field that contains them.
///
/// Works over bytes, one pass, and hands out one record at a time: a file of 100,000 rows takes milliseconds. A UTF-8 byte order
/// mark at the beginning is left out, as are lines without any byte. Spreadsheets also separate by `;` or tabs, and may say so
/// in a line `sep=;` before the header: the separator is the one that the first line has most of, outside of quotes.
struct CSVReader {
    /// One field of a record.
    struct Field: Hashable {
        let text: String
        /// Where it begins: line and byte of that line, both from 1.
        let line: Int
        let column: Int
    }

    /// The most bytes a field may have: an unclosed quote must not swallow the whole file.
    static let fieldBytesMax = 65_536
    /// The most fields a record may have.
    static let fieldsMax = 1_024

    /// What stands between two fields: a comma, a semicolon or a tab.
    let separator: UInt8

    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var lineStart = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            index = 3
            lineStart = 3
        }
        separator = CSVReader.separator(in: bytes[index...])
        if CSVReader.namesSeparator(bytes[index...]) { index += 5 }
    }

    /// How many bytes have been read.
    var bytesRead: Int { index }

    /// The next record, or nil at the end.
    ///
    /// - Throws: `CSVError` at the first byte that is not CSV; the next call goes on with the line after the one in which
    ///   that field began.
    mutating func next() throws(CSVError) -> [Field]? {
        skipEmptyLines()
        guard index < bytes.count else { return nil }
        var fields: [Field] = []
        while true {
            let start = (index, line, lineStart)
            do throws(CSVError) {
                guard fields.count < CSVReader.fieldsMax else { throw .tooManyFields(line: line) }
                fields.append(try field())
            } catch {
                (index, line, lineStart) = start
                skipLine()
                throw error
            }
            guard index < bytes.count, bytes[index] == separator else { break }
            index += 1
        }
        endLine()
        return fields
    }

    private mutating func field() throws(CSVError) -> Field {
        let (line, column) = (line, index - lineStart + 1)
        let content =
            index < bytes.count && bytes[index] == UInt8(ascii: "\"")
            ? try quoted(line: line, column: column) : unquoted()
        guard content.count <= CSVReader.fieldBytesMax else { throw .fieldTooLong(line: line, column: column) }
        guard let text = String(validating: content, as: UTF8.self) else { throw .notUTF8(line: line, column: column) }
        return Field(text: text, line: line, column: column)
    }

    private mutating func unquoted() -> ArraySlice<UInt8> {
        let start = index
        while index < bytes.count, !isEndOfField(bytes[index]) { index += 1 }
        return bytes[start..<index]
    }

    private mutating func quoted(line: Int, column: Int) throws(CSVError) -> ArraySlice<UInt8> {
        index += 1
        var content: [UInt8] = []
        while true {
            guard index < bytes.count, content.count <= CSVReader.fieldBytesMax else {
                throw .unclosedQuote(line: line, column: column)
            }
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                guard index < bytes.count, bytes[index] == byte else { break }
                index += 1
            } else if byte == UInt8(ascii: "\n") {
                self.line += 1
                lineStart = index
            }
            content.append(byte)
        }
        guard index == bytes.count || isEndOfField(bytes[index]) else {
            // A quote that closes on another line most likely was not to open one.
            throw .textAfterQuote(line: line, column: line == self.line ? index - lineStart + 1 : column)
        }
        return content[...]
    }

    private func isEndOfField(_ byte: UInt8) -> Bool {
        byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private mutating func skipLine() {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r") { index += 1 }
        endLine()
    }

    private mutating func skipEmptyLines() {
        while index < bytes.count, bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r") {
            endLine()
        }
    }

    private mutating func endLine() {
        guard index < bytes.count else { return }
        let isPair =
            bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
        index += isPair ? 2 : 1
        line += 1
        lineStart = index
    }

    /// Whether a text begins with a line `sep=` and one separator.
    private static func namesSeparator(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.starts(with: Array("sep=".utf8)), text.count >= 5, isSeparator(text[text.startIndex + 4]) else {
            return false
        }
        return text.count == 5 || text[text.startIndex + 5] == 0x0A || text[text.startIndex + 5] == 0x0D
    }

    private static func separator(in text: ArraySlice<UInt8>) -> UInt8 {
        if namesSeparator(text) { return text[text.startIndex + 4] }
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in text.drop(while: { $0 == 0x0A || $0 == 0x0D }) {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            if isSeparator(byte) { counts[byte, default: 0] += 1 }
        }
        let most = [UInt8(ascii: ";"), 0x09].filter { counts[$0, default: 0] > counts[UInt8(ascii: ","), default: 0] }
        return most.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? UInt8(ascii: ",")
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == 0x09
    }
}
