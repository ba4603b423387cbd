import Devices
import Observations
import Store

/// What happens in a running gateway, for those who follow it.
enum LiveEvent: Sendable {
    /// From here on the client hears everything that its filter admits.
    case following(at: Timestamp)
    /// A reading has met an end: its first, or the later one of its row in the outbox.
    case reading(SettledReading, hardwareID: String?)
    /// A message could not become a reading.
    case quarantined(QuarantineEntry, LiveSender)
    /// A message of a device was understood and carries no measurement.
    case withoutReading(LiveSender, at: Timestamp)
    /// A join, an acknowledgement or the like.
    case device(DeviceEvent, LiveSender, at: Timestamp)
    /// The registry was loaded anew.
    case registry(things: Int, at: Timestamp)
    /// A link was opened, or was lost.
    case link(Link, isOpen: Bool, reason: String?, at: Timestamp)

    /// One of the two connections.
    enum Link: String {
        /// To the sensors' broker.
        case field
        /// To the operations center.
        case uplink
    }

    /// Whose event it is; nothing when it concerns all.
    var origin: LiveOrigin? {
        switch self {
        case .reading(let settled, let hardwareID): LiveOrigin(hardwareID: hardwareID, topic: settled.reading.topic)
        case .quarantined(_, let sender), .withoutReading(let sender, _), .device(_, let sender, _): sender.origin
        case .following, .registry, .link: nil
        }
    }

    /// Whether something is wrong.
    var isError: Bool {
        switch self {
        case .following, .quarantined: true  // "following" is for everybody
        case .reading(let settled, _): settled.outcome.isError || settled.reading.hasDoubtfulValue
        case .withoutReading, .device, .registry: false
        case .link(_, let isOpen, _, _): !isOpen
        }
    }

    /// How much memory it holds, about, in bytes.
    var countedBytes: Int {
        switch self {
        case .reading(let settled, _): settled.reading.countedBytes
        case .quarantined(let entry, _): entry.countedBytes
        case .following, .withoutReading, .device, .registry, .link: 128
        }
    }
}

extension OutboxReading {
    /// Whether a value of it is suspect or bad; the body is the gateway's own writing, without blanks.
    fileprivate var hasDoubtfulValue: Bool {
        let member = Array("\"quality\":\"".utf8)
        var rest = body[...]
        while let found = rest.firstRange(of: member) {
            rest = rest[found.upperBound...]
            if rest.starts(with: "suspect".utf8) || rest.starts(with: "bad".utf8) { return true }
        }
        return false
    }
}
