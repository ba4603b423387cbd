public import Observations

/// What a payload says of one moment.
public struct DecodedReading: Hashable, Sendable {
    /// The moment, when the device claims one.
    public var time: Timestamp?
    /// What was observed; (property, channel) is unique.
    public var observations: [Observation]
    /// Named raw values.
    public var parameters: [Parameter]

    /// What a payload says of one moment.
    public init(time: Timestamp? = nil, observations: [Observation], parameters: [Parameter] = []) {
        self.time = time
        self.observations = observations
        self.parameters = parameters
    }

    /// Whether it says nothing but a moment.
    public var isEmpty: Bool { observations.isEmpty && parameters.isEmpty }
}
