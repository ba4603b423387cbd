import Store

/// The columns of an import, by the names that stand in its header.
///
/// A header's names are compared without case, spaces, underscores and hyphens: `Hardware ID`, `hardware-id` and `hardwareID`
/// are one. Names that The Things Stack and ChirpStack give these columns are known too.
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
    case schedule
    case tags
    case state
    case offsets
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
        case .schedule: "schedule"
        case .tags: "tags"
        case .state: "state"
        case .offsets: "offsets"
        case .key: "key"
        }
    }

    /// Other names of it, as ``plain(_:)`` makes them.
    ///
    /// `app_key` is none of the key's: it encrypts the radio, and the network server has removed that.
    var otherNames: [String] {
        switch self {
        case .thing: ["id", "deviceid", "thingid", "ids.deviceid"]
        case .hardwareID: ["deveui", "deviceeui", "ids.deveui", "serial", "serialnumber"]
        case .name: ["devicename"]
        case .latitude: ["lat", "location.latitude", "locations.user.latitude"]
        case .longitude: ["lon", "lng", "long", "location.longitude", "locations.user.longitude"]
        case .expectedInterval: ["interval"]
        case .model, .agency, .domain, .schedule, .tags, .state, .offsets, .key: []
        }
    }

    /// Whether a thing that is not registered yet needs a value.
    var isRequired: Bool {
        switch self {
        case .thing, .hardwareID, .model, .agency: true
        case .domain, .name, .latitude, .longitude, .expectedInterval, .schedule, .tags, .state, .offsets, .key: false
        }
    }

    /// Whether a value must not be shown, not even in a message about a mistake.
    var isSecret: Bool { self == .key }

    /// The part of a thing that it says; the thing's own name and its key are none.
    var part: ThingParts {
        switch self {
        case .thing, .key: []
        case .hardwareID: .hardwareID
        case .model: .model
        case .agency: .agency
        case .domain: .domain
        case .name: .name
        case .latitude, .longitude: .location
        case .expectedInterval: .expectedInterval
        case .schedule: .schedule
        case .tags: .tags
        case .state: .state
        case .offsets: .offsets
        }
    }

    static let header = allCases.map(\.name).joined(separator: ",")

    /// A name without what is not compared.
    static func plain(_ name: String) -> String {
        name.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" && $0 != "\u{FEFF}" }
    }
}
