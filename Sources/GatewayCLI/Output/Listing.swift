import Observations

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
        switch format {
        case .table: table
        case .json: rows.isEmpty ? "[]\n" : "[\n  \(rows.map(object).joined(separator: ",\n  "))\n]\n"
        case .jsonl: rows.map { object($0) + "\n" }.joined()
        case .csv: ([columns] + rows.map { $0.map(\.plain) }).map(Listing.csvLine).joined()
        }
    }

    /// The rows one below the other, a line for each value that is there, where the table is wider than so many columns
    /// and has no more than `blocksMax` rows; nothing otherwise.
    func blocks(ifWiderThan columnsMax: Int) -> String? {
        guard !rows.isEmpty, rows.count <= Listing.blocksMax else { return nil }
        let lines = table.split(separator: "\n").map { DisplayText.width(String($0)) }
        guard lines.max() ?? 0 > columnsMax else { return nil }
        return rows.map { row in
            var details = Details()
            for (column, cell) in zip(columns, row) where !cell.plain.isEmpty { details.add(column, cell) }
            return details.table(columns: columnsMax)
        }.joined(separator: "\n")
    }

    private func object(_ row: [Cell]) -> String {
        "{" + zip(columns, row).map { "\(JSONText.quoted($0)):\($1.json)" }.joined(separator: ",") + "}"
    }

    static func csvLine(_ fields: [String]) -> String {
        let quoted = fields.map { field in
            let isPlain = !field.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
            return isPlain ? field : "\"\(field.replacing("\"", with: "\"\""))\""
        }
        return quoted.joined(separator: ",") + "\r\n"
    }

    private var table: String {
        guard !rows.isEmpty else { return "" }
        let texts = [columns.map(Listing.title)] + rows.map { $0.map { DisplayText.printable($0.plain) } }
        let widths = texts.map { $0.map(DisplayText.width) }
        var columnWidths = columns.map { _ in 0 }
        for line in widths {
            for column in columns.indices { columnWidths[column] = max(columnWidths[column], line[column]) }
        }
        let isRight = columns.indices.map { column in
            rows.contains { $0[column].isNumeric } && rows.allSatisfy { $0[column].isNumeric || $0[column] == .none }
        }
        let spaces = String(repeating: " ", count: columnWidths.reduce(0) { $0 + $1 + 2 })
        var result = ""
        for (texts, widths) in zip(texts, widths) {
            // Spaces are written before the next text: a line does not end in them.
            var pending = 0
            for column in columns.indices {
                let gap = columnWidths[column] - widths[column]
                if isRight[column] { pending += gap }
                if widths[column] > 0 {
                    result += spaces.prefix(pending)
                    result += texts[column]
                    pending = 0
                }
                pending += (isRight[column] ? 0 : gap) + 2
            }
            result += "\n"
        }
        return result
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
