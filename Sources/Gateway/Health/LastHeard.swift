import Observations
import Store

/// What was last heard of one thing: when, from which hardware, how well, and what it said of itself.
///
/// Times, battery, radio and failure may come from an earlier run; `received` and what belongs to it are of this one.
struct LastHeard: Hashable, Sendable {
    /// What its device said of the battery, each the last time that it did.
    struct Battery: Hashable, Sendable {
        /// Charge as a share of its capacity, %.
        var level: Double?
        /// V.
        var voltage: Double?
        /// The battery should be changed.
        var isLow: Bool?
    }

    /// A message of its device that did not become a reading.
    struct Failure: Hashable, Sendable {
        /// Why it did not.
        let reason: QuarantineReason
        /// The particulars; nothing where they come from an earlier run.
        var detail = ""
        /// When it was received.
        let time: Timestamp
    }

    /// When a message of its device was last decoded.
    var decoded: Timestamp?
    /// What its device said of the battery.
    var battery = Battery()
    /// How well the network heard it.
    var radio: Radio?
    /// The last failure of its device's messages.
    var failure: Failure?
    /// Whether nothing was decoded since that failure.
    var isFailing = false

    /// When its last message was received in this run, whether or not it could be read.
    var received: Timestamp?
    /// The hardware that sent it.
    var hardwareID = ""
    /// When the last message with a reading was received.
    var readingReceived: Timestamp?
    /// When the last reading was observed.
    var phenomenonTime: Timestamp?
    /// The network's counter of its frames.
    var frameCounter: UInt32?
    /// Messages with a reading.
    var messages = 0
}

extension LastHeard {
    /// Takes what a decoded message says.
    mutating func take(_ message: DecodedMessage, at moment: Timestamp) {
        note(message, at: moment)
        received = moment
        isFailing = false
        guard let observed = message.observed else { return }
        messages += 1
        readingReceived = moment
        phenomenonTime = observed
    }

    /// Takes what a kept message says that was decoded at last, and is the newest that was.
    mutating func take(_ belated: BelatedHearing) {
        note(belated.message, at: belated.received)
        if let failure, failure.time <= belated.received { isFailing = false }
    }

    private mutating func note(_ message: DecodedMessage, at moment: Timestamp) {
        decoded = moment
        takeHardware(message.hardwareID)
        // Of an earlier run only the charge or the voltage is known, and not by which hardware.
        if received == nil, message.battery.charge != nil { battery = Battery() }
        if let radio = message.radio { self.radio = radio }
        if let counter = message.frameCounter { frameCounter = counter }
        battery.take(message.battery)
    }

    /// Takes that a message did not become a reading.
    mutating func take(_ failure: Failure, from hardwareID: String) {
        received = failure.time
        takeHardware(hardwareID)
        self.failure = failure
        isFailing = true
    }

    /// Other hardware has a battery, a radio and a counter of its own.
    private mutating func takeHardware(_ hardwareID: String) {
        guard hardwareID != self.hardwareID else { return }
        if !self.hardwareID.isEmpty, HardwareID.canonical(hardwareID) != HardwareID.canonical(self.hardwareID) {
            battery = Battery()
            radio = nil
            frameCounter = nil
        }
        self.hardwareID = hardwareID
    }
}

extension LastHeard.Battery {
    /// The charge, or else the voltage: the charge says more.
    var charge: BatteryCharge? { level.map(BatteryCharge.level) ?? voltage.map(BatteryCharge.voltage) }

    /// Takes what is said anew.
    mutating func take(_ other: LastHeard.Battery) {
        if let level = other.level { self.level = level }
        if let voltage = other.voltage { self.voltage = voltage }
        if let isLow = other.isLow { self.isLow = isLow }
    }

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
