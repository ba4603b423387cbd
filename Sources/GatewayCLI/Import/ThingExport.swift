import Devices
import Gateway
import Observations

/// Things as a file that an import takes: every column, in the import's own order.
struct ThingExport {
    /// How the file is written.
    enum Format: String, CaseIterable {
        /// RFC 4180 with a header line.
        case csv
        /// One JSON object a line.
        case jsonl
    }

    /// The whole file.
    private(set) var text = ""

    private let format: Format
    /// The keys by their things' names; nothing leaves the column out.
    private let keys: [String: DeviceKey]?
    private let columns: [ThingColumn]

    init(_ format: Format, keys: [String: DeviceKey]?) {
        self.format = format
        self.keys = keys
        columns = ThingColumn.allCases.filter { $0 != .key || keys != nil }
        if format == .csv { text = Listing.csvLine(columns.map(\.name)) }
    }

    /// Adds a thing.
    mutating func add(_ thing: Thing) {
        switch format {
        case .csv: text += Listing.csvLine(columns.map { cell($0, of: thing).plain })
        case .jsonl:
            let members = columns.map { ($0, cell($0, of: thing)) }.filter { $0.1 != .none }
            text += "{" + members.map { "\"\($0.0.name)\":\($0.1.json)" }.joined(separator: ",") + "}\n"
        }
    }

    private func cell(_ column: ThingColumn, of thing: Thing) -> Cell {
        switch column {
        case .thing: .text(thing.id.string)
        case .hardwareID: .text(thing.hardwareID)
        case .model: .text(thing.model.description)
        case .agency: .text(thing.agency.string)
        case .domain: .text(thing.domain.rawValue)
        case .name: .text(thing.name)
        case .latitude: thing.location.map { .number($0.latitude) } ?? .none
        case .longitude: thing.location.map { .number($0.longitude) } ?? .none
        case .expectedInterval: Cell(thing.expectedIntervalSeconds.map { Duration.seconds($0).written })
        case .schedule: Cell(thing.schedule?.description)
        case .tags: Cell(thing.tags.isEmpty ? nil : thing.tags.description)
        case .state: .text(thing.state.rawValue)
        case .offsets: Cell(thing.offsets.isEmpty ? nil : thing.offsets.description)
        case .key: Cell(keys?[thing.id.string].map { Hexadecimal.encode($0.bytes) })
        }
    }
}
