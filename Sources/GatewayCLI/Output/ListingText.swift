import Observations

/// Rows under named columns as text, each as it comes.
struct ListingText {
    /// What was written and not taken yet.
    private(set) var pending: [UInt8] = []

    private let format: OutputFormat
    /// What stands before each value of a JSON object.
    private let members: [String]
    private let layout: TableLayout
    private var hasRows = false

    /// Begins a listing; a table's columns are measured by its first rows.
    init(_ columns: [String], _ format: OutputFormat, measuredBy rows: [[Cell]]) {
        self.format = format
        let titles = format == .table ? columns.map(Listing.title) : []
        layout = TableLayout(titles, measuredBy: rows)
        members = columns.enumerated().map { ($0 == 0 ? "{" : ",") + JSONText.quoted($1) + ":" }
        switch format {
        case .table where !rows.isEmpty: layout.write(titles, to: &pending)
        case .csv: Listing.writeCSV(columns, to: &pending)
        case .table, .json, .jsonl: break
        }
    }

    /// Writes a row.
    mutating func add(_ row: [Cell]) {
        switch format {
        case .table: layout.write(row.lazy.map { DisplayText.printable($0.plain) }, to: &pending)
        case .json:
            pending += (hasRows ? ",\n  " : "[\n  ").utf8
            writeObject(row)
        case .jsonl:
            writeObject(row)
            pending.append(UInt8(ascii: "\n"))
        case .csv: Listing.writeCSV(row.lazy.map(\.plain), to: &pending)
        }
        hasRows = true
    }

    /// Writes what stands behind the last row.
    mutating func end() {
        if format == .json { pending += (hasRows ? "\n]\n" : "[]\n").utf8 }
    }

    /// What was written since it was last taken.
    mutating func take() -> [UInt8] {
        defer { pending.removeAll(keepingCapacity: true) }
        return pending
    }

    private mutating func writeObject(_ row: [Cell]) {
        for (member, cell) in zip(members, row) {
            pending += member.utf8
            pending += cell.json.utf8
        }
        pending.append(UInt8(ascii: "}"))
    }
}
