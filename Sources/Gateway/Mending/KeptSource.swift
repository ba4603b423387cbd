import Observations
import Store

/// Where messages were kept, and which of them are meant.
enum KeptSource: Hashable, Sendable {
    case quarantine(QuarantineSelection)
    case raw(since: Timestamp?)

    /// The messages after a place, in the order of their places.
    func messages(
        in store: BufferStore,
        after sequence: SequenceNumber?,
        limit: Int,
        bytes: Int
    ) throws(StoreError) -> [KeptMessage] {
        switch self {
        case .quarantine(let selection):
            try store.quarantined(selection, after: sequence, limit: limit, bytes: bytes).map(KeptMessage.init)
        case .raw(let since):
            try store.raw(after: sequence, since: since, limit: limit, bytes: bytes).map(KeptMessage.init)
        }
    }
}
