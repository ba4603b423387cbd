import Observations
import Store

/// Where messages were kept, and which of them are meant.
enum KeptSource: Hashable, Sendable {
    case quarantine(QuarantineSelection)
    case raw(since: Timestamp?)

    /// The messages after a place, through the one where the task ends; a task that has no end yet ends at the newest.
    func slice(
        in store: BufferStore,
        after sequence: SequenceNumber?,
        through last: SequenceNumber?,
        limit: Int,
        bytes: Int
    ) throws(StoreError) -> KeptSlice {
        let end: SequenceNumber?
        if let last { end = last } else { end = try newest(in: store) }
        guard let end else { return KeptSlice(messages: [], last: nil) }
        let messages: [KeptMessage]
        switch self {
        case .quarantine(let selection):
            let rows = try store.quarantined(selection, after: sequence, through: end, limit: limit, bytes: bytes)
            messages = rows.map(KeptMessage.init)
        case .raw(let since):
            let rows = try store.raw(after: sequence, through: end, since: since, limit: limit, bytes: bytes)
            messages = rows.map(KeptMessage.init)
        }
        return KeptSlice(messages: messages, last: end)
    }

    private func newest(in store: BufferStore) throws(StoreError) -> SequenceNumber? {
        switch self {
        case .quarantine: try store.newestQuarantined()
        case .raw: try store.newestRaw()
        }
    }
}
