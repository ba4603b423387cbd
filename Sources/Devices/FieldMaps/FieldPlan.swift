import Observations

/// What to do with one place of a payload: make an observation, or a parameter.
struct FieldPlan: Sendable {
    /// A property to be observed.
    struct Target: Sendable {
        let property: ObservedProperty
        let channel: Channel?
        let kind: ObservationKind
        let conversion: ValueConversion
    }

    let target: Target
    /// The slot of a JSON path.
    let slot: Int
    /// The place in a binary payload.
    let bytes: BinaryField?

    /// The longest text that is forwarded, in bytes.
    static let textBytesMax = 1024
}

extension FieldPlan.Target {
    /// The observation of a raw number.
    @inline(__always)
    func observation(_ value: Double) -> Observation { Observation(property, value, channel: channel, kind: kind) }
}
