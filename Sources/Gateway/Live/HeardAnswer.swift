import Observations
import Store

/// What the running gateway last heard of a thing.
public struct HeardAnswer: Codable, Hashable, Sendable {
    /// Why its last message could not become a reading.
    public struct Fault: Codable, Hashable, Sendable {
        /// The quarantine's reason.
        public let reason: String
        /// The particulars.
        public let detail: String
    }

    /// Since when the gateway has been listening.
    public var since: String
    /// When the last message was received; nothing when none was.
    public var received: String?
    /// When the last message with a reading was received.
    public var readingReceived: String?
    /// When its reading was observed.
    public var phenomenonTime: String?
    /// Messages with a reading.
    public var messages = 0
    /// The network's counter of its frames.
    public var frameCounter: UInt32?
    /// Received signal strength, dBm.
    public var rssi: Double?
    /// Signal to noise ratio, dB.
    public var snr: Double?
    /// Charge of its battery, %.
    public var batteryLevel: Double?
    /// Voltage of its battery, V.
    public var batteryVoltage: Double?
    /// Whether its battery should be changed.
    public var isBatteryLow: Bool?
    /// The fault of its last message.
    public var fault: Fault?

    init(since: String, _ heard: LastHeard?) {
        self.since = since
        guard let heard, let received = heard.received else { return }
        self.received = received.description
        readingReceived = heard.readingReceived?.description
        phenomenonTime = heard.phenomenonTime?.description
        messages = heard.messages
        frameCounter = heard.frameCounter
        rssi = heard.radio?.rssi
        snr = heard.radio?.snr
        batteryLevel = heard.battery.level
        batteryVoltage = heard.battery.voltage
        isBatteryLow = heard.battery.isLow
        guard heard.isFailing else { return }
        fault = heard.failure.map { Fault(reason: $0.reason.rawValue, detail: $0.detail) }
    }
}

extension HeardAnswer: ControlAnswer {
    /// Nothing was heard.
    public static var blank: HeardAnswer { HeardAnswer(since: "", nil) }
}
