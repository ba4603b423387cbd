/// One value of a TOML document, freed of the parser that read it.
enum SettingsNode {
    case string(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case array([SettingsNode])
    case table([String: SettingsNode])
    /// A date, a time, or both: no setting is one.
    case moment

    /// The kind of value, with its article, as a fault names it.
    var kind: String {
        switch self {
        case .string: "a text"
        case .integer: "a whole number"
        case .number: "a number with a fraction"
        case .boolean: "true or false"
        case .array: "an array"
        case .table: "a table"
        case .moment: "a date or time"
        }
    }

    /// The value as a fault repeats it, shortened.
    var excerpt: String {
        switch self {
        case .string(let text): text.count > 60 ? "\"\(text.prefix(60))…\"" : "\"\(text)\""
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .boolean(let value): "\(value)"
        case .array, .table, .moment: kind
        }
    }
}
