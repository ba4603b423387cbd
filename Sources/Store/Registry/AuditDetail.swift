internal import Observations

/// Writes what a line of the audit says of a change: a JSON object of texts, in the order of the columns.
enum AuditDetail {
    /// All that is known of a thing.
    static func of(_ thing: Thing) -> String {
        object(
            ThingTable.columnTexts(thing).filter { !$0.value.isEmpty }.map { ($0.column, JSONText.quoted($0.value)) }
        )
    }

    /// What differs between two things of one name: before and after.
    static func change(from old: Thing, to new: Thing) -> String {
        let changes = zip(ThingTable.columnTexts(old), ThingTable.columnTexts(new)).filter { $0.value != $1.value }
        return object(changes.map { ($0.column, "[\(JSONText.quoted($0.value)),\(JSONText.quoted($1.value))]") })
    }

    /// Some named texts.
    static func texts(_ members: (String, String)...) -> String { texts(members) }

    /// Some named texts.
    static func texts(_ members: [(String, String)]) -> String {
        object(members.map { ($0.0, JSONText.quoted($0.1)) })
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }
}
