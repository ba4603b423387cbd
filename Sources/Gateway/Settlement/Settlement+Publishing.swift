import Observations
import Store

extension Settlement {
    mutating func nextPublication(at now: Moment) -> Publication? {
        guard let connection, let window, window.hasRoom, pausedUntil == nil else { return nil }
        let storeFirst = limits.settleTimeout == .zero && !isCrowded
        if liveMayBePublished, !storeFirst, batch.phase != .releasing,
            let index = batch.takeUnsent()
        {
            let reading = batch.members[index].reading
            return Publication(
                source: .member(index),
                reading: reading,
                isReplayed: isReplayed(reading, connection, now)
            )
        }
        guard rowsMayBePublished, let row = drain.next() else { return nil }
        return Publication(
            source: .row(row.sequence),
            reading: row.reading,
            isReplayed: isReplayed(row.reading, connection, now)
        )
    }

    /// Whether the window has room for a live reading: all of it, or its share beside a backlog.
    var liveMayBePublished: Bool {
        guard let window, window.hasRoom else { return false }
        guard drain.hasBacklog else { return true }
        return window.limit == 1 ? !window.lastWasLive : window.liveCount < window.liveLimitBesideBacklog
    }

    /// Whether stored rows may go out: not while the store may be dropping some of them.
    private var rowsMayBePublished: Bool {
        if isUnparking || isStopping || isExpiring { return false }
        return !((isBatchInCommit || isAnnouncementInCommit) && limits.dropsOldest)
    }

    /// Writes down that a publish was acknowledged, while somebody follows.
    mutating func note(_ entry: UplinkWindow.Entry, _ outcome: SettledReading.Outcome) {
        guard journal != nil else { return }
        let published = Moment(steady: entry.published, wall: entry.reading.received)
        let isReplayed = connection.map { self.isReplayed(entry.reading, $0, published) } ?? false
        journal?.append(SettledReading(reading: entry.reading, outcome: outcome, isReplayed: isReplayed))
    }

    /// Promise 8: not live once the uplink connection of its reception is over, or more than 5 s have passed.
    func isReplayed(_ reading: OutboxReading, _ connection: Int64, _ now: Moment) -> Bool {
        guard reading.connection == connection else { return true }
        let age = now.steady.microseconds - reading.receivedSteadyMicroseconds
        return age < 0 || age > limits.liveMaximum.microseconds
    }

    /// A topic that the uplink refused lately is not tried with every reading.
    func progressAtReception(of reading: OutboxReading) -> Batch.Progress {
        guard !refusedTopics.isEmpty, let refusal = refusedTopics[reading.topic] else { return .unsent }
        return .refused(refusal)
    }
}
