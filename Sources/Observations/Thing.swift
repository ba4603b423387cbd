/// A place that is measured, and the hardware that is bound to it today.
///
/// The thing's `id` names the series at the IOC; everything else about it can change, the hardware among it, when a broken
/// sensor is replaced.
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

    /// Everything about a thing that can change.
    public struct Properties: Hashable, Sendable {
        /// DevEUI, meter address or serial number, as the field side names it: 1 to 128 bytes.
        public var hardwareID: String
        /// Which adapter decodes its payloads.
        public var model: ModelID
        /// Whose thing it is.
        public var agency: Slug
        /// Which part of city life it belongs to.
        public var domain: Domain
        /// A name for people.
        public var name: String
        /// Where it stands, when known.
        public var location: Location?
        /// How often it is expected to report, in seconds, when known.
        public var expectedIntervalSeconds: Int?
        /// When it is expected to report at all; nothing is always.
        public var schedule: ReportingSchedule?
        /// What it is doing.
        public var state: State
        /// What people want to find it by.
        public var tags: ThingTags
        /// What is added to its counters, so that a meter's total continues when the meter is replaced.
        public var offsets: CounterOffsets
    }

    /// The name of the measured place.
    public let id: Slug
    /// Everything else about it.
    public let properties: Properties

    /// DevEUI, meter address or serial number, as the field side names it: 1 to 128 bytes.
    public var hardwareID: String { properties.hardwareID }
    /// Which adapter decodes its payloads.
    public var model: ModelID { properties.model }
    /// Whose thing it is.
    public var agency: Slug { properties.agency }
    /// Which part of city life it belongs to.
    public var domain: Domain { properties.domain }
    /// A name for people.
    public var name: String { properties.name }
    /// Where it stands, when known.
    public var location: Location? { properties.location }
    /// How often it is expected to report, in seconds, when known.
    public var expectedIntervalSeconds: Int? { properties.expectedIntervalSeconds }
    /// When it is expected to report at all; nothing is always.
    public var schedule: ReportingSchedule? { properties.schedule }
    /// What it is doing.
    public var state: State { properties.state }
    /// What people want to find it by.
    public var tags: ThingTags { properties.tags }
    /// What is added to its counters.
    public var offsets: CounterOffsets { properties.offsets }

    /// A thing of its name and everything else about it.
    public init(id: Slug, _ properties: Properties) {
        self.id = id
        self.properties = properties
    }

    /// A thing of parts that are valid already.
    public convenience init(
        id: Slug,
        hardwareID: String,
        model: ModelID,
        agency: Slug,
        domain: Domain,
        name: String,
        location: Location? = nil,
        expectedIntervalSeconds: Int? = nil,
        schedule: ReportingSchedule? = nil,
        state: State = .active,
        tags: ThingTags = ThingTags(),
        offsets: CounterOffsets = CounterOffsets()
    ) {
        let properties = Properties(
            hardwareID: hardwareID,
            model: model,
            agency: agency,
            domain: domain,
            name: name,
            location: location,
            expectedIntervalSeconds: expectedIntervalSeconds,
            schedule: schedule,
            state: state,
            tags: tags,
            offsets: offsets
        )
        self.init(id: id, properties)
    }

    /// The same place with something else about it.
    public func changed(_ change: (inout Properties) throws -> Void) rethrows -> Thing {
        var properties = properties
        try change(&properties)
        return Thing(id: id, properties)
    }
}

extension Thing: Hashable {
    /// Two things are equal when everything about them is.
    public static func == (left: Thing, right: Thing) -> Bool {
        left === right || left.id == right.id && left.properties == right.properties
    }

    /// Feeds the thing's id.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
