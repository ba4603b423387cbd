public import Observations
public import Store

/// What is to be done with messages that were kept.
public enum MendingTask: Hashable, Sendable {
    /// Decode quarantined messages again, and forward their readings; a trial changes nothing.
    case redecode(QuarantineSelection, isTrial: Bool)
    /// Drop quarantined messages, by the word of this person.
    case discard(QuarantineSelection, by: String)
    /// Decode raw messages again, and issue the readings (of one thing) with their next revision; a trial changes nothing.
    case reissue(since: Timestamp?, thing: Slug?, isTrial: Bool)

    /// Whether only a report is asked for.
    var isTrial: Bool {
        switch self {
        case .redecode(_, let isTrial), .reissue(_, _, let isTrial): isTrial
        case .discard: false
        }
    }

    /// Where the messages are.
    var source: KeptSource {
        switch self {
        case .redecode(let selection, _), .discard(let selection, _): .quarantine(selection)
        case .reissue(let since, _, _): .raw(since: since)
        }
    }
}
