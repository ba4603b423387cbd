import Observations
import Store

// The way to the operations center: its connection, its publishes and their PUBACKs.
extension Settlement {
    mutating func uplinkOpened(_ connection: Int64, serverReceiveMaximum: Int) {
        self.connection = connection
        window = UplinkWindow(limit: max(1, min(limits.uplinkWindow, serverReceiveMaximum)))
        drain.restart(keepingInFlight: false)
        drain.forgetRefusals()
        refusedTopics.removeAll()
        pauses = 0
        mustCloseUplink = false
        mustProbeTopics = summary.parkedRows > 0 || isCommitting
    }

    /// The uplink connection is gone: what was outstanding is unsettled again, or waits in the outbox.
    mutating func uplinkEnded(at now: Moment) {
        if let oldest = window?.oldestRow, drain.connectionEnded(at: oldest, now: now.steady) {
            counters.setAside += 1
        }
        connection = nil
        window = nil
        nextRetry = nil
        pausedUntil = nil
        mustProbeTopics = false
        mustCloseUplink = false
        probedTopics = []
        topicsToUnpark = []
        drain.restart(keepingInFlight: false)
        for (index, member) in batch.members.enumerated() {
            switch member.progress {
            case .outstanding, .refused: batch.setProgress(.unsent, of: index)
            case .unsent, .settled: break
            }
        }
    }

    /// The driver published this reading under this packet identifier.
    mutating func published(_ publication: Publication, as packet: UInt16, at now: Moment) {
        if publication.isReplayed { counters.replayed += 1 }
        let occupant: UplinkWindow.Occupant
        switch publication.source {
        case .member(let index):
            occupant = .member(index)
            batch.setProgress(.outstanding(packet: packet), of: index)
        case .row(let sequence):
            occupant = .row(sequence)
            drain.published(sequence)
        }
        let entry = UplinkWindow.Entry(
            occupant: occupant,
            reading: publication.reading,
            isLive: publication.source.isMember,
            published: now.steady
        )
        if window?.add(entry, packet: packet) == false { mustCloseUplink = true }
    }

    /// The connection takes no further publish at the moment: the reading keeps its place.
    mutating func postponed(_ publication: Publication, at now: Moment) {
        pausedUntil = now.steady.advanced(by: limits.publishRetry)
        switch publication.source {
        case .member(let index): batch.setProgress(.unsent, of: index)
        case .row(let sequence): drain.putBack(sequence)
        }
    }

    /// The reading can never be published, as it is larger than the server takes: it goes to quarantine.
    mutating func unpublishable(_ publication: Publication, at now: Moment) {
        let detail = "the upstream server takes no message of this size"
        switch publication.source {
        case .member(let index): quarantine(member: index, detail: detail)
        case .row(let sequence): quarantine(row: sequence, publication.reading, detail: detail, at: now.steady)
        }
        finishBatchIfSettled()
    }

    /// A PUBACK came.
    mutating func acknowledged(packet: UInt16, reasonCode: UInt8, at now: Moment) {
        guard let entry = window?.remove(packet: packet) else { return }
        guard reasonCode < 0x80 else {
            refused(entry, reasonCode, at: now.steady)
            return finishBatchIfSettled()
        }
        if reasonCode == 0x10 { counters.withoutSubscriber += 1 }
        pauses = 0
        switch entry.occupant {
        case .member(let index):
            duplicates.insert(batch.members[index].reading.id)
            counters.forwarded += 1
            note(entry, .forwarded)
            settle(index)
            finishBatchIfSettled()
        case .row(let sequence):
            duplicates.insert(entry.reading.id)
            if drain.acknowledge(sequence, at: now.steady) {
                counters.drained += 1
                note(entry, .delivered)
            }
            if probedTopics.remove(entry.reading.topic) != nil { topicsToUnpark.append(entry.reading.topic) }
            clearFullOutbox()
        case .abandoned:
            duplicates.insert(entry.reading.id)
            counters.withheld -= 1
            counters.forwarded += 1
            note(entry, .forwarded)
        }
    }
}
