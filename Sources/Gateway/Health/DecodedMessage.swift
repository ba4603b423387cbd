import Devices
import Observations

/// What a decoded message says of its thing, beside its readings.
struct DecodedMessage: Hashable, Sendable {
    /// The hardware that sent it.
    let hardwareID: String
    /// How well the network heard it.
    var radio: Radio?
    /// The network's counter of the device's frames.
    var frameCounter: UInt32?
    /// What it says of the battery.
    var battery = LastHeard.Battery()
    /// When the last of its readings was observed; nothing when it carried none.
    var observed: Timestamp?
}

extension DecodedMessage {
    /// What an uplink and its readings say.
    init(_ uplink: Uplink, _ readings: [DecodedReading], observed: Timestamp?) {
        self.init(
            hardwareID: uplink.hardwareID,
            radio: uplink.radio,
            frameCounter: uplink.frameCounter,
            observed: observed
        )
        for reading in readings { battery.take(reading.observations) }
    }
}
