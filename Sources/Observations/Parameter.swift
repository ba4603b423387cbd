/// A named raw value of device or network that is no observation (SensorThings' word), as `frameCounter`.
public struct Parameter: Hashable, Sendable {
    /// The name, unique within a reading: of two equal names the first one is forwarded.
    public let name: String
    /// The value.
    public let value: ParameterValue

    /// A parameter by its name and value.
    public init(name: String, value: ParameterValue) {
        self.name = name
        self.value = value
    }
}
