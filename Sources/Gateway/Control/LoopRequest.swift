/// A request that only the loop can answer, as it alone owns what is asked about.
///
/// To have it answer another kind of request: a case here and one of `EventLoop.take(_: LoopQuestion)`.
enum LoopRequest: Hashable, Sendable {
    /// What was last heard of a thing, by its name or its hardware id.
    case heard(name: String)
    /// Something to be done with messages that were kept.
    case mend(MendingTask)

    /// How long a client waits for the answer.
    var patience: Duration {
        switch self {
        case .heard: .seconds(5)
        case .mend: .seconds(3_600)
        }
    }
}
