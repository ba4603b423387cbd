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

    /// What was written and not taken yet.
    private(set) var pending: [UInt8] = []
    /// How many things were written.
    private(set) var count = 0

    private let format: Format
    /// The keys by their things' names; nothing leaves the column out.
    private let keys: [String: DeviceKey]?
    private let columns: [ThingColumn]

    init(_ format: Format, keys: [String: DeviceKey]?) {
        self.format = format
        self.keys = keys
        columns = ThingColumn.allCases.filter { $0 != .key || keys != nil }
        if format == .csv { Listing.writeCSV(columns.map(\.name), to: &pending) }
    }

    /// Adds a thing.
    mutating func add(_ thing: Thing) {
        count += 1
        switch format {
        case .csv: Listing.writeCSV(columns.map { cell($0, of: thing).plain }, to: &pending)
        case .jsonl:
            pending.append(UInt8(ascii: "{"))
            var separator = ""
            for column in columns {
                let cell = cell(column, of: thing)
                guard cell != .none else { continue }
                pending += "\(separator)\"\(column.name)\":\(cell.json)".utf8
                separator = ","
            }
            pending += "}\n".utf8
        }
    }

    /// What was written since it was last taken.
    mutating func take() -> [UInt8] {
        defer { pending.removeAll(keepingCapacity: true) }
        return pending
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
