import Observations

/// Which hardware sent a message that carries no reading, and whose it is when it is registered.
struct LiveSender: Sendable {
    let hardwareID: String?
    /// The place that the hardware is bound to.
    let thing: Thing?

    var origin: LiveOrigin {
        LiveOrigin(
            hardwareID: hardwareID,
            thing: thing?.id.string,
            agency: thing?.agency.string,
            domain: thing?.domain.rawValue
        )
    }
}
