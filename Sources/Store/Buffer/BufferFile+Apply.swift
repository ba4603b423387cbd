internal import GRDB
internal import Observations

extension BufferFile {
    /// How many more bytes than needed are evicted on a full disk, in tries: a page is reused only when it is empty.
    private static let fullDiskFactors = [2, 8, 32]

    /// Does everything in the transaction, or nothing.
    ///
    /// On a full disk the reserve is given up for what is not a reading. Readings wait (`backpressure`) or take the place
    /// of older ones (`drop_oldest`) until the reserve is held again.
    mutating func apply(_ transaction: StoreTransaction, now: Timestamp) throws(StoreError) -> StoreReceipt {
        guard trust == .trusted else { throw .needsReopening(path: path) }
        if transaction.isEmpty {
            var receipt = StoreReceipt()
            receipt.summary = totals.summary
            return receipt
        }
        takeReserve(now: now)
        if transaction.readings.isEmpty {
            do {
                return try applyOnce(transaction, now: now)
            } catch .diskFull {
                guard try reserve.giveUp() else { throw .diskFull(path: path, reserveIsHeld: false) }
                return try applyOnce(transaction, now: now)
            }
        }
        if reserve.isHeld {
            do {
                return try applyOnce(transaction, now: now)
            } catch .diskFull where limits.whenFull == .dropOldest && transaction.mayEvict {
                _ = try reserve.giveUp()
            }
        }
        guard limits.whenFull == .dropOldest, transaction.mayEvict else {
            throw .diskFull(path: path, reserveIsHeld: reserve.isHeld)
        }
        for factor in BufferFile.fullDiskFactors {
            do {
                return try applyOnce(transaction, now: now, evictingTimes: factor)
            } catch .diskFull {
                continue
            }
        }
        throw .diskFull(path: path, reserveIsHeld: reserve.isHeld)
    }

    /// Takes the reserve again once there is room, trying at most once a second.
    mutating func takeReserve(now: Timestamp) {
        if reserve.isHeld { return }
        if let reserveTried, abs(now.microseconds - reserveTried.microseconds) < 1_000_000 { return }
        reserveTried = now
        // Without it readings are refused and `reserveIsHeld` says so; why it failed does not matter.
        do { try reserve.take() } catch {}
    }

    private mutating func applyOnce(
        _ transaction: StoreTransaction,
        now: Timestamp,
        evictingTimes factor: Int = 0
    ) throws(StoreError) -> StoreReceipt {
        let limits = limits
        let receipt = try commit { database, totals in
            var receipt = StoreReceipt()
            var ledger = Ledger()
            for entry in transaction.drops { ledger.add(entry) }
            // Reads only: a transaction that does not fit has written nothing when it is refused.
            let room = try OutboxRoom(database, transaction, limits: limits, totals: totals, evictingTimes: factor)
            try Outbox.delete(database, transaction.acknowledged, totals: &totals)
            try Outbox.evict(database, room.evicted, ledger: &ledger, totals: &totals)
            receipt.evicted = room.evicted.map(\.sequence)
            try Outbox.insert(database, transaction.readings, now: now, receipt: &receipt, totals: &totals)
            if transaction.isInjection { try Injected.add(database, receipt, now: now) }
            try Outbox.park(database, transaction.parked, now: now, totals: &totals)
            try Quarantine.insert(database, transaction.quarantined, limits: limits, totals: &totals)
            try Quarantine.remove(database, transaction.released, countedAs: Marks.released, totals: &totals)
            try Quarantine.remove(database, transaction.discarded, countedAs: Marks.removed, totals: &totals)
            try Quarantine.rejudge(database, transaction.rejudged, totals: &totals)
            try Births.keep(database, transaction.births)
            try Marks.set(database, transaction.marks)
            try Raw.reissued(database, transaction.reissued)
            try ledger.write(database, limits: limits, totals: &totals)
            let rowsLeft = !transaction.acknowledged.isEmpty || !room.evicted.isEmpty
            if rowsLeft { totals.summary.oldest = try BufferTotals.oldest(database) }
            receipt.summary = totals.summary
            return receipt
        }
        for sequence in receipt.sequences { highestSequence = max(highestSequence, sequence.rawValue) }
        return receipt
    }
}
