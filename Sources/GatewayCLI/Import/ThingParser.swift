import Devices
import Gateway
import Observations
import Store

/// Makes things of texts, with the same words for a row of an import and for the options of a command.
///
/// Remembers models and agencies: a city has many things and few of those.
struct ThingParser {
    /// The longest hardware id, in bytes.
    static let hardwareIDBytesMax = 128
    /// The longest name for people, in bytes.
    static let nameBytesMax = 256
    /// The longest interval between two reports.
    static let intervalMax = Duration.seconds(86400 * 366)

    private let models: ModelSource
    private var knownModels: [String: ModelID] = [:]
    private var knownAgencies: [String: Slug] = [:]
    private var faults: [ThingFault] = []

    init(models: ModelSource) { self.models = models }

    /// A thing, or everything that keeps the texts from being one.
    mutating func thing(_ text: (ThingColumn) -> String?) -> Result<Registration, ThingFaults> {
        faults = []
        let id = required(.thing, text(.thing)).flatMap { slug(.thing, $0) }
        let hardwareID = required(.hardwareID, text(.hardwareID)).flatMap { checkedHardwareID($0) }
        let model = required(.model, text(.model)).flatMap { knownModel($0) }
        let agency = required(.agency, text(.agency)).flatMap { knownAgency($0) }
        let domain = required(.domain, text(.domain)).flatMap { checkedDomain($0) }
        let name = required(.name, text(.name)).flatMap { checkedName($0) }
        let location = location(text(.latitude) ?? "", text(.longitude) ?? "")
        let interval = interval(text(.expectedInterval) ?? "")
        let key = key(text(.key) ?? "")
        guard faults.isEmpty, let id, let hardwareID, let model, let agency, let domain, let name else {
            return .failure(ThingFaults(faults: faults))
        }
        let thing = Thing(
            id: id,
            hardwareID: hardwareID,
            model: model,
            agency: agency,
            domain: domain,
            name: name,
            location: location,
            expectedIntervalSeconds: interval
        )
        return .success(Registration(thing, key: key))
    }

    private mutating func fault(_ column: ThingColumn, _ value: String, _ reason: String) {
        // A row that lacks a field has its key where something else should stand.
        let isHidden = column != .hardwareID && KeyText.mayBeKey(value)
        let shown = column.isSecret ? "" : isHidden ? "(not shown)" : value
        faults.append(ThingFault(column: column, value: shown, reason: reason))
    }

    /// A thing's properties with the texts that are there in the place of what it has, or everything that keeps them from
    /// being some.
    mutating func change(
        _ known: Thing.Properties,
        _ text: (ThingColumn) -> String?
    ) -> Result<Thing.Properties, ThingFaults> {
        faults = []
        var properties = known
        if let hardwareID = text(.hardwareID).flatMap({ required(.hardwareID, $0) }).flatMap({ checkedHardwareID($0) })
        {
            properties.hardwareID = hardwareID
        }
        if let model = text(.model).flatMap({ knownModel($0) }) { properties.model = model }
        if let agency = text(.agency).flatMap({ knownAgency($0) }) { properties.agency = agency }
        if let domain = text(.domain).flatMap({ checkedDomain($0) }) { properties.domain = domain }
        if let name = text(.name).flatMap({ required(.name, $0) }).flatMap({ checkedName($0) }) {
            properties.name = name
        }
        if text(.latitude) != nil || text(.longitude) != nil {
            let latitude = text(.latitude) ?? known.location.map { "\($0.latitude)" }
            let longitude = text(.longitude) ?? known.location.map { "\($0.longitude)" }
            properties.location = location(latitude ?? "", longitude ?? "")
        }
        if let text = text(.expectedInterval) { properties.expectedIntervalSeconds = interval(text) }
        return faults.isEmpty ? .success(properties) : .failure(ThingFaults(faults: faults))
    }

    private mutating func required(_ column: ThingColumn, _ text: String?) -> String? {
        if let text, !text.isEmpty { return text }
        fault(column, text ?? "", "is missing")
        return nil
    }

    private mutating func slug(_ column: ThingColumn, _ text: String) -> Slug? {
        do {
            return try Slug(text)
        } catch {
            fault(column, text, error.description)
            return nil
        }
    }

    private mutating func knownAgency(_ text: String) -> Slug? {
        if let known = knownAgencies[text] { return known }
        let agency = slug(.agency, text)
        knownAgencies[text] = agency
        return agency
    }

    private mutating func knownModel(_ text: String) -> ModelID? {
        if let known = knownModels[text] { return known }
        guard let id = ModelID(text), models.catalogue[id] != nil else {
            fault(.model, text, "is not a model\(models.hint(text))")
            return nil
        }
        knownModels[text] = id
        return id
    }

    private mutating func checkedDomain(_ text: String) -> Domain? {
        if let domain = Domain(rawValue: text) { return domain }
        let names = Domain.allCases.map(\.rawValue)
        let meant = Spelling.nearest(to: text, among: names).map { "; did you mean \($0)?" } ?? ""
        fault(.domain, text, "is none of \(names.joined(separator: ", "))\(meant)")
        return nil
    }

    private mutating func checkedHardwareID(_ text: String) -> String? {
        guard isPlain(.hardwareID, text, bytesMax: ThingParser.hardwareIDBytesMax) else { return nil }
        return HardwareID.canonical(text)
    }

    private mutating func checkedName(_ text: String) -> String? {
        isPlain(.name, text, bytesMax: ThingParser.nameBytesMax) ? text : nil
    }

    private mutating func isPlain(_ column: ThingColumn, _ text: String, bytesMax: Int) -> Bool {
        guard text.utf8.count <= bytesMax else {
            fault(column, text, "has \(text.utf8.count) bytes; at most \(bytesMax) are allowed")
            return false
        }
        guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            fault(column, text, "has a control character in it")
            return false
        }
        guard text.utf8.first != UInt8(ascii: " "), text.utf8.last != UInt8(ascii: " ") else {
            fault(column, text, "begins or ends with a space")
            return false
        }
        return true
    }

    private mutating func location(_ latitude: String, _ longitude: String) -> Location? {
        if latitude.isEmpty, longitude.isEmpty { return nil }
        let north = degrees(.latitude, latitude, 90, besides: .longitude)
        let east = degrees(.longitude, longitude, 180, besides: .latitude)
        guard let north, let east else { return nil }
        return Location(latitude: north, longitude: east)
    }

    private mutating func degrees(_ column: ThingColumn, _ text: String, _ limit: Double, besides: ThingColumn)
        -> Double?
    {
        if text.isEmpty {
            fault(column, text, "is missing beside \(besides.name); give both or neither")
            return nil
        }
        guard let value = Double(text), (-limit...limit).contains(value) else {
            fault(column, text, "is not a number of degrees from -\(Int(limit)) to \(Int(limit)), with a point")
            return nil
        }
        return value
    }

    private mutating func key(_ text: String) -> DeviceKey? {
        if text.isEmpty { return nil }
        switch KeyText.key(text) {
        case .success(let key): return key
        case .failure(let fault):
            self.fault(.key, "", fault.reason)
            return nil
        }
    }

    private mutating func interval(_ text: String) -> Int? {
        if text.isEmpty { return nil }
        guard let duration = Duration(written: text), duration >= .seconds(1), duration <= ThingParser.intervalMax,
            duration.components.attoseconds == 0
        else {
            fault(.expectedInterval, text, "is not whole seconds from 1s to 366d, as 10m or 1h")
            return nil
        }
        return Int(duration.components.seconds)
    }
}
