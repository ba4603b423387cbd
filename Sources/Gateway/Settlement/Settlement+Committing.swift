import Observations
import Store

extension Settlement {
    var settleDeadline: SteadyInstant {
        var wait = limits.settleTimeout
        if batch.isUnderPressure { wait = min(wait, limits.pressureTimeout) }
        if isCrowded { wait = max(wait, limits.holdMaximum / 2) }
        if isStopping { wait = min(wait, limits.stopTimeout) }
        return batch.settlingSince.advanced(by: wait)
    }

    mutating func nextTransaction(at moment: Moment) -> StoreTransaction? {
        let now = moment.steady
        guard obstacle != .storeFailed, commitRetryAt == nil else { return nil }
        var transaction = StoreTransaction()
        let batchIsDue = batch.phase == .settling && batchWantsStore(at: now)
        if batchIsDue {
            batch.beginCommit(into: &transaction)
            isBatchInCommit = true
        }
        let isInjected = !batchIsDue && beginInjection(into: &transaction, at: moment)
        guard batchIsDue || isInjected || !quarantinedRows.isEmpty || deletesAreDue(at: now) else { return nil }
        drain.takeChanges(into: &transaction)
        transaction.quarantined += quarantinedRows
        quarantinedRowsInCommit = quarantinedRows.count
        transaction.outstanding = drain.inFlight
        isCommitting = true
        return transaction
    }

    /// When waiting for the uplink is no longer right.
    func batchWantsStore(at now: SteadyInstant) -> Bool {
        if connection == nil || !isFieldOpen || batch.onlyStoreCanSettle || settleDeadline <= now { return true }
        // A far uplink: the window has no room for the rest of a full batch, and will not have it in time.
        return batch.isUnderPressure && !isCrowded && batch.hasUnsent && !liveMayBePublished
    }

    func deletesAreDue(at now: SteadyInstant) -> Bool {
        guard drain.hasChanges, let since = drain.acknowledgedSince else { return false }
        let many = drain.acknowledged.count + drain.refused.count >= Drain.deletesPerTransaction
        return many || isStopping || since.advanced(by: Drain.deleteDelay) <= now
    }

    mutating func settle(_ index: Int) { batch.setProgress(.settled, of: index) }

    /// A member is in the store now: settled, whatever its publish does.
    mutating func stored(
        _ committed: (index: Int, isParked: Bool),
        as sequence: SequenceNumber,
        isNew: Bool,
        at now: SteadyInstant
    ) {
        let member = batch.members[committed.index]
        switch member.progress {
        case .settled:
            // Its PUBACK came while it was being stored: the row has done its duty.
            _ = drain.acknowledge(sequence, at: now)
            return
        case .outstanding(let packet):
            window?.replaceOccupant(of: packet, with: .row(sequence))
            drain.published(sequence)
        case .refused(let reason):
            if !committed.isParked { drain.park(sequence, reason, at: now) }
        case .unsent:
            drain.stored()
        }
        duplicates.insert(member.reading.id)
        if isNew { counters.buffered += 1 } else { counters.duplicates += 1 }
        let outcome: SettledReading.Outcome = committed.isParked ? .parked : isNew ? .buffered : .duplicate
        journal?.append(SettledReading(reading: member.reading, outcome: outcome))
        settle(committed.index)
    }

    mutating func finishBatchIfSettled() {
        guard batch.phase == .settling, batch.isSettled else { return }
        batch.frames.settle(into: &frames)
        if !batch.raw.isEmpty { rawShelf.add(batch.raw.map(\.message), at: batch.opened) }
        if isFieldOpen {
            batch.phase = .releasing
        } else {
            batch.clear()
        }
    }

    /// Neither uplink nor store takes the batch: it stays unacknowledged, and the field broker will send it again.
    mutating func giveUpBatch() {
        for member in batch.members where member.progress != .settled {
            counters.withheld += 1
            journal?.append(SettledReading(reading: member.reading, outcome: .withheld))
            if case .outstanding(let packet) = member.progress {
                window?.abandon(packet: packet)
            }
        }
        counters.withheld += batch.quarantined.count + batch.pending.count
        // Of what comes again, this is known already.
        let settled = batch.raw.filter { $0.readings.allSatisfy(duplicates.contains) }
        if !settled.isEmpty { rawShelf.add(settled.map(\.message), at: batch.opened) }
        batch.clear()
        mustCloseField = isFieldOpen
    }

    /// Back to the field once there is room, or once all that is left is parked: that must not keep the others off.
    mutating func clearFullOutbox() {
        if limits.isHalfEmpty(summary) { isCrowded = false }
        guard obstacle == .outboxFull else { return }
        let isDrained = connection != nil && !drain.hasBacklog && drain.inFlight.isEmpty && !drain.hasChanges
        if isDrained || !limits.isNearlyFull(summary) { obstacle = nil }
    }

    /// A server that owes a PUBACK for a minute, or whose debts outlive a turn of the packet identifiers, has forgotten.
    mutating func uplinkMustClose(at now: SteadyInstant) -> Bool {
        guard connection != nil else { return false }
        if mustCloseUplink { return true }
        guard let oldest = window?.oldestPublish() else { return false }
        return oldest.advanced(by: limits.acknowledgementTimeout) <= now
    }

    mutating func nextClose(at now: SteadyInstant) -> SettlementAction? {
        guard isFieldOpen, !hasAskedToClose else { return nil }
        let isHeld = isBatchHeld
        let isHeldTooLong = isHeld && batch.opened.advanced(by: limits.holdMaximum) <= now
        guard mustCloseField || isHeldTooLong || (obstacle != nil && !isHeld) else { return nil }
        hasAskedToClose = true
        return .closeField
    }

    mutating func scheduleProbe(at now: SteadyInstant) {
        guard probeAt == nil else { return }
        let longest = limits.storeProbe.upperBound
        let wait = min(longest, limits.storeProbe.lowerBound * (1 << min(probes, 6)))
        probes += 1
        probeAt = now.advanced(by: wait)
    }

    mutating func quarantine(member index: Int, detail: String) {
        let entry = quarantineEntry(for: batch.members[index].reading, detail)
        journal?.append(SettledReading(reading: batch.members[index].reading, outcome: .quarantined))
        if batch.phase == .committing {
            // Its row will be there, and leaves with or after this entry, even if the batch is given up.
            quarantinedRows.append(entry)
        } else {
            batch.quarantined.append(entry)
        }
        settle(index)
    }

    /// Its quarantine entry and its deletion are one transaction.
    mutating func quarantine(
        row sequence: SequenceNumber,
        _ reading: OutboxReading,
        detail: String,
        at now: SteadyInstant
    ) {
        quarantinedRows.append(quarantineEntry(for: reading, detail))
        _ = drain.acknowledge(sequence, at: now)
    }

    mutating func quarantineRefused() {
        for (index, member) in batch.members.enumerated() {
            guard case .refused(let reason) = member.progress else { continue }
            quarantine(member: index, detail: "the outbox is full and the upstream server answers \(reason)")
        }
    }

    mutating func quarantineEntry(for reading: OutboxReading, _ detail: String) -> QuarantineEntry {
        duplicates.remove(reading.id)
        return QuarantineEntry(
            hardwareID: nil,
            topic: Array(reading.topic.utf8),
            payload: reading.body,
            received: reading.received,
            reason: .refusedUpstream,
            detail: detail
        )
    }
}
