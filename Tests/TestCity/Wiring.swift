/// The ports on 127.0.0.1 that the clients of a city connect to.
struct Wiring: Hashable {
    var sensorsToField: UInt16
    var gatewayToField: UInt16
    var gatewayToUplink: UInt16

    /// Straight to the brokers.
    init(field: UInt16, uplink: UInt16) {
        sensorsToField = field
        gatewayToField = field
        gatewayToUplink = uplink
    }
}
