import Observations
import Store

/// What a client that follows wants to hear of; everything that is set has to match.
///
/// Changes of the links and of the registry pass every filter by places and devices: they concern all of them.
public struct LiveFilter: Hashable, Sendable {
    /// Only this thing.
    public var thing: String?
    /// Only things of this domain.
    public var domain: String?
    /// Only things of this agency.
    public var agency: String?
    /// Only this hardware, as the field side names it.
    public var hardwareID: String?
    /// Only what is wrong: messages in quarantine, readings with suspect or bad values, readings that are not safe, and
    /// links that are lost.
    public var errorsOnly: Bool

    /// A filter of its parts; without any, everything passes.
    public init(
        thing: String? = nil,
        domain: String? = nil,
        agency: String? = nil,
        hardwareID: String? = nil,
        errorsOnly: Bool = false
    ) {
        self.thing = thing
        self.domain = domain
        self.agency = agency
        self.hardwareID = hardwareID.map(HardwareID.canonical)
        self.errorsOnly = errorsOnly
    }

    /// Whether an event passes.
    func admits(_ event: LiveEvent) -> Bool {
        if errorsOnly, !event.isError { return false }
        guard thing != nil || domain != nil || agency != nil || hardwareID != nil else { return true }
        // The most frequent case without a look at the topic.
        if let thing, case .reading(let settled, _) = event, settled.reading.thing.string != thing { return false }
        guard let origin = event.origin else { return true }
        return LiveFilter.admits(thing, origin.thing) && LiveFilter.admits(domain, origin.domain)
            && LiveFilter.admits(agency, origin.agency)
            && (hardwareID == nil || hardwareID == origin.hardwareID.map(HardwareID.canonical))
    }

    private static func admits(_ wanted: String?, _ given: Substring?) -> Bool {
        guard let wanted else { return true }
        return given.map { $0 == wanted } ?? false
    }
}

extension LiveFilter: Codable {
    private enum CodingKeys: String, CodingKey {
        case thing, domain, agency, hardwareID, errorsOnly
    }

    /// Reads a filter; what is missing is not filtered by.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            thing: try object.decodeIfPresent(String.self, forKey: .thing),
            domain: try object.decodeIfPresent(String.self, forKey: .domain),
            agency: try object.decodeIfPresent(String.self, forKey: .agency),
            hardwareID: try object.decodeIfPresent(String.self, forKey: .hardwareID),
            errorsOnly: try object.decodeIfPresent(Bool.self, forKey: .errorsOnly) ?? false
        )
    }
}
