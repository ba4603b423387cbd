/// A place that is measured, and the hardware that is bound to it today.
///
/// The thing's `id` names the series at the IOC; `hardwareID` can change when a broken sensor is replaced.
public final class Thing: Sendable {
    /// What the thing is doing, as a technician has set it.
    public enum State: String, CaseIterable, Hashable, Sendable {
        /// It measures.
        case active
        /// Somebody works on it: readings are flagged.
        case maintenance
        /// It is being calibrated: readings are flagged.
        case calibrating
        /// It is no longer in use.
        case retired
    }

    /// The name of the measured place.
    public let id: Slug
    /// DevEUI, meter address or serial number, as the field side names it: 1 to 128 bytes.
    public let hardwareID: String
    /// Which adapter decodes its payloads.
    public let model: ModelID
    /// Whose thing it is.
    public let agency: Slug
    /// Which part of city life it belongs to.
    public let domain: Domain
    /// A name for people.
    public let name: String
    /// Where it stands, when known.
    public let location: Location?
    /// How often it is expected to report, in seconds, when known.
    public let expectedIntervalSeconds: Int?
    /// What it is doing.
    public let state: State

    /// A thing of parts that are valid already.
    public init(
        id: Slug,
        hardwareID: String,
        model: ModelID,
        agency: Slug,
        domain: Domain,
        name: String,
        location: Location? = nil,
        expectedIntervalSeconds: Int? = nil,
        state: State = .active
    ) {
        self.id = id
        self.hardwareID = hardwareID
        self.model = model
        self.agency = agency
        self.domain = domain
        self.name = name
        self.location = location
        self.expectedIntervalSeconds = expectedIntervalSeconds
        self.state = state
    }
}

extension Thing: Hashable {
    /// Two things are equal when everything about them is.
    public static func == (left: Thing, right: Thing) -> Bool {
        left === right
            || left.id == right.id && left.hardwareID == right.hardwareID && left.model == right.model
                && left.agency == right.agency && left.domain == right.domain && left.name == right.name
                && left.location == right.location
                && left.expectedIntervalSeconds == right.expectedIntervalSeconds && left.state == right.state
    }

    /// Feeds the thing's id.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
