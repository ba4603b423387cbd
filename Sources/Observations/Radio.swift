/// How well the network heard the device.
public struct Radio: Hashable, Sendable {
    /// Received signal strength, dBm.
    public let rssi: Double?
    /// Signal to noise ratio, dB.
    public let snr: Double?

    /// What the network said; numbers that are not finite count as unsaid.
    public init(rssi: Double?, snr: Double?) {
        self.rssi = rssi.flatMap { $0.isFinite ? $0 : nil }
        self.snr = snr.flatMap { $0.isFinite ? $0 : nil }
    }
}
