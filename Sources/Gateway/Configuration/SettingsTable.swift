/// One table of a document while it is read: answers typed values and notes every fault.
///
/// Every read answers nil when the value is missing or wrong *and* that is a fault; the reader goes on and gives up at the
/// end, when all faults are known. `refuseUnknownKeys` comes last: by then the table knows which keys exist.
final class SettingsTable {
    let path: String
    let report: SettingsReport
    /// The path without the indices of arrays: the same for all elements.
    private let generalPath: String
    private let entries: [String: SettingsNode]
    private var known: [String] = []

    init(path: String, generalPath: String, entries: [String: SettingsNode], report: SettingsReport) {
        self.path = path
        self.generalPath = generalPath
        self.entries = entries
        self.report = report
    }

    /// The whole key of a name in this table.
    func key(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    func contains(_ name: String) -> Bool { entries[name] != nil }

    /// A value that has no default.
    func required<Value>(_ name: String, _ kind: SettingsKind<Value>) -> Value? {
        know(name, kind.allowed)
        guard let node = entries[name] else {
            fault(name, "is missing", allowed: kind.allowed)
            return nil
        }
        return parse(name, node, kind)
    }

    /// A value with a default.
    func value<Value>(_ name: String, _ kind: SettingsKind<Value>, default standard: Value) -> Value? {
        know(name, kind.allowed)
        guard let node = entries[name] else { return standard }
        return parse(name, node, kind)
    }

    /// A value that may be left out.
    func optional<Value>(_ name: String, _ kind: SettingsKind<Value>) -> Value? {
        know(name, kind.allowed)
        guard let node = entries[name] else { return nil }
        return parse(name, node, kind)
    }

    /// A table inside this one; an empty one when it is missing or wrong, so that its required keys are reported too.
    func table(_ name: String) -> SettingsTable {
        optionalTable(name) ?? inner(name, [:])
    }

    /// A table inside this one, if it is there.
    func optionalTable(_ name: String) -> SettingsTable? {
        know(name)
        guard let node = entries[name] else { return nil }
        guard case .table(let entries) = node else {
            fault(name, "is \(node.kind)", allowed: "a table, written [\(key(name))]")
            return nil
        }
        return inner(name, entries)
    }

    /// An array of tables inside this one, written `[[name]]`; empty when it is missing.
    func tables(_ name: String) -> [SettingsTable] {
        know(name)
        guard let node = entries[name] else { return [] }
        let allowed = "tables, each written [[\(key(name))]]"
        guard case .array(let nodes) = node else {
            fault(name, "is \(node.kind)", allowed: allowed)
            return []
        }
        return nodes.enumerated().compactMap { index, node in
            guard case .table(let entries) = node else {
                fault("\(name)[\(index)]", "is \(node.kind)", allowed: allowed)
                return nil
            }
            return inner(name, entries, index: "[\(index)]")
        }
    }

    /// Notes a fault at one of this table's keys.
    func fault(_ name: String, _ problem: String, allowed: String) {
        report.add(ConfigurationFault(key: key(name), problem: problem, allowed: allowed))
    }

    /// Notes every key that was never asked for, with the key that was probably meant.
    func refuseUnknownKeys() {
        for name in entries.keys.sorted() where !known.contains(name) {
            let meant = Spelling.nearest(to: name, among: known)
            fault(
                name,
                "is not a key" + (meant.map { "; did you mean \(key($0))?" } ?? ""),
                allowed: meant == nil ? known.sorted().joined(separator: ", ") : ""
            )
        }
    }

    private func know(_ name: String, _ allowed: String = "") {
        known.append(name)
        report.know(generalKey(name), allowed: allowed)
    }

    private func generalKey(_ name: String) -> String { generalPath.isEmpty ? name : "\(generalPath).\(name)" }

    private func inner(_ name: String, _ entries: [String: SettingsNode], index: String = "") -> SettingsTable {
        SettingsTable(path: key(name) + index, generalPath: generalKey(name), entries: entries, report: report)
    }

    private func parse<Value>(_ name: String, _ node: SettingsNode, _ kind: SettingsKind<Value>) -> Value? {
        do {
            return try kind.parse(node)
        } catch {
            fault(name, error.text, allowed: kind.allowed)
            return nil
        }
    }
}
