import Devices
import Dispatch
import Foundation
import Store
import Synchronization
import VendorCodecs

/// The one thread that waits for vendors' codecs, so that a codec that hangs never holds the loop.
///
/// The loop has one batch at a time: of jobs that wait only the newest counts, as the others' batches are over. Messages
/// that were kept come after it, a short slice at a time, as a batch may come meanwhile.
final class CodecThread: Sendable {
    private struct Job {
        let batch: UInt64?
        let pending: [PendingDecode]
        let deadline: SteadyInstant
    }

    private struct Queue {
        var job: Job?
        var keptJob: Job?
        var programs: Set<CodecProgram.Key>?
        var isStopping = false
    }

    /// How long a stop waits for a codec; the worker ends with the process.
    private static let stopPatience: DispatchTimeInterval = .seconds(1)

    private let pool: CodecPool
    private let mailbox: Mailbox
    private let clock = SystemClock()
    private let queue = Mutex(Queue())
    private let available = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    init(pool: CodecPool, mailbox: Mailbox) {
        self.pool = pool
        self.mailbox = mailbox
        let thread = Thread { [self] in run() }
        thread.name = "codecs"
        thread.start()
    }

    /// The health of codecs and workers.
    var status: CodecPoolStatus { pool.status }

    /// Decodes the payloads of a batch; the answer comes through the mailbox, and after the deadline nobody wants it.
    func decode(_ pending: [PendingDecode], of batch: UInt64, until deadline: SteadyInstant) {
        queue.withLock { $0.job = Job(batch: batch, pending: pending, deadline: deadline) }
        available.signal()
    }

    /// Decodes payloads of messages that were kept; the answer comes through the mailbox.
    func decodeKept(_ pending: [PendingDecode], until deadline: SteadyInstant) {
        queue.withLock { $0.keptJob = Job(batch: nil, pending: pending, deadline: deadline) }
        available.signal()
    }

    /// These codecs are installed; what is known of others is forgotten.
    func keep(only programs: Set<CodecProgram.Key>) {
        queue.withLock { $0.programs = programs }
        available.signal()
    }

    /// Ends the thread.
    func stop() {
        queue.withLock { $0.isStopping = true }
        available.signal()
        _ = ended.wait(timeout: .now() + CodecThread.stopPatience)
    }

    private func run() {
        while true {
            available.wait()
            let (job, keptJob, programs, isStopping) = queue.withLock { queue in
                defer {
                    queue.job = nil
                    queue.keptJob = nil
                    queue.programs = nil
                }
                return (queue.job, queue.keptJob, queue.programs, queue.isStopping)
            }
            if isStopping { break }
            if let programs { pool.keep(only: programs) }
            if let job { mailbox.leave(answer(to: job)) }
            if let keptJob { mailbox.leave(answer(to: keptJob)) }
        }
        pool.endWorkers()
        ended.signal()
    }

    private func answer(to job: Job) -> DecodeAnswer {
        let now = clock.now().steady
        // Half of the time that is left: the rest is for the call that is running then.
        let milliseconds = Int(max(0, job.deadline.microseconds(since: now) / 2_000))
        return DecodeAnswer(batch: job.batch, pending: job.pending, by: pool, at: now, within: milliseconds)
    }
}
