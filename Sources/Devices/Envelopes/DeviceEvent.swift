/// What a network server says of a device beside its data; counted, not forwarded.
public enum DeviceEvent: String, CaseIterable, Hashable, Sendable {
    /// The device joined the network.
    case join
    /// The device's own battery level and link margin.
    case status
    /// The device acknowledged, or did not, a confirmed downlink.
    case ack
    /// A downlink was sent by a gateway.
    case txack
    /// The network server noted something about the device.
    case log
    /// The network server located the device.
    case location
    /// An integration of the network server answered.
    case integration
    /// An uplink without application payload: only commands between device and network.
    case empty
}
