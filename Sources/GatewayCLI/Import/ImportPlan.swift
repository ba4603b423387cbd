import Observations
import Store

/// What becomes of every row of a file: its own faults and what the registry has against it, together.
struct ImportPlan {
    /// What a row is to do.
    enum Action: String {
        case add
        case unchanged
        case key
        case change
        case conflict
        case fault
    }

    /// One line of what is listed: a row, or one of several things about it.
    struct Line: Hashable {
        let line: Int?
        let action: Action
        let thing: String
        let hardwareID: String
        let column: String?
        let value: String
        let reason: String

        /// As a fault is written.
        var words: String { "\(ImportFault(line: line, column: column, value: value, reason: reason))" }
    }

    static let columns = ["line", "action", "thing", "hardwareID", "column", "value", "reason"]

    private(set) var lines: [Line] = []
    private(set) var report = ImportReport()
    /// Rows that cannot be taken as they are written.
    private(set) var faultyRows = 0
    private let hasFileFaults: Bool
    private let options: ImportOptions

    /// A plan of a file's rows and of what the registry says to those that could be read, in their order.
    init(_ file: ThingFile, _ results: [ImportResult], _ options: ImportOptions) {
        self.options = options
        hasFileFaults = !file.fileFaults.isEmpty
        for fault in file.fileFaults { add(fault, nil) }
        var next = results.makeIterator()
        for row in file.rows {
            let result = row.row == nil ? nil : next.next()
            for fault in row.faults { add(fault, row) }
            if row.faults.isEmpty, let result { report.count(result) } else { faultyRows += 1 }
            if let result { add(result, row) }
        }
    }

    /// What stands in the way, as it is said to people.
    var obstacles: [Line] { lines.filter { $0.action == .fault || $0.action == .conflict } }

    /// How many rows are in the way.
    var obstructedRows: Int { faultyRows + report.refused }

    /// How an import of this file ends.
    var status: CommandStatus {
        if hasFileFaults { return .failure }
        if obstructedRows == 0 { return .success }
        let hasTaken = report.hasChanges || report.unchanged > 0
        if options.isPartial, hasTaken { return .partlyImported }
        return faultyRows > 0 ? .failure : .conflict
    }

    /// Whether an import writes anything of this file.
    var isCarriedOut: Bool { status == .success || status == .partlyImported }

    /// The rows for `-o`.
    var listing: Listing {
        var listing = Listing(ImportPlan.columns)
        for line in lines {
            listing.add(
                line.line.map { .integer(Int64($0)) } ?? .none,
                .text(line.action.rawValue),
                Cell(line.thing.isEmpty ? nil : line.thing),
                Cell(line.hardwareID.isEmpty ? nil : line.hardwareID),
                Cell(line.column),
                Cell(line.value.isEmpty ? nil : line.value),
                Cell(line.reason.isEmpty ? nil : line.reason)
            )
        }
        return listing
    }

    /// What was done, or would be done, in one line.
    func summary(isDone: Bool) -> String {
        var parts = ["\(report.added) added", "\(report.unchanged) unchanged"]
        if report.changed > 0 { parts.append("\(report.changed) changed") }
        if report.keysSet > 0 { parts.append("\(report.keysSet) with their first key") }
        if obstructedRows > 0 { parts.append("\(obstructedRows) left out") }
        return (isDone ? "" : "would be: ") + parts.joined(separator: ", ")
    }

    private mutating func add(_ fault: ImportFault, _ row: ThingRow?) {
        lines.append(
            Line(
                line: fault.line,
                action: .fault,
                thing: row?.thing ?? "",
                hardwareID: row?.hardwareID ?? "",
                column: fault.column,
                value: fault.value,
                reason: fault.reason
            )
        )
    }

    private mutating func add(_ result: ImportResult, _ row: ThingRow) {
        switch result {
        case .added, .unchanged, .keySet:
            guard row.faults.isEmpty else { return }
            let action: Action = result == .added ? .add : result == .keySet ? .key : .unchanged
            add(action, row)
        case .changed(let differences):
            guard row.faults.isEmpty else { return }
            for one in differences { add(.change, row, one.column, one.said, ImportPlan.before(one)) }
        case .refused(let differences, let owner):
            for one in differences { add(.conflict, row, one.column, one.said, ImportPlan.reason(one)) }
            guard let owner else { return }
            let reason = "is bound to thing \(owner)"
            add(.conflict, row, ThingColumn.hardwareID.name, row.hardwareID, reason)
        case .notRegistered:
            guard row.faults.isEmpty else { return }
            let reason = "is not registered, and the row lacks what a new thing needs: hardware_id, model and agency"
            add(.conflict, row, ThingColumn.thing.name, row.thing, reason)
        }
    }

    private mutating func add(
        _ action: Action,
        _ row: ThingRow,
        _ column: String? = nil,
        _ value: String = "",
        _ reason: String = ""
    ) {
        lines.append(
            Line(
                line: row.line,
                action: action,
                thing: row.thing,
                hardwareID: row.hardwareID,
                column: column,
                value: value,
                reason: reason
            )
        )
    }

    private static func before(_ difference: ThingDifference) -> String {
        if difference.column == ThingColumn.key.name { return "another key before" }
        return difference.registered.isEmpty ? "nothing before" : "\"\(difference.registered)\" before"
    }

    private static func reason(_ difference: ThingDifference) -> String {
        let registered =
            difference.column == ThingColumn.key.name
            ? "another key is registered"
            : difference.registered.isEmpty ? "nothing is registered" : "\"\(difference.registered)\" is registered"
        return difference.column == ThingColumn.hardwareID.name
            ? "\(registered); other hardware comes with `gateway device replace`"
            : "\(registered); --update changes it"
    }
}
