import Observations

/// Models that explain a payload in the same way, and how well.
public struct ModelCandidate: Sendable {
    /// The models that read the payload alike; the one that promises least beside what the payload says stands first.
    public internal(set) var models: [DeviceModel]
    /// Models of the same maker that read the payload otherwise and nearly as well: bytes alone do not decide between them.
    public internal(set) var siblings: [DeviceModel] = []
    /// What they read; nothing where the payload needs the device's key or an earlier payload.
    public let decoded: Decoded?
    /// Why nothing was read, though the payload has the form of these models.
    public let obstacle: DecodeError?
    /// How many bytes of the payload they account for.
    public let explainedBytes: Int
    /// How many bits of the payload could not be otherwise: what a payload of another model would hardly meet by chance.
    public let evidenceBits: Double
    /// How much of what they read is physically possible: 0 to 1.
    public let plausibility: Double
    /// Whether the evidence is more than a payload of few bytes, or one that measures nothing, gives by chance.
    public var isConvincing: Bool {
        guard evidenceBits >= 8 else { return false }
        return decoded?.readings.contains { !$0.observations.isEmpty } ?? true
    }

    /// What candidates are ranked by: evidence, less for bytes left over and for values that cannot be.
    public let score: Double
}
