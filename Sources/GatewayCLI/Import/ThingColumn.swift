/// The columns of an import, by the names that stand in its header.
enum ThingColumn: Int, CaseIterable {
    case thing
    case hardwareID
    case model
    case agency
    case domain
    case name
    case latitude
    case longitude
    case expectedInterval
    case key

    /// The name in the header.
    var name: String {
        switch self {
        case .thing: "thing"
        case .hardwareID: "hardware_id"
        case .model: "model"
        case .agency: "agency"
        case .domain: "domain"
        case .name: "name"
        case .latitude: "latitude"
        case .longitude: "longitude"
        case .expectedInterval: "expected_interval"
        case .key: "key"
        }
    }

    /// Whether every row needs a value.
    var isRequired: Bool {
        switch self {
        case .thing, .hardwareID, .model, .agency, .domain, .name: true
        case .latitude, .longitude, .expectedInterval, .key: false
        }
    }

    /// Whether a value must not be shown, not even in a message about a mistake.
    var isSecret: Bool { self == .key }

    static let header = allCases.map(\.name).joined(separator: ",")
}
