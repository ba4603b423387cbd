import Observations
import Store

// What the store answers: commits, fetches, unparkings, expiries and probes.
extension Settlement {
    mutating func committed(_ transaction: StoreTransaction, _ receipt: StoreReceipt, at now: Moment) {
        isCommitting = false
        commitRetryAt = nil
        summary = receipt.summary
        counters.quarantined += transaction.quarantined.count
        if !transaction.readings.isEmpty {
            probes = 0
        }
        if summary.parkedRows > 0, connection != nil, nextRetry == nil {
            nextRetry = now.steady.advanced(by: limits.refusalRetry)
        }
        announced(receipt)
        drain.committed(transaction, evicted: receipt.evicted)
        quarantinedRows.removeFirst(quarantinedRowsInCommit)
        quarantinedRowsInCommit = 0
        if isBatchInCommit {
            isBatchInCommit = false
            for (position, member) in batch.committing.enumerated() {
                let isNew = !receipt.alreadyStored[position]
                stored(member, as: receipt.sequences[position], isNew: isNew, at: now.steady)
            }
            batch.endCommit()
            finishBatchIfSettled()
        }
        if isInjectionInCommit { injectionStored(receipt, at: now) }
        clearFullOutbox()
    }

    /// The store took nothing of this transaction.
    mutating func commitFailed(_ transaction: StoreTransaction, because failure: Obstacle, at now: Moment) {
        isCommitting = false
        counters.commitFailures += 1
        quarantinedRowsInCommit = 0
        drain.failed(transaction, keepsParkings: failure == .outboxFull, at: now.steady)
        if announcementFailed(because: failure, at: now.steady) { return }
        if isInjectionInCommit {
            injectionFailed(because: failure)
            // Without it there may be room for everything else.
            if failure != .storeFailed { return }
        }
        if failure != .outboxFull { commitRetryAt = now.steady.advanced(by: limits.commitRetry) }
        let wasBatch = isBatchInCommit
        isBatchInCommit = false
        if failure == .outboxFull, wasBatch, batch.refused > 0 {
            // The outbox has no room for what the uplink refuses; the quarantine has a reserve of its own.
            batch.abortCommit()
            return quarantineRefused()
        }
        obstacle = failure
        switch failure {
        case .outboxFull:
            isCrowded = true
            drain.stored()
        case .diskFull, .storeFailed: scheduleProbe(at: now.steady)
        }
        if wasBatch { giveUpBatch() }
    }

    mutating func fetched(_ rows: [OutboxRow]) {
        drain.fetched(rows)
        clearFullOutbox()
    }

    mutating func fetchFailed(at now: Moment) {
        drain.fetchFailed()
        obstacle = .storeFailed
        scheduleProbe(at: now.steady)
    }

    /// Refused rows are eligible again: of these topics, or as many of the one topic as a slice takes.
    mutating func unparked(
        _ rows: ParkedRows,
        topics: [String],
        isComplete: Bool,
        _ summary: OutboxSummary,
        at now: Moment
    ) {
        isUnparking = false
        self.summary = summary
        drain.restart(keepingInFlight: true)
        switch rows {
        case .oneOfEachTopic:
            probedTopics = Set(topics)
            if summary.parkedRows > 0, connection != nil, nextRetry == nil {
                nextRetry = now.steady.advanced(by: limits.refusalRetry)
            }
        case .topic(let topic):
            if !isComplete, connection != nil { topicsToUnpark.append(topic) }
        }
    }

    /// The refused rows are not eligible yet; they will be once the store works again.
    mutating func unparkFailed(isStoreBroken: Bool, at now: Moment) {
        isUnparking = false
        guard isStoreBroken else { return nextRetry = now.steady.advanced(by: limits.refusalRetry) }
        mustProbeTopics = connection != nil
        obstacle = .storeFailed
        scheduleProbe(at: now.steady)
    }

    mutating func storeProbed(_ summary: OutboxSummary?, at now: Moment) {
        isProbing = false
        guard let summary else { return scheduleProbe(at: now.steady) }
        self.summary = summary
        probeAt = nil
        obstacle = nil
        if summary.parkedRows > 0, connection != nil, nextRetry == nil {
            nextRetry = now.steady.advanced(by: limits.refusalRetry)
        }
        drain.stored()
    }

    /// Rows are about to leave by age; none of them is published meanwhile.
    ///
    /// - Returns: the rows that must stay, as they are on their way or have arrived.
    mutating func beginExpiry() -> Set<SequenceNumber> {
        isExpiring = true
        return drain.inFlight.union(drain.leaving)
    }

    mutating func expiryFailed() { isExpiring = false }

    /// Rows left by age; the ledger has them.
    mutating func expired(_ sequences: [SequenceNumber], _ summary: OutboxSummary) {
        isExpiring = false
        self.summary = summary
        drain.committed(StoreTransaction(), evicted: sequences)
        clearFullOutbox()
    }
}
