/// Which field of a record is which column.
///
/// A column's own name goes before its other names. The Things Stack's `brand_id` and `model_id` are a model together.
struct ThingHeader {
    /// Why a header is not used.
    struct Fault: Hashable {
        let column: String
        let reason: String
    }

    /// How many fields a record has.
    let count: Int
    /// Names that stand for no column, as they stand in the header; what may be a key is not shown.
    private(set) var ignored: [String] = []
    private(set) var faults: [Fault] = []

    private var places = [Int?](repeating: nil, count: ThingColumn.allCases.count)
    private var brand: Int?
    private var brandModel: Int?

    init(_ names: [String]) {
        count = names.count
        var others: [(place: Int, name: String)] = []
        for (place, name) in names.enumerated() {
            guard let column = ThingHeader.columns[ThingColumn.plain(name)] else {
                others.append((place, name))
                continue
            }
            if places[column.rawValue] != nil {
                faults.append(Fault(column: column.name, reason: "stands in the header twice"))
            }
            places[column.rawValue] = place
        }
        var byOtherName: [Int: String] = [:]
        for (place, name) in others { take(place, name, &byOtherName) }
    }

    /// Whether the records have a column.
    func has(_ column: ThingColumn) -> Bool {
        places[column.rawValue] != nil || column == .model && brand != nil && brandModel != nil
    }

    /// What a record has in a column; nil where it has none.
    func text(_ column: ThingColumn, _ fields: (Int) -> String) -> String? {
        if let place = places[column.rawValue] { return fields(place) }
        guard column == .model, let brand, let brandModel else { return nil }
        let parts = (fields(brand), fields(brandModel))
        return parts.0.isEmpty && parts.1.isEmpty ? "" : "\(parts.0)/\(parts.1)"
    }

    private mutating func take(_ place: Int, _ name: String, _ byOtherName: inout [Int: String]) {
        let plain = ThingColumn.plain(name)
        switch plain {
        case "brandid", "versionids.brandid": brand = place
        case "modelid", "versionids.modelid": brandModel = place
        default:
            guard let column = ThingHeader.otherColumns[plain],
                places[column.rawValue] == nil || byOtherName[column.rawValue] != nil
            else {
                if !plain.isEmpty { ignored.append(KeyText.mayBeKey(name) ? "(not shown)" : name) }
                return
            }
            if let first = byOtherName[column.rawValue] {
                let reason =
                    "is what \(DisplayText.printable(first)) and \(DisplayText.printable(name)) both stand for; leave one out"
                faults.append(Fault(column: column.name, reason: reason))
            }
            places[column.rawValue] = place
            byOtherName[column.rawValue] = name
        }
    }

    private static let columns = Dictionary(
        uniqueKeysWithValues: ThingColumn.allCases.map { (ThingColumn.plain($0.name), $0) }
    )
    private static let otherColumns = Dictionary(
        uniqueKeysWithValues: ThingColumn.allCases.flatMap { column in column.otherNames.map { ($0, column) } }
    )
}
