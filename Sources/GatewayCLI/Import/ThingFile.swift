import Observations
import Store

/// A file of things, read whole: every row with what is wrong with it.
///
/// CSV: the first record is the header, with the columns of ``ThingColumn`` in any order; others are ignored, and so are rows
/// without any text. JSON: objects with those names. A thing and a hardware id may stand in one row only.
struct ThingFile {
    /// The most rows that are read.
    static let rowsMax = 1_000_000
    /// How many rows may be unreadable before the rest is left alone.
    static let unreadableMax = 100

    private(set) var rows: [ThingRow] = []
    /// What is wrong with the file as a whole: its rows are not all of it.
    private(set) var fileFaults: [ImportFault] = []
    /// Names in the header that are no columns.
    private(set) var ignored: [String] = []

    /// Everything that is wrong.
    var faults: [ImportFault] { fileFaults + rows.flatMap(\.faults) }

    /// The file with what could be read of faulty rows left out: their faults are all that is said of them.
    var withoutFaultyDrafts: ThingFile {
        var file = self
        for index in rows.indices where !rows[index].faults.isEmpty { file.rows[index].row = nil }
        return file
    }

    private var linesOfThings: [String: Int] = [:]
    private var linesOfHardware: [String: Int] = [:]
    private var unreadable = 0
    private let defaults: ThingDefaults

    /// Reads a file.
    init(_ bytes: [UInt8], models: ModelSource, defaults: ThingDefaults = ThingDefaults()) {
        self.init(bytes, models: models, defaults: defaults) { _ in }
    }

    /// Reads a file; `step` is told the bytes that are read, and what it throws ends the reading.
    init<Failure: Error>(
        _ bytes: [UInt8],
        models: ModelSource,
        defaults: ThingDefaults,
        step: (Int) throws(Failure) -> Void
    ) throws(Failure) {
        self.defaults = defaults
        var parser = ThingParser(models: models, defaults: defaults)
        let text: [UInt8]
        do throws(TextBytes.Fault) { text = try TextBytes.utf8(bytes) } catch {
            fileFault(nil, "the file \(error)")
            return
        }
        if JSONRecordReader.isJSON(text) {
            try readJSON(text, &parser, step)
        } else {
            try readCSV(text, &parser, step)
        }
        if rows.isEmpty, fileFaults.isEmpty { fileFault(nil, "the file has no row") }
    }

    // MARK: CSV

    private mutating func readCSV<Failure: Error>(
        _ text: [UInt8],
        _ parser: inout ThingParser,
        _ step: (Int) throws(Failure) -> Void
    ) throws(Failure) {
        var reader = CSVReader(text)
        let header: ThingHeader
        do throws(CSVError) {
            guard let names = try reader.next() else {
                fileFault(nil, "the file is empty; its first line is \(ThingColumn.header)")
                return
            }
            header = ThingHeader(names.map(\.text))
            guard accept(header, line: names[0].line) else { return }
        } catch {
            fileFault(error.line, error.reason)
            return
        }
        ignored = header.ignored
        while hasRoom() {
            try step(reader.bytesRead)
            do throws(CSVError) {
                guard let record = try reader.next() else { return }
                add(record, header, &parser)
            } catch {
                addUnreadable(error.line, error.reason)
            }
        }
    }

    private mutating func add(_ record: [CSVReader.Field], _ header: ThingHeader, _ parser: inout ThingParser) {
        if record.allSatisfy({ $0.text.allSatisfy(\.isWhitespace) }) { return }
        let line = record[0].line
        let hasSurplus = record.count > header.count && record[header.count...].contains { !$0.text.isEmpty }
        guard record.count >= header.count, !hasSurplus else {
            let reason = "the line has \(record.count) fields and the header has \(header.count)"
            rows.append(ThingRow(line: line, row: nil, thing: "", hardwareID: "", faults: [rowFault(line, reason)]))
            return
        }
        add(line, header, &parser) { record[$0].text }
    }

    // MARK: JSON

