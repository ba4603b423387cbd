/// What a network server or an edge node says of a device beside its data; counted, not forwarded.
public enum DeviceEvent: String, CaseIterable, Hashable, Sendable {
    /// The device joined the network.
    case join
    /// The device's own battery level and link margin, in a message that gives neither.
    case status
    /// The device acknowledged, or did not, a confirmed downlink or a command.
    case ack
    /// A downlink was sent by a gateway.
    case txack
    /// A downlink was queued, invalidated or could not be sent.
    case downlink
    /// The network server noted something about the device.
    case log
    /// The network server located the device.
    case location
    /// An integration of the network server answered.
    case integration
    /// An uplink without application payload: only commands between device and network.
    case empty
    /// A Sparkplug node or device is there, and had no value to tell.
    case birth
    /// A Sparkplug node or device is gone.
    case death
    /// Somebody told the device to do something.
    case command
    /// A Sparkplug host application said that it is there, or is not.
    case hostState = "host-state"
}
