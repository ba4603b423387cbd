/// Rows under named columns, written in the format that was asked for.
///
/// Columns are named as JSON members are: `lowerCamelCase`. A table shows them as words.
struct Listing {
    /// More rows than these are a table on any terminal.
    private static let blocksMax = 40

    let columns: [String]
    private(set) var rows: [[Cell]] = []

    init(_ columns: String...) { self.init(columns) }

    init(_ columns: [String]) { self.columns = columns }

    mutating func add(_ cells: Cell...) { add(cells) }

    mutating func add(_ cells: [Cell]) {
        precondition(cells.count == columns.count, "a row has one cell for each column")
        rows.append(cells)
    }

    /// The whole listing as text, with a line break at its end; an empty table is empty.
    func text(_ format: OutputFormat) -> String {
        var text = ListingText(columns, format, measuredBy: rows)
        for row in rows { text.add(row) }
        text.end()
        return String(decoding: text.pending, as: UTF8.self)
    }

    /// The rows one below the other, a line for each value that is there, where the table is wider than so many columns
    /// and has no more than `blocksMax` rows; nothing otherwise.
    func blocks(ifWiderThan columnsMax: Int) -> String? {
        guard !rows.isEmpty, rows.count <= Listing.blocksMax else { return nil }
        let lines = text(.table).split(separator: "\n").map { DisplayText.width(String($0)) }
        guard lines.max() ?? 0 > columnsMax else { return nil }
        return rows.map { row in
            var details = Details()
            for (column, cell) in zip(columns, row) where !cell.plain.isEmpty { details.add(column, cell) }
            return details.table(columns: columnsMax)
        }.joined(separator: "\n")
    }

    /// Writes a line of RFC 4180.
    static func writeCSV(_ fields: some Collection<String>, to bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            let isPlain = !field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
            bytes += (isPlain ? field : "\"\(field.replacing("\"", with: "\"\""))\"").utf8
        }
        bytes += "\r\n".utf8
    }

    /// `hardwareID` as `HARDWARE ID`.
    static func title(_ column: String) -> String {
        var title = ""
        var wasUpper = true
        for letter in column {
            if letter.isUppercase, !wasUpper { title += " " }
            wasUpper = letter.isUppercase
            title += letter.uppercased()
        }
        return title
    }
}
