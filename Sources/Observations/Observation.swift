/// One value of one property, and how far it can be trusted.
public struct Observation: Hashable, Sendable {
    /// What was observed.
    public let property: ObservedProperty
    /// Tells equal properties of one reading apart.
    public let channel: Channel?
    /// How the value relates to time.
    public let kind: ObservationKind
    /// The value in the property's unit; none when the device gave none that is a number.
    public let value: Value?
    /// How far it can be trusted.
    public let quality: Quality

    /// Judges a number, given in the property's unit, by the property's physical range.
    ///
    /// A number that is not finite leaves no value and is bad. For a property that is yes or no, 1 is yes and 0 is no;
    /// anything else leaves no value and is bad, as a number does for a property that is a text.
    public init(
        _ property: ObservedProperty,
        _ number: Double,
        channel: Channel? = nil,
        kind: ObservationKind = .instant,
        deviceSaysFault: Bool = false
    ) {
        self.property = property
        self.channel = channel
        self.kind = kind
        switch property.valueType {
        case .number where number.isFinite:
            value = .number(number)
            quality = deviceSaysFault ? .bad : property.isInRange(number) ? .good : .suspect
        case .boolean where number == 0 || number == 1:
            value = .boolean(number == 1)
            quality = deviceSaysFault ? .bad : .good
        default:
            value = nil
            quality = .bad
        }
    }

    /// Takes a yes or no; for a property that is a number it becomes 1 or 0.
    public init(
        _ property: ObservedProperty,
        _ boolean: Bool,
        channel: Channel? = nil,
        kind: ObservationKind = .instant,
        deviceSaysFault: Bool = false
    ) {
        self.init(property, boolean ? 1 : 0, channel: channel, kind: kind, deviceSaysFault: deviceSaysFault)
    }

    /// Takes a text; a property of another type has no value then and is bad.
    public init(
        _ property: ObservedProperty,
        _ string: String,
        channel: Channel? = nil,
        kind: ObservationKind = .instant,
        deviceSaysFault: Bool = false
    ) {
        let isText = property.valueType == .string
        self.property = property
        self.channel = channel
        self.kind = kind
        value = isText ? .string(string) : nil
        quality = isText && !deviceSaysFault ? .good : .bad
    }

    /// Judges a value, or the lack of one: no value is bad.
    public init(
        property: ObservedProperty,
        channel: Channel? = nil,
        kind: ObservationKind = .instant,
        value: Value?,
        deviceSaysFault: Bool = false
    ) {
        switch value {
        case .number(let number):
            self.init(property, number, channel: channel, kind: kind, deviceSaysFault: deviceSaysFault)
        case .boolean(let boolean):
            self.init(property, boolean, channel: channel, kind: kind, deviceSaysFault: deviceSaysFault)
        case .string(let string):
            self.init(property, string, channel: channel, kind: kind, deviceSaysFault: deviceSaysFault)
        case nil:
            self.init(copying: property, channel: channel, kind: kind, value: nil, quality: .bad)
        }
    }

    /// The same observation, trusted less because of the thing's state or of a time that was not believed.
    ///
    /// Bad stays bad. A thing that is being calibrated has calibrating observations; one under maintenance, or one
    /// whose clock was not believed, has suspect ones.
    public func judged(in state: Thing.State, isTimeBelieved: Bool) -> Observation {
        guard quality != .bad else { return self }
        let judged: Quality =
            switch state {
            case .calibrating: .calibrating
            case .maintenance: .suspect
            case .active, .retired: isTimeBelieved ? quality : .suspect
            }
        return Observation(copying: property, channel: channel, kind: kind, value: value, quality: judged)
    }

    /// The same observation, trusted no more than whoever passed it on trusts it.
    public func trusted(atMost limit: Quality) -> Observation {
        guard limit != .good, quality != .bad, limit == .bad || quality == .good else { return self }
        return Observation(copying: property, channel: channel, kind: kind, value: value, quality: limit)
    }

    /// The same observation of another number, judged anew by the property's range; one without a number stays.
    public func adding(_ offset: Double) -> Observation {
        guard case .number(let number) = value else { return self }
        let sum = Observation(property, number + offset, channel: channel, kind: kind)
        // Whatever else makes it doubtful than the range stays.
        let isDoubtful = quality == .bad || quality == .calibrating || quality == .suspect && property.isInRange(number)
        return isDoubtful
            ? Observation(copying: property, channel: channel, kind: kind, value: sum.value, quality: quality) : sum
    }

    /// The same observation on another channel.
    public func moved(to channel: Channel?) -> Observation {
        Observation(copying: property, channel: channel, kind: kind, value: value, quality: quality)
    }

    private init(
        copying property: ObservedProperty,
        channel: Channel?,
        kind: ObservationKind,
        value: Value?,
        quality: Quality
    ) {
        self.property = property
        self.channel = channel
        self.kind = kind
        self.value = value
        self.quality = quality
    }
}
