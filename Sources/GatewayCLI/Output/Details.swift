import Observations

/// Named values of one thing, written in the format that was asked for: a list of names and values for people, one JSON
/// object for programs.
struct Details {
    private(set) var members: [(name: String, value: Cell)] = []

    mutating func add(_ name: String, _ value: Cell) { members.append((name, value)) }

    /// The whole as text, with a line break at its end.
    func text(_ format: OutputFormat) -> String {
        switch format {
        case .table: return table()
        case .json, .jsonl:
            return "{" + members.map { "\(JSONText.quoted($0.name)):\($0.value.json)" }.joined(separator: ",") + "}\n"
        case .csv:
            var bytes: [UInt8] = []
            Listing.writeCSV(members.map(\.name), to: &bytes)
            Listing.writeCSV(members.map(\.value.plain), to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// A line for each value, folded where it would be wider than so many columns.
    func table(columns: Int = .max) -> String {
        let names = members.map { Listing.title($0.name) }
        let width = names.map(DisplayText.width).max() ?? 0
        let indent = String(repeating: " ", count: width + 2)
        return zip(names, members).map { name, member in
            let value = DisplayText.printable(member.value.plain)
            let room = max(20, columns - width - 2)
            let lines = value.isEmpty ? ["-"] : DisplayText.folded(value, to: room)
            return DisplayText.padded(name, to: width, isRight: false) + "  " + lines.joined(separator: "\n" + indent)
                + "\n"
        }.joined()
    }
}
