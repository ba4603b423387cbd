import Logging
import Observations
import Store

// What becomes of things: other hardware is told upstream, what a removed one has left is dropped.
extension EventLoop {
    /// Passes news of things' hardware on to the outbox, as soon as it has taken the ones before.
    func announceNews() {
        guard settlement.mayAnnounce else { return }
        let news = mailbox.takeNews()
        guard !news.isEmpty else { return }
        for one in news {
            let replacement = one.replacement
            logger.notice(
                one.thing == nil ? "a thing with other hardware was removed" : "a thing has other hardware",
                metadata: [
                    "thing": "\(replacement.thing)", "old": "\(replacement.oldHardwareID)",
                    "new": "\(replacement.newHardwareID)",
                ]
            )
        }
        settlement.announce(news.map { $0.announcement(intake.gateway, intake.clock, intake.connection, at: now) })
    }

    /// Drops the next piece of what a removed thing has left, once no message can be of it any more.
    ///
    /// The drain rests while a piece is dropped, and has as long before the next one.
    func purgeNext() {
        guard let request = purges.first, !isPurging, !settlement.isExpiring, purgeAt <= now.steady else { return }
        guard !request.isAbandoned else {
            purges.removeFirst()
            return
        }
        let thing = request.purge.thing
        let batch = settlement.batch
        let isInBatch =
            batch.members.contains { $0.reading.thing == thing }
            || batch.pending.contains { $0.entry.thing.id == thing }
        guard !isInBatch, settlement.injections.isEmpty, mending == nil else { return }
        // Last, as it reads the whole directory.
        guard !intake.directory.contains(thing: thing) else { return }
        isPurging = true
        purgeBegan = now.steady
        request.begin(at: now.steady)
        var purge = request.purge
        purge.cursor = request.cursor
        purge.outstanding = settlement.beginExpiry()
        storeThread.perform(.purge(purge))
    }

    func purged(_ report: PurgeReport, _ summary: OutboxSummary) {
        isPurging = false
        settlement.expired(report.dropped, summary)
        let took = now.steady.microseconds(since: purgeBegan)
        purgeAt = now.steady.advanced(by: max(EventLoop.purgePause, .microseconds(took)))
        guard let request = purges.first, request.add(report, at: now.steady) else { return }
        purges.removeFirst()
        if report.cursor == nil || request.outcome.dropped > 0 {
            logger.notice(
                "dropped what a removed thing has left",
                metadata: ["thing": "\(request.purge.thing)", "readings": "\(request.outcome.dropped)"]
            )
        }
    }

    func purgeFailed(_ error: StoreError) {
        isPurging = false
        settlement.expiryFailed()
        logger.error("dropping what a removed thing has left failed", metadata: ["error": "\(error)"])
        guard !purges.isEmpty else { return }
        purges.removeFirst().fail("\(error)")
    }
}
