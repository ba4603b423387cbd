/// One thing that is wrong in a file of things: where, what value, and why.
struct ImportFault: Hashable, CustomStringConvertible {
    /// The line, from 1; nil where the fault is the file itself.
    let line: Int?
    /// The column's name; nil where the fault is the line itself.
    let column: String?
    /// The value as it stands in the file; empty where it is secret.
    let value: String
    let reason: String

    var description: String {
        let place = [line.map { "line \($0)" }, column.map { "column \($0)" }].compactMap(\.self).joined(
            separator: ", "
        )
        let shown = value.count > 80 ? "\(value.prefix(80))…" : value
        return (place.isEmpty ? "" : "\(place): ")
            + (value.isEmpty || column == nil || column == ThingColumn.key.name
                ? "" : "\"\(DisplayText.printable(shown))\" ")
            + reason
    }
}
