import Observations
import Store

/// A CSV file of things, read whole: all of it is right, or everything that is wrong with it is known.
///
/// The first record is the header, with the columns of ``ThingColumn`` in any order; those that not every thing needs may be
/// left out. A thing and a hardware id may stand in one row only.
struct ThingFile {
    /// The most rows that are read.
    static let rowsMax = 1_000_000

    private(set) var registrations: [Registration] = []
    /// Where each thing stands: its line, from 1.
    private(set) var lines: [Int] = []
    private(set) var faults: [ImportFault] = []

    /// The things without their keys.
    var things: [Thing] { registrations.map(\.thing) }

    private var linesOfThings: [String: Int] = [:]
    private var linesOfHardware: [String: Int] = [:]

    init(_ bytes: [UInt8], models: ModelSource) {
        var reader = CSVReader(bytes)
        var parser = ThingParser(models: models)
        do {
            guard let header = try reader.next() else {
                fault(nil, nil, "", "the file is empty; its first line is \(ThingColumn.header)")
                return
            }
            guard let columns = columns(header) else { return }
            while let record = try reader.next() {
                guard registrations.count + faults.count < ThingFile.rowsMax else {
                    fault(record[0].line, nil, "", "there are more than \(ThingFile.rowsMax) rows; split the file")
                    return
                }
                add(record, columns, header.count, &parser)
            }
        } catch {
            fault(nil, nil, "", "\(error)")
        }
    }

    /// Where each column stands in a record.
    private mutating func columns(_ header: [CSVReader.Field]) -> [Int?]? {
        var places = [Int?](repeating: nil, count: ThingColumn.allCases.count)
        for (place, field) in header.enumerated() {
            guard let index = ThingColumn.allCases.firstIndex(where: { $0.name == field.text }) else {
                // A file without a header has a key where a name should stand.
                let shown = KeyText.mayBeKey(field.text) ? "(not shown)" : field.text
                fault(field.line, shown, shown, "is not a column; columns are \(ThingColumn.header)")
                continue
            }
            if places[index] != nil { fault(field.line, field.text, field.text, "stands in the header twice") }
            places[index] = place
        }
        for (index, column) in ThingColumn.allCases.enumerated() where column.isRequired && places[index] == nil {
            fault(header[0].line, column.name, "", "is missing in the header; columns are \(ThingColumn.header)")
        }
        return faults.isEmpty ? places : nil
    }

    private mutating func add(
        _ record: [CSVReader.Field],
        _ columns: [Int?],
        _ count: Int,
        _ parser: inout ThingParser
    ) {
        let line = record[0].line
        guard record.count == count else {
            fault(line, nil, "", "the line has \(record.count) fields and the header has \(count)")
            return
        }
        switch parser.thing({ column in columns[column.rawValue].map { record[$0].text } }) {
        case .success(let registration):
            let thing = registration.thing
            if let other = linesOfThings.updateValue(line, forKey: thing.id.string) {
                fault(line, ThingColumn.thing.name, thing.id.string, "stands in line \(other) too")
            }
            if let other = linesOfHardware.updateValue(line, forKey: thing.hardwareID) {
                fault(line, ThingColumn.hardwareID.name, thing.hardwareID, "stands in line \(other) too")
            }
            registrations.append(registration)
            lines.append(line)
        case .failure(let failure):
            for one in failure.faults { fault(line, one.column.name, one.value, one.reason) }
        }
    }

    private mutating func fault(_ line: Int?, _ column: String?, _ value: String, _ reason: String) {
        faults.append(ImportFault(line: line, column: column, value: value, reason: reason))
    }
}
