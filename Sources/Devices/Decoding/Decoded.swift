/// What a payload says.
public struct Decoded: Hashable, Sendable {
    /// One reading for every moment that the payload speaks of, in the order of the payload.
    public var readings: [DecodedReading]
    /// How many fields of a model file were not in the payload, or not of their type.
    public var skippedFields: Int
    /// What later payloads of the same device can be read by.
    public var learned: FrameFormat?

    /// What a payload says.
    public init(readings: [DecodedReading], skippedFields: Int = 0, learned: FrameFormat? = nil) {
        self.readings = readings
        self.skippedFields = skippedFields
        self.learned = learned
    }
}
