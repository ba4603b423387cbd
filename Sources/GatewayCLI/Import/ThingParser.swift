import Devices
import Gateway
import Observations
import Store

/// Makes things of texts, with the same words for a row of an import and for the options of a command.
///
/// Remembers models, agencies and schedules: a city has many things and few of those.
struct ThingParser {
    /// The longest hardware id, in bytes.
    static let hardwareIDBytesMax = 128
    /// The longest name for people, in bytes.
    static let nameBytesMax = 256
    /// The longest interval between two reports.
    static let intervalMax = Duration.seconds(86400 * 366)

    let models: ModelSource
    private let defaults: ThingDefaults
    var knownModels: [String: DeviceModel] = [:]
    /// Names that no model has, and what to say of them.
    var unknownModels: [String: String] = [:]
    var knownAgencies: [String: Slug] = [:]
    var knownSchedules: [String: ReportingSchedule] = [:]

    private var faults: [ThingFault] = []
    private var unsaid: ThingParts = []
    private var isWhole = true

    init(models: ModelSource, defaults: ThingDefaults = ThingDefaults()) {
        self.models = models
        self.defaults = defaults
    }

    /// A thing, or everything that keeps the texts from being one.
    mutating func thing(_ text: (ThingColumn) -> String?) -> Result<Registration, ThingFaults> {
        let parsed = row(text)
        guard parsed.faults.isEmpty, let row = parsed.row else { return .failure(ThingFaults(faults: parsed.faults)) }
        return .success(row.registration)
    }

    /// A row: what it says of a thing, and everything that is wrong with it.
    ///
    /// An empty text says nothing: a new thing gets a default, a registered one keeps what it has. What is wrong counts as not
    /// said, so that a row can be compared with the registry all the same.
    mutating func row(_ text: (ThingColumn) -> String?) -> ParsedThing {
        faults = []
        unsaid = []
        isWhole = true
        let defaults = defaults
        func said(_ column: ThingColumn) -> String? {
            text(column).flatMap { $0.isEmpty ? nil : $0 } ?? defaults.texts[column]
        }
        let ownName = said(.thing) ?? ThingParser.ownName(said(.name), said(.hardwareID), from: defaults.thing)
        let id = required(.thing, ownName).flatMap { slug(.thing, $0) }
        let hardwareID = required(.hardwareID, said(.hardwareID)).flatMap { checkedHardwareID($0) }
        let model = required(.model, said(.model)).flatMap { knownModel($0) }
        let agency = required(.agency, said(.agency)).flatMap { knownAgency($0) }
        let domain = optional(.domain, said(.domain)).flatMap { checkedDomain($0) }
        let name = optional(.name, said(.name)).flatMap { checkedName($0) }
        let location = location(said(.latitude), said(.longitude))
        let interval = optional(.expectedInterval, said(.expectedInterval)).flatMap { checkedInterval($0) }
        let schedule = optional(.schedule, said(.schedule)).flatMap { knownSchedule($0) }
        let tags = optional(.tags, said(.tags)).flatMap { checkedTags($0) }
        let state = optional(.state, said(.state)).flatMap { checkedState($0) }
        let offsets = optional(.offsets, said(.offsets)).flatMap { checkedOffsets($0) }
        let key = said(.key).flatMap { checkedKey($0) }
        guard let id, hardwareID != nil || unsaid.contains(.hardwareID) else {
            return ParsedThing(row: nil, faults: faults)
        }
        let thing = Thing(
            id: id,
            hardwareID: hardwareID ?? "",
            model: model?.id ?? ThingParser.unknownModel,
            agency: agency ?? id,
            domain: domain ?? model?.domain ?? .environment,
            name: name ?? id.string,
            location: location,
            expectedIntervalSeconds: interval,
            schedule: schedule,
            state: state ?? .active,
            tags: tags ?? ThingTags(),
            offsets: offsets ?? CounterOffsets()
        )
        let row = ImportRow(Registration(thing, key: key), unsaid: unsaid, isWhole: isWhole && faults.isEmpty)
        return ParsedThing(row: row, faults: faults)
    }

    /// Stands where a row names no model; such a row adds no thing.
    private static let unknownModel: ModelID = {
        guard let model = ModelID("unknown/unknown") else { preconditionFailure("this is a model's name") }
        return model
    }()

    mutating func fault(_ column: ThingColumn, _ value: String, _ reason: String) {
        // A row that lacks a field has its key where something else should stand.
        let isHidden = column != .hardwareID && KeyText.mayBeKey(value)
        let shown = column.isSecret ? "" : isHidden ? "(not shown)" : value
        faults.append(ThingFault(column: column, value: shown, reason: reason))
        unsaid.insert(column.part)
    }

    /// A thing's properties with the texts that are there in the place of what it has, or everything that keeps them from
    /// being some.
    mutating func change(
        _ known: Thing.Properties,
        _ text: (ThingColumn) -> String?
    ) -> Result<Thing.Properties, ThingFaults> {
        faults = []
        var properties = known
        if let hardwareID = given(.hardwareID, text(.hardwareID)).flatMap({ checkedHardwareID($0) }) {
            properties.hardwareID = hardwareID
        }
        if let model = text(.model).flatMap({ knownModel($0) }) { properties.model = model.id }
        if let agency = text(.agency).flatMap({ knownAgency($0) }) { properties.agency = agency }
        if let domain = text(.domain).flatMap({ checkedDomain($0) }) { properties.domain = domain }
        if let name = given(.name, text(.name)).flatMap({ checkedName($0) }) { properties.name = name }
        if text(.latitude) != nil || text(.longitude) != nil {
            let latitude = text(.latitude) ?? known.location.map { "\($0.latitude)" }
            let longitude = text(.longitude) ?? known.location.map { "\($0.longitude)" }
            properties.location = location(latitude, longitude)
        }
        if let interval = text(.expectedInterval).flatMap({ checkedInterval($0) }) {
            properties.expectedIntervalSeconds = interval
        }
        return faults.isEmpty ? .success(properties) : .failure(ThingFaults(faults: faults))
    }

    /// A text that takes the place of another one, and so is not empty.
    private mutating func given(_ column: ThingColumn, _ text: String?) -> String? {
        guard let text else { return nil }
        if text.isEmpty { fault(column, "", "is empty") }
        return text.isEmpty ? nil : text
    }

    private mutating func required(_ column: ThingColumn, _ text: String?) -> String? {
        if let text { return text }
        unsaid.insert(column.part)
        isWhole = false
        if column == .thing || !defaults.acceptsFragments { fault(column, "", "is missing") }
        return nil
    }

    private mutating func optional(_ column: ThingColumn, _ text: String?) -> String? {
        if text == nil { unsaid.insert(column.part) }
        return text
    }

    private static func ownName(
        _ name: String?,
        _ hardwareID: String?,
        from source: ThingDefaults.NameSource?
    ) -> String? {
        switch source {
        case nil: nil
        case .name: name.map { SlugText.slug($0) }
        case .hardwareID: hardwareID.map { SlugText.slug($0) }
        }
    }

    private mutating func location(_ latitude: String?, _ longitude: String?) -> Location? {
        if latitude == nil, longitude == nil {
            unsaid.insert(.location)
            return nil
        }
        let north = degrees(.latitude, latitude, 90, besides: .longitude)
        let east = degrees(.longitude, longitude, 180, besides: .latitude)
        guard let north, let east else { return nil }
        return Location(latitude: north, longitude: east)
    }
}
