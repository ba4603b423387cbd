import Store

/// A field message that was kept, with what is known of it beside its bytes.
struct KeptMessage: Sendable {
    /// Where it was kept.
    enum Origin: Sendable {
        /// In the quarantine, for a reason.
        case quarantine(QuarantineEntry)
        /// Beside the outbox, after its readings were issued; they have this revision.
        case raw(revision: Int)
    }

    /// Its place there.
    let sequence: SequenceNumber
    /// The message.
    let message: RawMessage
    let origin: Origin

    init(_ row: QuarantineRow) {
        let entry = row.entry
        sequence = row.sequence
        message = RawMessage(topic: entry.topic, payload: entry.payload, received: entry.received)
        origin = .quarantine(entry)
    }

    init(_ row: RawRow) {
        sequence = row.sequence
        message = row.message
        origin = .raw(revision: row.revision)
    }

    /// The quarantine's entry, where it was kept there.
    var entry: QuarantineEntry? {
        switch origin {
        case .quarantine(let entry): entry
        case .raw: nil
        }
    }
}
