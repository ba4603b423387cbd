import Observations
import Store

/// Events of things go into the outbox in a transaction of their own, together with the mark of how far they are told: a
/// crash at any moment leaves each of them told once, and no batch waits for them.
extension Settlement {
    /// The most that wait in memory.
    static let announcementsMax = 64
    /// How long the outbox has to make room, when it has none for them.
    static let announcementRetry: Duration = .seconds(5)

    /// Whether more may come: at most `announcementsMax`.
    var mayAnnounce: Bool { announcements.isEmpty && !isStopping }

    /// Takes events in their order.
    mutating func announce(_ events: [Announcement]) {
        precondition(mayAnnounce && events.count <= Settlement.announcementsMax, "events wait for the ones before them")
        announcements = events
    }

    mutating func nextAnnouncement(at now: SteadyInstant) -> StoreTransaction? {
        guard let last = announcements.last, obstacle == nil, commitRetryAt == nil else { return nil }
        if let announceAt, now < announceAt { return nil }
        announceAt = nil
        isCommitting = true
        isAnnouncementInCommit = true
        var transaction = StoreTransaction(
            readings: announcements.compactMap(\.reading),
            marks: [Announcement.mark: last.sequence]
        )
        // What was acknowledged leaves as acknowledged: it must not make room as dropped.
        drain.takeChanges(into: &transaction)
        transaction.outstanding = drain.inFlight
        return transaction
    }

    /// The outbox has them: the drain sends them as any other row.
    mutating func announced(_ receipt: StoreReceipt) {
        guard isAnnouncementInCommit else { return }
        isAnnouncementInCommit = false
        announcements = []
        counters.announced += receipt.alreadyStored.count { !$0 }
        drain.stored()
    }

    /// The outbox does not have them: they wait, and nobody else waits with them.
    ///
    /// - Returns: whether that is all there is to it, as there was only no room for them.
    mutating func announcementFailed(because failure: Obstacle, at now: SteadyInstant) -> Bool {
        guard isAnnouncementInCommit else { return false }
        isAnnouncementInCommit = false
        guard failure != .storeFailed else { return false }
        announceAt = now.advanced(by: Settlement.announcementRetry)
        return true
    }
}
