import ArgumentParser
import Gateway
import Observations

/// The command `gateway model properties [WORD]`.
struct ModelPropertiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "properties",
        abstract: "List what can be observed: names, units, ranges and meanings.",
        discussion: """
            These are the names that model files and --map use, and that stand in readings. With a word, only the \
            properties that have it in their name or meaning.

            \(Examples(
                "gateway model properties",
                "gateway model properties temperature",
                "gateway model properties --domain traffic -o json"
            ))
            """
    )

    @Argument(help: "A word to look for.", completion: .properties) var word: String?
    @Option(help: "Only properties of this domain.", completion: .domains) var domain: String?
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let part = try domain.map { name in
            guard let domain = Domain(rawValue: name) else {
                let names = Domain.allCases.map(\.rawValue)
                let meant = Spelling.nearest(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
                let message = "--domain \"\(name)\" is none of \(names.joined(separator: ", "))\(meant)"
                throw CommandFailure(status: .usage, message: message)
            }
            return domain
        }
        let found = ObservedProperty.all.filter { property in
            let text = "\(property.name) \(property.summary)".lowercased()
            return part.map(property.domains.contains) ?? true && word.map { text.contains($0.lowercased()) } ?? true
        }
        guard !found.isEmpty else {
            let meant = word.flatMap { Spelling.nearest(to: $0, among: ObservedProperty.all.map(\.name)) }
            let hint = meant.map { "; did you mean \($0)?" } ?? "; see `gateway model properties`"
            let message = "no property has \"\(word ?? "")\" in its name or meaning\(hint)"
            throw CommandFailure(status: .notFound, message: message)
        }
        listing.write(listing.output == .table ? ModelPropertiesCommand.table(of: found) : data(found))
    }

    /// For people: the range in one cell.
    static func table(of properties: [ObservedProperty]) -> Listing {
        var rows = Listing("property", "unit", "possible", "meaning")
        for property in properties {
            let range = property.range.map { "\(bound($0.lowerBound)) to \(bound($0.upperBound))" }
            rows.add(.text(property.name), Cell(unit: property.unit), Cell(range), .text(property.summary))
        }
        return rows
    }

    private func data(_ properties: [ObservedProperty]) -> Listing {
        var rows = Listing("property", "unit", "type", "minimum", "maximum", "domains", "meaning")
        for property in properties {
            let range = property.range
            rows.add(
                .text(property.name),
                Cell(property.unit?.code),
                .text("\(property.valueType)"),
                range.map { .number($0.lowerBound) } ?? .none,
                range.map { .number($0.upperBound) } ?? .none,
                .list(property.domains.map(\.rawValue).sorted().map(Cell.text)),
                .text(property.summary)
            )
        }
        return rows
    }

    /// A bound as people read it: a million and more by its power of ten where that says all.
    private static func bound(_ value: Double) -> String {
        let plain = Cell.number(value).plain
        let zeros = plain.reversed().prefix { $0 == "0" }.count
        return zeros < 6 || plain.contains(".") ? plain : "\(plain.dropLast(zeros))e\(zeros)"
    }
}
