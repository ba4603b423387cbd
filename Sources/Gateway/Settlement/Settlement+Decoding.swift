import Store

extension Settlement {
    /// Whether the batch is closed and the field waits for its acknowledgements.
    var isBatchHeld: Bool {
        switch batch.phase {
        case .decoding, .settling, .committing: true
        case .reading, .releasing: false
        }
    }

    /// When waiting for the codecs is over.
    var decodeDeadline: SteadyInstant { batch.opened.advanced(by: decodeTimeout) }

    private var decodeTimeout: Duration {
        isStopping ? min(limits.decodeTimeout, limits.stopDecodeTimeout) : limits.decodeTimeout
    }

    /// The codecs' work of this batch, once; and the end of waiting for it.
    mutating func nextDecode(at now: SteadyInstant) -> SettlementAction? {
        guard batch.phase == .decoding else { return nil }
        guard askedToDecode == batch.number else {
            askedToDecode = batch.number
            return .decode(batch.pending, batch: batch.number)
        }
        if decodeDeadline <= now { giveUpDecoding(at: now) }
        return nil
    }

    /// Whether the batch of this number waits for its codecs.
    func isDecoding(batch number: UInt64) -> Bool {
        batch.phase == .decoding && batch.number == number && askedToDecode == number
    }

    /// An answer came for a batch that is over.
    mutating func decodedTooLate() { counters.decodesLate += 1 }

    /// Vendors' codecs have answered: their readings and quarantine entries join the batch that asked.
    ///
    /// - Returns: whether the answer was still wanted; otherwise the messages had another end, or come again.
    @discardableResult
    mutating func decoded(_ arrivals: Arrivals, batch number: UInt64, at now: Moment) -> Bool {
        guard isDecoding(batch: number) else {
            decodedTooLate()
            return false
        }
        take(arrivals, at: now)
        batch.endDecoding(at: now.steady)
        finishBatchIfSettled()
        return true
    }

    /// Nobody answers: the payloads are kept raw, so that the batch ends and nothing is lost.
    private mutating func giveUpDecoding(at now: SteadyInstant) {
        for pending in batch.pending {
            batch.quarantined.append(pending.quarantined("no answer of the codec within \(decodeTimeout)"))
        }
        batch.endDecoding(at: now)
    }
}
