import Store

/// What became of messages that were kept.
public struct MendingReport: Codable, Hashable, Sendable {
    /// What became of one of them.
    public struct Line: Codable, Hashable, Sendable {
        /// Its place.
        public var sequence: Int64
        /// Whose it is, where that is known.
        public var hardwareID: String?
        /// When the gateway received it.
        public var received: String
        /// How many readings it is.
        public var readings: Int
        /// Why it stays; nothing when it does not.
        public var reason: String?
        /// The particulars.
        public var detail: String?
    }

    /// The most messages that are named one by one.
    public static let linesMax = 1_000

    /// Messages that were looked at.
    public var messages = 0
    /// Messages that left the quarantine, or would.
    public var released = 0
    /// Messages that stay, or would.
    public var kept = 0
    /// The same by their reasons.
    public var reasons: [String: Int] = [:]
    /// Readings that go to the operations center, or would.
    public var readings = 0
    /// Readings that had been settled before, or wait in the outbox already.
    public var duplicates = 0
    /// The first of the messages, one by one.
    public var lines: [Line] = []
    /// Why it ended before the last message; asking again goes on.
    public var stopped: String?

    /// A report of nothing yet.
    public init() {}

    mutating func add(_ line: Line) {
        messages += 1
        readings += line.readings
        if let reason = line.reason {
            kept += 1
            reasons[reason, default: 0] += 1
        } else {
            released += 1
        }
        if lines.count < MendingReport.linesMax { lines.append(line) }
    }
}

extension MendingReport: ControlAnswer {
    /// A report of nothing.
    public static var blank: MendingReport { MendingReport() }
}
