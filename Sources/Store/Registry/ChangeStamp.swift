/// A number that grows with every change of the registry, by whatever process.
public struct ChangeStamp: Hashable, Sendable {
    /// How many transactions changed a thing.
    public let changes: Int64
}
