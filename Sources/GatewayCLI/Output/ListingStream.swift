/// A listing that is written while its rows come: the first lines stand there before the last row is read.
///
/// Few rows are written as one `Listing`. Of many, the first ones say how wide a table's columns are.
struct ListingStream {
    /// So many rows are waited for.
    static let measuredRows = 250
    /// So many bytes are written at once.
    private static let bytesAtOnce = 64 << 10

    /// Whether no row has come.
    var isEmpty: Bool { first.rows.isEmpty }

    private let options: ListingOptions
    private var first: Listing
    private var text: ListingText?

    init(_ columns: [String], _ options: ListingOptions) {
        self.options = options
        first = Listing(columns)
    }

    /// Writes a row, at the latest when the listing ends.
    mutating func add(_ row: [Cell]) {
        guard text != nil else {
            first.add(row)
            if first.rows.count == ListingStream.measuredRows { begin() }
            return
        }
        text?.add(row)
        write(whenBytes: ListingStream.bytesAtOnce)
    }

    /// Writes what is left.
    mutating func end() {
        guard text != nil else { return options.write(first) }
        text?.end()
        write(whenBytes: 0)
    }

    private mutating func begin() {
        text = ListingText(first.columns, options.output, measuredBy: first.rows)
        for row in first.rows { text?.add(row) }
        write(whenBytes: 0)
    }

    private mutating func write(whenBytes count: Int) {
        guard let bytes = text?.pending.count, bytes >= count else { return }
        if let taken = text?.take() { StandardOutput.write(taken) }
    }
}
