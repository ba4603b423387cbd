import Dispatch
import Foundation
import Logging
import Observations
import Store
import Synchronization

/// The one thread that writes `buffer.db`, so that a slow disk never holds the loop.
///
/// The loop has at most one commit, one fetch, one unparking, one expiry or purge, one reading of kept messages, one keeping of
/// raw ones and one probe under way: the queue is bounded
/// by that.
final class StoreThread: Sendable {
    private struct Queue {
        var jobs: [StoreJob] = []
        var isStopping = false
    }

    /// How long the thread is idle before it gives unused file space back.
    private static let idle: DispatchTimeInterval = .milliseconds(500)

    private static let topicsPerProbe = 256
    private static let rowsPerUnparking = 2_000

    private let store: BufferStore
    private let mailbox: Mailbox
    private let logger: Logger
    private let queue = Mutex(Queue())
    private let available = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    init(store: BufferStore, mailbox: Mailbox, logger: Logger) {
        self.store = store
        self.mailbox = mailbox
        self.logger = logger
        let thread = Thread { [self] in run() }
        thread.name = "store"
        thread.start()
    }

    func perform(_ job: StoreJob) {
        queue.withLock { $0.jobs.append(job) }
        available.signal()
    }

    /// Performs what is queued, closes the store and ends the thread.
    func stop() {
        queue.withLock { $0.isStopping = true }
        available.signal()
        ended.wait()
    }

    private func run() {
        var hasUnusedSpace = true
        while true {
            let isIdle = available.wait(timeout: .now() + StoreThread.idle) == .timedOut
            let (job, isStopping) = queue.withLock { queue in
                (queue.jobs.isEmpty ? nil : queue.jobs.removeFirst(), queue.isStopping)
            }
            if let job {
                mailbox.leave(answer(to: job))
                hasUnusedSpace = true
            } else if isStopping {
                break
            } else if isIdle, hasUnusedSpace {
                hasUnusedSpace = giveBackSpace()
            }
        }
        do throws(StoreError) {
            try store.close()
        } catch {
            logger.error("closing the store failed", metadata: ["error": "\(error)"])
        }
        ended.signal()
    }

    private func answer(to job: StoreJob) -> StoreAnswer {
        switch job {
        case .commit(let transaction, let now):
            do throws(StoreError) {
                return .committed(transaction, try store.apply(transaction, now: now))
            } catch {
                return .commitFailed(transaction, error)
            }
        case .fetch(let cursor, let limit, let bytes):
            do throws(StoreError) {
                return .fetched(try store.rows(after: cursor, limit: limit, bytes: bytes))
            } catch {
                return .fetchFailed(error)
            }
        case .unpark(let rows):
            do throws(StoreError) {
                return try unpark(rows)
            } catch {
                return .unparkFailed(error)
            }
        case .expire(let moment, let outstanding):
            do throws(StoreError) {
                let report = try store.expire(receivedBefore: moment, excluding: outstanding)
                return .expired(report.expired, isComplete: report.isComplete, store.summary)
            } catch {
                return .expiryFailed(error)
            }
        case .purge(let purge):
            do throws(StoreError) {
                return .purged(try store.purge(purge), store.summary)
            } catch {
                return .purgeFailed(error)
            }
        case .keepRaw(let messages, let moment):
            do throws(StoreError) {
                let (isKept, isComplete) = try store.keepRaw(messages, dropping: moment)
                return .rawKept(messages.count, isKept: isKept, isComplete: isComplete)
            } catch {
                // They are worth no alarm: whatever else the store is asked says what is wrong.
                return .rawKept(messages.count, isKept: false, isComplete: true)
            }
        case .kept(let source, let cursor, let last): return kept(source, after: cursor, through: last)
        case .probe(let now):
            do throws(StoreError) {
                _ = try store.reopen(now: now)
                return .probed(store.summary)
            } catch {
                return .probeFailed(error)
            }
        }
    }

    private func kept(_ source: KeptSource, after cursor: SequenceNumber?, through last: SequenceNumber?) -> StoreAnswer
    {
        do throws(StoreError) {
            let slice = try source.slice(
                in: store,
                after: cursor,
                through: last,
                limit: Mending.sliceMessages,
                bytes: Mending.sliceBytes
            )
            return .kept(slice)
        } catch {
            return .keptFailed(error)
        }
    }

    /// A bounded slice: commits wait behind it.
    private func unpark(_ rows: ParkedRows) throws(StoreError) -> StoreAnswer {
        switch rows {
        case .oneOfEachTopic:
            let topics = try store.unparkOneOfEachTopic(limit: StoreThread.topicsPerProbe)
            return .unparked(rows, topics: topics, isComplete: true, store.summary)
        case .topic(let topic):
            let count = try store.unpark(.topic(topic), limit: StoreThread.rowsPerUnparking).count
            let isComplete = count < StoreThread.rowsPerUnparking
            return .unparked(rows, topics: [topic], isComplete: isComplete, store.summary)
        }
    }

    /// Whether there is more to give back.
    private func giveBackSpace() -> Bool {
        do throws(StoreError) {
            return try !store.giveBackSpace(now: SystemClock().now().wall).isComplete
        } catch {
            logger.warning("giving back file space failed", metadata: ["error": "\(error)"])
            return false
        }
    }
}
