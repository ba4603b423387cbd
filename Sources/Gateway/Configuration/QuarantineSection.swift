/// `[quarantine]`: the messages that could not be turned into readings, and how many are kept.
public struct QuarantineSection: Hashable, Sendable {
    /// The space that they may take in all.
    public let maximumBytes: ByteSize
    /// How many are kept of one hardware id: the newest.
    public let perDevice: Int

    init?(_ table: SettingsTable) {
        let bytes = ByteSize(bytes: 64 << 10)...ByteSize(bytes: 1 << 40)
        let maximumBytes = table.value("maximum_bytes", .byteSize(bytes), default: ByteSize(bytes: 64 << 20))
        let perDevice = table.value("per_device", .integer(1...10_000), default: 20)
        table.refuseUnknownKeys()
        guard let maximumBytes, let perDevice else { return nil }
        self.maximumBytes = maximumBytes
        self.perDevice = perDevice
    }
}
