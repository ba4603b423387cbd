/// A value of a record as SQLite keeps it; the outbox has no fractions.
enum RecordValue: Hashable {
    case null
    case integer(Int64)
    case text([UInt8])
    case blob([UInt8])

    var isIntegerOrNull: Bool {
        switch self {
        case .null, .integer: true
        case .text, .blob: false
        }
    }

    func bind(to statement: DirectStatement, at index: Int32) {
        switch self {
        case .null: statement.bindNull(at: index)
        case .integer(let value): statement.bind(value, at: index)
        case .text(let bytes): statement.bind(String(decoding: bytes, as: UTF8.self), at: index)
        case .blob(let bytes): statement.bind(bytes, at: index)
        }
    }
}
