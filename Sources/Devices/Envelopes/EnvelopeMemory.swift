import Observations

/// What envelopes remember from one message to the next; bounded, and lost with the process.
public struct EnvelopeMemory: Sendable {
    /// The most devices whose last battery report is remembered; beyond it all are forgotten, and said once more.
    static let batteryReportsMax = 16_384

    /// The births of Sparkplug nodes and devices.
    public internal(set) var sparkplug = SparkplugMemory()

    /// When the network heard the last battery report of each device.
    private var batteryReports: [String: Timestamp] = [:]

    /// Nothing yet.
    public init() {}

    /// The next message comes in this way.
    public mutating func expect(_ hearing: SparkplugHearing) { sparkplug.hearing = hearing }

    /// Whether this battery report of a device is not the one that was passed on last; it is from now on.
    mutating func isNewBatteryReport(of hardwareID: String, at time: Timestamp) -> Bool {
        guard batteryReports[hardwareID] != time else { return false }
        if batteryReports.count >= EnvelopeMemory.batteryReportsMax { batteryReports.removeAll() }
        batteryReports[hardwareID] = time
        return true
    }

    /// What was opened so far was counted in an earlier run.
    public mutating func countAnew() { sparkplug.countAnew() }

    /// Messages come again that were opened before: what they taught stays, that they were seen is forgotten.
    public mutating func messagesComeAgain() {
        batteryReports.removeAll()
        sparkplug.expectRepeats()
    }
}
