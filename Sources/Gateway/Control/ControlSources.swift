/// What the answers to requests are made of.
struct ControlSources: Sendable {
    /// The status, which the loop keeps.
    let reporter: StatusReporter
    /// The way to the loop.
    let mailbox: Mailbox
    /// What happens, as it happens.
    let feed: LiveFeed
    /// Who takes changes of the registry over.
    var registry: RegistryKeeper?
}