    private mutating func readJSON<Failure: Error>(
        _ text: [UInt8],
        _ parser: inout ThingParser,
        _ step: (Int) throws(Failure) -> Void
    ) throws(Failure) {
        var reader = JSONRecordReader(text)
        // The objects of a file mostly have the same names.
        var names: [String] = []
        var header = ThingHeader([])
        while hasRoom() {
            try step(reader.bytesRead)
            do throws(JSONRecordError) {
                guard let record = try reader.next() else { return }
                if record.names != names {
                    names = record.names
                    header = ThingHeader(names)
                    for name in header.ignored where !ignored.contains(name) && ignored.count < 64 {
                        ignored.append(name)
                    }
                }
                let faults = header.faults.map {
                    ImportFault(line: record.line, column: $0.column, value: "", reason: $0.reason)
                }
                if faults.isEmpty {
                    add(record.line, header, &parser) { record.texts[$0] }
                } else {
                    rows.append(ThingRow(line: record.line, row: nil, thing: "", hardwareID: "", faults: faults))
                }
            } catch {
                addUnreadable(error.line, error.reason)
            }
        }
    }

    // MARK: Rows

    private mutating func add(
        _ line: Int,
        _ header: ThingHeader,
        _ parser: inout ThingParser,
        _ field: (Int) -> String
    ) {
        let parsed = parser.row { header.text($0, field) }
        var faults = parsed.faults.map {
            ImportFault(line: line, column: $0.column.name, value: $0.value, reason: $0.reason)
        }
        let thing = parsed.row?.registration.thing
        if let thing {
            if let other = linesOfThings.updateValue(line, forKey: thing.id.string) {
                faults.append(twice(line, .thing, thing.id.string, other))
            }
            if !thing.hardwareID.isEmpty, let other = linesOfHardware.updateValue(line, forKey: thing.hardwareID) {
                faults.append(twice(line, .hardwareID, thing.hardwareID, other))
            }
        }
        let hardwareID = thing?.hardwareID ?? ""
        let isOdd = !faults.isEmpty && hardwareID.utf8.count > 16 && KeyText.mayBeKey(hardwareID)
        rows.append(
            ThingRow(
                line: line,
                row: parsed.row,
                thing: thing?.id.string ?? "",
                hardwareID: isOdd ? "(not shown)" : hardwareID,
                faults: faults
            )
        )
    }

    private func twice(_ line: Int, _ column: ThingColumn, _ value: String, _ other: Int) -> ImportFault {
        ImportFault(line: line, column: column.name, value: value, reason: "stands in line \(other) too")
    }

    /// Whether a header can be used; what is wrong with it is noted.
    private mutating func accept(_ header: ThingHeader, line: Int) -> Bool {
        fileFaults += header.faults.map { ImportFault(line: line, column: $0.column, value: "", reason: $0.reason) }
        for column in ThingColumn.allCases where column.isRequired && !header.has(column) && !isGiven(column) {
            let help = "is missing in the header; columns are \(ThingColumn.header)"
            fileFaults.append(ImportFault(line: line, column: column.name, value: "", reason: help))
        }
        return fileFaults.isEmpty
    }

    /// Whether rows may be without a column.
    private func isGiven(_ column: ThingColumn) -> Bool {
        if column == .thing { return defaults.thing != nil }
        return defaults.texts[column] != nil || defaults.acceptsFragments
    }

    private mutating func hasRoom() -> Bool {
        guard unreadable <= ThingFile.unreadableMax else {
            fileFault(nil, "\(unreadable) rows cannot be read; the rest of the file was left alone")
            return false
        }
        guard rows.count <= ThingFile.rowsMax else {
            fileFault(nil, "there are more than \(ThingFile.rowsMax) rows; split the file")
            return false
        }
        return true
    }

    private mutating func addUnreadable(_ line: Int, _ reason: String) {
        unreadable += 1
        rows.append(ThingRow(line: line, row: nil, thing: "", hardwareID: "", faults: [rowFault(line, reason)]))
    }

    private func rowFault(_ line: Int, _ reason: String) -> ImportFault {
        ImportFault(line: line, column: nil, value: "", reason: reason)
    }

    private mutating func fileFault(_ line: Int?, _ reason: String) {
        fileFaults.append(ImportFault(line: line, column: nil, value: "", reason: reason))
    }
}
