/// What a wire does to everything on it, until it is told otherwise.
struct WireFault: Hashable {
    /// Nothing is forwarded either way; connections stay, new ones are accepted.
    var isSilent = false
    /// New connections are reset at once.
    var refusesConnections = false
    /// How late everything comes.
    var delay: Duration = .zero
    /// How many bytes a second go each way; nil: as many as come.
    var bytesPerSecond: Int?
    /// The client's messages go no further, and are answered with this reason.
    var refusal: UInt8?
    /// The server's PUBACKs come with this reason instead.
    var reason: UInt8?
}
