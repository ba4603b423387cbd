import Observations
import Store

/// What was last heard of one thing since the gateway started.
struct LastHeard: Sendable {
    /// Why its last message could not become a reading.
    struct Fault: Sendable {
        let reason: QuarantineReason
        let detail: String
        let received: Timestamp
    }

    /// What it said of its battery, each the last time that it did.
    struct Battery: Hashable, Sendable {
        /// Charge as a share of its capacity, %.
        var level: Double?
        /// V.
        var voltage: Double?
        /// The battery should be changed.
        var isLow: Bool?
    }

    /// The hardware that spoke for it.
    var hardwareID: String
    /// When its last message was received, whether or not it could be read.
    var received: Timestamp
    /// When the last message with a reading was received.
    var readingReceived: Timestamp?
    /// When the last reading was observed.
    var phenomenonTime: Timestamp?
    /// The network's counter of its frames.
    var frameCounter: UInt32?
    /// How well the network heard it.
    var radio: Radio?
    var battery = Battery()
    /// Messages with a reading.
    var messages = 0
    /// The fault of its last message; a reading that follows clears it.
    var fault: Fault?
}

extension LastHeard.Battery {
    /// Takes what observations say of the battery.
    mutating func take(_ observations: [Observation]) {
        for observation in observations where observation.quality != .bad {
            switch (observation.property, observation.value) {
            case (.batteryLevel, .number(let level)): self.level = level
            case (.batteryVoltage, .number(let voltage)): self.voltage = voltage
            case (.batteryLow, .boolean(let isLow)): self.isLow = isLow
            default: continue
            }
        }
    }
}
