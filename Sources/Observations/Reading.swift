/// What one thing observed at one moment: the unit that is forwarded, stored and counted.
public struct Reading: Hashable, Sendable {
    /// The same reading has the same id.
    public let id: ReadingID
    /// The place that was measured.
    public let thing: Thing
    /// Which gateway received it.
    public let gateway: Slug
    /// When it was observed.
    public let phenomenonTime: Timestamp
    /// When the gateway received it.
    public let resultTime: Timestamp
    /// Whose clock says when it was observed.
    public let timeSource: TimeSource
    /// What was observed; (property, channel) is unique.
    public let observations: [Observation]
    /// Raw values of device and network.
    public let parameters: [Parameter]
    /// How well the network heard the device.
    public let radio: Radio?
    /// Counts how often the reading was issued again with other values, from 1.
    public let revision: Int?
    /// The gateway's own clock could not be trusted at reception.
    public let gatewayClockUnsynchronised: Bool

    /// A reading of parts that are judged already.
    public init(
        id: ReadingID,
        thing: Thing,
        gateway: Slug,
        phenomenonTime: Timestamp,
        resultTime: Timestamp,
        timeSource: TimeSource,
        observations: [Observation],
        parameters: [Parameter] = [],
        radio: Radio? = nil,
        revision: Int? = nil,
        gatewayClockUnsynchronised: Bool = false
    ) {
        self.id = id
        self.thing = thing
        self.gateway = gateway
        self.phenomenonTime = phenomenonTime
        self.resultTime = resultTime
        self.timeSource = timeSource
        self.observations = observations
        self.parameters = parameters
        self.radio = radio
        self.revision = revision
        self.gatewayClockUnsynchronised = gatewayClockUnsynchronised
    }

    /// A reading as it was decoded: its observations are judged by the thing's state and by the time.
    public init(
        id: ReadingID,
        thing: Thing,
        gateway: Slug,
        time: TimeJudgement,
        reception: Timestamp,
        observations: [Observation],
        parameters: [Parameter] = [],
        radio: Radio? = nil,
        revision: Int? = nil
    ) {
        let isPlain = time.isBelieved && (thing.state == .active || thing.state == .retired)
        self.init(
            id: id,
            thing: thing,
            gateway: gateway,
            phenomenonTime: time.phenomenonTime,
            resultTime: reception,
            timeSource: time.source,
            observations: isPlain
                ? observations
                : observations.map { $0.judged(in: thing.state, isTimeBelieved: time.isBelieved) },
            parameters: time.isBelieved ? parameters : time.parameters + parameters,
            radio: radio,
            revision: revision,
            gatewayClockUnsynchronised: time.isGatewayClockUnsynchronised
        )
    }
}
