import Observations

/// One value of a listing.
enum Cell: Hashable {
    case text(String)
    case integer(Int64)
    case number(Double)
    case boolean(Bool)
    case list([Cell])
    case none

    init(_ text: String?) { self = text.map(Cell.text) ?? .none }

    /// As people and CSV see it.
    var plain: String {
        switch self {
        case .text(let text): text
        case .integer(let value): "\(value)"
        case .number(let value): Cell.text(of: value)
        case .boolean(let value): value ? "yes" : "no"
        case .list(let cells): cells.map(\.plain).joined(separator: ", ")
        case .none: ""
        }
    }

    private static func text(of number: Double) -> String {
        if number == number.rounded(), abs(number) <= 1e15 { return "\(Int64(number))" }
        let text = "\(number)"
        return text.utf8.contains(UInt8(ascii: "e")) ? text.replacing("e+", with: "e") : text
    }

    /// As JSON has it.
    var json: String {
        switch self {
        case .text(let text): JSONText.quoted(text)
        case .integer, .number: plain
        case .boolean(let value): value ? "true" : "false"
        case .list(let cells): "[\(cells.map(\.json).joined(separator: ","))]"
        case .none: "null"
        }
    }

    /// Whether columns of it are aligned to the right.
    var isNumeric: Bool {
        switch self {
        case .integer, .number: true
        case .text, .boolean, .list, .none: false
        }
    }
}
