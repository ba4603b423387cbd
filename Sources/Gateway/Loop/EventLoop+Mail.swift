import Logging
import Store
import VendorCodecs

// What other threads have left for the loop.
extension EventLoop {
    func takeMail() {
        let mail = mailbox.take()
        for answer in mail.answers { take(answer) }
        for answer in mail.decoded { take(answer) }
        if let (directory, changes) = mail.directory {
            mailbox.retired.leave(intake.directory)
            intake.directory = directory
            healthChanges.add(changes)
            followChanges()
            codecThread.keep(only: directory.programs)
            logger.info("loaded the registry", metadata: ["things": "\(directory.count)"])
            tell(.registry(things: directory.count, at: now.wall))
        }
        for question in mail.questions { take(question) }
        purges += mail.purges
        announceNews()
        if let opened = field.takeResult(at: now.steady, using: &random) { fieldOpened(opened) }
        if let opened = uplink.takeResult(at: now.steady, using: &random) { uplinkOpened(opened) }
        if let error = field.takeNewError() {
            logger.warning("the field broker cannot be reached", metadata: ["error": "\(error)"])
        }
        if let error = uplink.takeNewError() {
            logger.warning("the operations center cannot be reached", metadata: ["error": "\(error)"])
        }
        if mail.mustStop, stopBy == nil {
            logger.info("stopping")
            stopBy = now.steady.advanced(by: EventLoop.stopPatience)
            field.cancel()
            settlement.stop()
        }
    }

    func take(_ answer: DecodeAnswer) {
        for event in answer.events { log(event) }
        guard let batch = answer.batch else { return mend { $0.decoded(answer) } }
        guard settlement.isDecoding(batch: batch) else { return settlement.decodedTooLate() }
        var arrivals = Arrivals()
        intake.finish(answer, into: &arrivals)
        settlement.decoded(arrivals, batch: batch, at: now)
    }

    private func log(_ event: CodecPoolEvent) {
        switch event {
        case .switchedOff(let codec, let cause):
            logger.error(
                "a codec was switched off: the payloads of its devices go to quarantine",
                metadata: ["model": "\(codec)", "reason": "\(cause)"]
            )
        case .switchedOn(let codec): logger.notice("a codec answers again", metadata: ["model": "\(codec)"])
        case .workerEnded(let cause): logger.warning("a codec worker ended", metadata: ["reason": "\(cause)"])
        case .workerMissing(let cause):
            logger.error("no codec worker can be started", metadata: ["reason": "\(cause)"])
        }
    }

    func take(_ answer: StoreAnswer) {
        switch answer {
        case .committed(let transaction, let receipt): settlement.committed(transaction, receipt, at: now)
        case .commitFailed(let transaction, let error):
            let obstacle = Settlement.Obstacle(error)
            if settlement.obstacle != obstacle { logger.error("a commit failed", metadata: ["error": "\(error)"]) }
            if settlement.isBatchInCommit { intake.batchGivenUp() }
            settlement.commitFailed(transaction, because: obstacle, at: now)
        case .fetched(let rows): settlement.fetched(rows)
        case .fetchFailed(let error):
            logger.error("reading the outbox failed", metadata: ["error": "\(error)"])
            settlement.fetchFailed(at: now)
        case .unparked(let rows, let topics, let isComplete, let summary):
            settlement.unparked(rows, topics: topics, isComplete: isComplete, summary, at: now)
        case .unparkFailed(let error):
            logger.error("refused readings could not be tried again", metadata: ["error": "\(error)"])
            settlement.unparkFailed(isStoreBroken: error.needsReopening, at: now)
        case .expired(let sequences, let isComplete, let summary):
            settlement.expired(sequences, summary)
            if !isComplete { expiry.continueAtOnce() }
        case .expiryFailed(let error):
            settlement.expiryFailed()
            logger.error("dropping expired readings failed", metadata: ["error": "\(error)"])
        case .purged(let report, let summary): purged(report, summary)
        case .purgeFailed(let error): purgeFailed(error)
        case .rawKept(let count, let isKept, let isComplete):
            settlement.rawShelf.stored(count, isKept: isKept)
            if !isComplete { keepRaw([]) }
        case .kept(let kept): mend { $0.fetched(kept, directory: intake.directory, at: now) }
        case .keptFailed(let error):
            logger.error("reading kept messages failed", metadata: ["error": "\(error)"])
            mend { $0.stop("the store failed: \(error)") }
        case .probed(let summary):
            logger.notice("the store works again")
            settlement.storeProbed(summary, at: now)
        case .probeFailed(let error):
            logger.error("the store still fails", metadata: ["error": "\(error)"])
            settlement.storeProbed(nil, at: now)
        }
    }
}

extension Settlement.Obstacle {
    /// What a failed commit means for the field.
    fileprivate init(_ error: StoreError) {
        switch error {
        case .outboxFull: self = .outboxFull
        case .diskFull: self = .diskFull
        default: self = .storeFailed
        }
    }
}
