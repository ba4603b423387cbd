import Observations

// Which statuses are published next, and what is written to disk.
extension HealthTable {
    /// A new uplink connection has opened: all statuses are repeated.
    mutating func uplinkOpened(at now: SteadyInstant) { outbox.connected(at: now, slots: things.count) }

    /// The uplink connection has ended: what was published just before may not have arrived.
    mutating func uplinkEnded(at now: SteadyInstant) {
        for slot in things.indices where !things[slot].isQueued && !things[slot].isGone {
            guard let published = things[slot].publishedAt,
                now.microseconds(since: published) < StatusOutbox.doubt.microseconds
            else { continue }
            things[slot].isQueued = true
            outbox.append(slot)
        }
    }

    /// The next status to publish; those that are only repeated come when nothing more urgent waits.
    mutating func nextStatus(
        of gateway: Slug,
        at now: Moment,
        isClockTrusted: Bool,
        allowsRepetitions: Bool
    ) -> StatusMessage? {
        if let topic = outbox.takeClearing(at: now.steady) { return StatusMessage(clearing: topic) }
        while let slot = outbox.takeSlot() {
            guard things[slot].isQueued else { continue }
            return publish(slot, of: gateway, at: now.steady, isClockTrusted)
        }
        guard allowsRepetitions else { return nil }
        while let slot = outbox.takeRepetition(of: things.count) {
            if things[slot].isGone { continue }
            // Published on this connection already.
            if let published = things[slot].publishedAt, let connected = outbox.connectedAt, connected <= published {
                continue
            }
            return publish(slot, of: gateway, at: now.steady, isClockTrusted)
        }
        return nil
    }

    private mutating func publish(_ slot: Int, of gateway: Slug, at now: SteadyInstant, _ isClockTrusted: Bool)
        -> StatusMessage
    {
        things[slot].isQueued = false
        things[slot].hasNews = false
        things[slot].publishedAt = now
        return StatusMessage(things[slot], gateway: gateway, isClockTrusted: isClockTrusted)
    }

    /// How many slots are handed over to be written at a time: less than a millisecond.
    static let slotsPerPart = 2_000

    /// What is to be written to disk now: a part of a record that is under way, or that is due.
    mutating func partToSave(at now: SteadyInstant) -> HealthPart? {
        guard let first = saving.nextSlot(at: now) else { return nil }
        let end = min(first + HealthTable.slotsPerPart, things.count)
        let isLast = end == things.count
        saving.handedOver(until: isLast ? nil : end)
        let part = HealthRecord(
            things: things[min(first, end)..<end].filter { !$0.isGone },
            cleared: isLast ? outbox.cleared : []
        )
        return HealthPart(part, isFirst: first == 0, isLast: isLast)
    }

    /// Everything that the next run has to know.
    var record: HealthRecord { HealthRecord(things: things.filter { !$0.isGone }, cleared: outbox.cleared) }
}
