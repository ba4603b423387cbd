import Store

/// Raw messages whose readings are settled, on their way to the store.
///
/// They are kept at best effort: nobody waits for them, and what does not fit in here or in the store is counted only. The
/// disk is written at most once in `patience`, unless very much comes.
struct RawShelf {
    /// How long messages wait for others before they are stored.
    static let patience: Duration = .seconds(10)
    /// So many bytes do not wait.
    static let bytesWanted = 1 << 20
    /// More bytes are not held while the store cannot take them.
    static let bytesMax = 8 << 20

    private var waiting: [RawMessage] = []
    private var bytes = 0
    private var since: SteadyInstant?
    private var isStoring = false
    /// Messages that could not be kept.
    private(set) var dropped = 0

    /// Whether nothing waits and nothing is being stored.
    var isIdle: Bool { waiting.isEmpty && !isStoring }

    /// When what waits is to be stored.
    var deadline: SteadyInstant? { isStoring ? nil : since?.advanced(by: RawShelf.patience) }

    /// These messages are settled.
    mutating func add(_ messages: [RawMessage], at now: SteadyInstant) {
        for message in messages {
            guard bytes + message.countedBytes <= RawShelf.bytesMax else {
                dropped += 1
                continue
            }
            bytes += message.countedBytes
            waiting.append(message)
        }
        if !waiting.isEmpty, since == nil { since = now }
    }

    /// What is to be stored now; the answer is reported to `stored`.
    mutating func take(at now: SteadyInstant, atOnce: Bool) -> [RawMessage]? {
        guard !isStoring, !waiting.isEmpty, let deadline else { return nil }
        guard atOnce || bytes >= RawShelf.bytesWanted || deadline <= now else { return nil }
        defer {
            waiting = []
            bytes = 0
            since = nil
        }
        isStoring = true
        return waiting
    }

    /// The store has taken what was taken last, or not.
    mutating func stored(_ count: Int, isKept: Bool) {
        isStoring = false
        if !isKept { dropped += count }
    }
}
