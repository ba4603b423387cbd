import Observations
import Store

/// Injections: a synced transaction of their own beside the batches.
///
/// Invariants:
/// - one injection is in a commit at a time, never together with a batch, and a due batch goes first;
/// - an id that is settled, or whose row is in the outbox, is not stored again, unless it is to go out again; a message
///   that was quarantined twice is one reading;
/// - an id whose publish is outstanding stays outstanding: its row is in flight until that PUBACK comes;
/// - the age of its rows counts from the commit: what a person has had read again has all of `maximum_age` before it;
/// - a failed injection changes nothing in memory, and does not keep the gateway off the field.
extension Settlement {
    /// The most injections that wait for the store.
    static let injectionsMax = 8

    /// Takes readings that do not come from the field; what becomes of them is told by `takeInjectionOutcomes`.
    ///
    /// - Returns: false when too many wait already, the store has failed, or the gateway stops; then nothing was taken.
    mutating func inject(_ injection: Injection) -> Bool {
        guard injections.count < Settlement.injectionsMax, obstacle != .storeFailed, !isStopping else { return false }
        injections.append(injection)
        return true
    }

    /// What became of injections since it was asked last, by their numbers.
    mutating func takeInjectionOutcomes() -> [(number: UInt64, outcome: Injection.Outcome)] {
        defer { injectionOutcomes.removeAll() }
        return injectionOutcomes
    }

    /// Puts the next injection into a transaction.
    ///
    /// - Returns: false when none waits, or none may go.
    mutating func beginInjection(into transaction: inout StoreTransaction, at now: Moment) -> Bool {
        while let injection = injections.first {
            guard !isStopping else {
                finishInjection(.failed)
                continue
            }
            let items = unsettled(injection.items, at: now)
            let bytes = items.reduce(0) { $0 + $1.reading.countedBytes }
            guard items.isEmpty || limits.hasRoom(forRows: items.count, bytes: Int64(bytes), beside: summary) else {
                finishInjection(.noRoom)
                continue
            }
            injecting = items
            transaction.readings = items.map(\.reading)
            transaction.released = injection.released
            transaction.discarded = injection.discarded
            transaction.rejudged = injection.rejudged
            transaction.quarantined += injection.quarantined
            transaction.marks = injection.marks
            transaction.reissued = injection.reissued
            transaction.mayEvict = false
            transaction.isInjection = true
            isInjectionInCommit = true
            return true
        }
        return false
    }

    /// The running commit has stored an injection.
    mutating func injectionStored(_ receipt: StoreReceipt, at now: Moment) {
        isInjectionInCommit = false
        guard let injection = injections.first else { return }
        var count = 0
        for (position, item) in injecting.enumerated() {
            let sequence = receipt.sequences[position]
            let isNew = !receipt.alreadyStored[position]
            if isNew { count += 1 }
            stored(item, as: sequence, isNew: isNew, at: now)
        }
        counters.injected += count
        let duplicates = injection.items.count - count
        counters.duplicates += duplicates
        injecting = []
        drain.stored()
        finishBatchIfSettled()
        finishInjection(.stored(count, duplicates: duplicates))
    }

    /// The running commit, which had an injection, has failed.
    mutating func injectionFailed(because failure: Obstacle) {
        isInjectionInCommit = false
        injecting = []
        finishInjection(failure == .outboxFull ? .noRoom : .failed)
    }

    private mutating func finishInjection(_ outcome: Injection.Outcome) {
        let injection = injections.removeFirst()
        injectionOutcomes.append((injection.number, outcome))
    }

    /// The items that are not settled yet: neither they nor a copy of their frame.
    private mutating func unsettled(_ items: [Injection.Item], at now: Moment) -> [Injection.Item] {
        var known = FrameMemory(capacity: max(1, items.count * 2))
        var ids: Set<ReadingID> = []
        var isCopy = false
        return items.filter { item in
            if item.isRepeat { return true }
            if item.isFirstOfFrame {
                let received = now.steady(of: item.reading.received)
                isCopy = item.frame.map { frames.isCopy($0, at: received) || known.isCopy($0, at: received) } ?? false
                if let frame = item.frame { known.insert(frame, received: received) }
            }
            return !isCopy && !duplicates.contains(item.reading.id) && ids.insert(item.reading.id).inserted
        }
    }

    /// A reading of an injection is in the store now; a copy of it may have come from the field meanwhile.
    private mutating func stored(_ item: Injection.Item, as sequence: SequenceNumber, isNew: Bool, at now: Moment) {
        let id = item.reading.id
        journal?.append(SettledReading(reading: item.reading, outcome: isNew ? .buffered : .duplicate))
        if let frame = item.frame { frames.insert(frame, received: now.steady(of: item.reading.received)) }
        if !item.isRepeat, duplicates.contains(id) {
            // Its copy had a PUBACK while it was being stored: the row has done its duty.
            _ = drain.acknowledge(sequence, at: now.steady)
            return
        }
        if let index = batch.unsettledIndex(of: id) {
            stored((index, isParked: false), as: sequence, isNew: false, at: now.steady)
        } else if window?.adopt(id, as: .row(sequence)) != nil {
            drain.published(sequence)
        }
        duplicates.insert(id)
    }
}

extension Moment {
    /// Where the steady clock stood at a time of the calendar, as far as the two run alike.
    func steady(of time: Timestamp) -> SteadyInstant {
        SteadyInstant(microseconds: steady.microseconds - wall.microseconds(since: time))
    }
}
