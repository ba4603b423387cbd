/// The health of vendors' codecs since the gateway started.
public struct CodecPoolStatus: Hashable, Sendable {
    /// Payloads that codecs were asked to decode.
    public var calls = 0
    /// Payloads that have no answer, by the failure's reason.
    public var failures: [String: Int] = [:]
    /// Workers that were started.
    public var workersStarted = 0
    /// Workers that ended before they were told to.
    public var workersLost = 0
    /// The codecs that are switched off, sorted, with their causes.
    public var switchedOff: [String: String] = [:]

    /// Nothing yet.
    public init() {}
}
