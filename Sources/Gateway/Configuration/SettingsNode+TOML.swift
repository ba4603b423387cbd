import TOMLKit

extension SettingsNode {
    /// Parses a document with TOMLKit and copies it into plain values.
    ///
    /// A NUL byte would end the document for the C++ parser beneath, and hide every setting after it: it is refused.
    ///
    /// - Throws: `ConfigurationFault` with the line and column at which the text stops being TOML.
    static func document(_ text: String) throws(ConfigurationFault) -> [String: SettingsNode] {
        guard !text.utf8.contains(0) else {
            throw ConfigurationFault(key: "", problem: "the file contains a NUL byte", allowed: "TOML 1.0, UTF-8")
        }
        do {
            return try entries(TOMLTable(string: text))
        } catch let error as TOMLParseError {
            let place = error.source.begin
            throw ConfigurationFault(
                key: "line \(place.line), column \(place.column)",
                problem: "is not TOML: \(error.description)",
                allowed: "TOML 1.0"
            )
        } catch {
            throw ConfigurationFault(key: "", problem: "the file is not TOML: \(error)", allowed: "TOML 1.0")
        }
    }

    private static func entries(_ table: TOMLTable) -> [String: SettingsNode] {
        var entries: [String: SettingsNode] = [:]
        for key in table.keys {
            guard let value = table[key] else { continue }
            entries[key] = node(value)
        }
        return entries
    }

    private static func node(_ value: any TOMLValueConvertible) -> SettingsNode {
        if let string = value.string { return .string(string) }
        if let integer = value.int { return .integer(integer) }
        if let number = value.double { return .number(number) }
        if let boolean = value.bool { return .boolean(boolean) }
        if let table = value.table { return .table(entries(table)) }
        if let array = value.array { return .array((0..<array.count).map { node(array[$0]) }) }
        return .moment
    }
}
