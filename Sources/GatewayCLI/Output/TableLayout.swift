/// The columns of a table, as wide as the rows need that it was measured by.
///
/// A cell that is wider than its column pushes what follows it in its line.
struct TableLayout {
    private var widths: [Int]
    private var isRight: [Bool]

    init(_ columns: [String], measuredBy rows: [[Cell]]) {
        widths = columns.map(DisplayText.width)
        isRight = columns.map { _ in false }
        for column in columns.indices {
            let cells = rows.lazy.map { $0[column] }
            for cell in cells {
                let text = DisplayText.printable(cell.plain)
                widths[column] = max(widths[column], DisplayText.width(text))
            }
            isRight[column] = cells.contains { $0.isNumeric } && cells.allSatisfy { $0.isNumeric || $0 == .none }
        }
    }

    /// Writes a line; it does not end in spaces.
    func write(_ texts: some Collection<String>, to bytes: inout [UInt8]) {
        // Spaces are written before the next text.
        var pending = 0
        for (column, text) in texts.enumerated() {
            let width = DisplayText.width(text)
            let gap = max(0, widths[column] - width)
            if isRight[column] { pending += gap }
            if width > 0 {
                bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: pending))
                bytes += text.utf8
                pending = 0
            }
            pending += (isRight[column] ? 0 : gap) + 2
        }
        bytes.append(UInt8(ascii: "\n"))
    }
}
