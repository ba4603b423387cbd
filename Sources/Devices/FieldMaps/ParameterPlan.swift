/// A raw value to be forwarded under a name.
struct ParameterPlan: Sendable {
    let name: String
    /// The slot of a JSON path.
    let slot: Int
    /// The place in a binary payload.
    let bytes: BinaryField?
}
