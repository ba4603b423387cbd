import Glibc
import Synchronization

/// One connect on its way: a thread that connects, and one that watches the time.
final class ConnectAttempt: Sendable {
    private enum Phase {
        case connecting
        case finished(Handover)
        /// Taken, timed out or cancelled: what still comes is destroyed where it was made.
        case closed
    }

    /// Carries a connection from the thread that made it to the loop.
    ///
    /// Unchecked because:
    /// 1. the connecting thread lets go of the connection before it stores it here;
    /// 2. it is stored and taken under one lock, and taken only once.
    private struct Handover: @unchecked Sendable {
        let result: Result<Connection, MQTTError>
    }

    private let options: ConnectionOptions
    private let deadline: ContinuousClock.Instant
    private let finished: WakeUp
    private let wakeUp: WakeUp
    private let phase = Mutex(Phase.connecting)
    private let isThreadOver = Atomic(false)

    /// Starts both threads.
    init(options: ConnectionOptions, wakeUp: WakeUp) throws(MQTTError) {
        self.options = options
        self.deadline = ContinuousClock.now + options.connectTimeout
        self.finished = try WakeUp()
        self.wakeUp = wakeUp
        try startThread(connectOnThread)
        do throws(MQTTError) {
            try startThread(watchOnThread)
        } catch {
            abandon()
            throw error
        }
    }

    /// Whether the connecting thread has ended.
    var isOver: Bool {
        isThreadOver.load(ordering: .acquiring)
    }

    /// The result, once; nil before.
    func takeResult() -> Result<Connection, MQTTError>? {
        let handover = phase.withLock { phase -> Handover? in
            guard case .finished(let handover) = phase else {
                return nil
            }
            phase = .closed
            return handover
        }
        return handover?.result
    }

    /// Makes the connecting thread discard whatever comes.
    func abandon() {
        let unclaimed = takeResult()
        phase.withLock { $0 = .closed }
        finished.signal()
        if case .success(let connection) = unclaimed {
            connection.close()
        }
    }

    /// Runs on the connecting thread.
    fileprivate func connect() {
        store(
            Handover(
                result: Result { () throws(MQTTError) in
                    try Connection.establish(options, before: deadline)
                }
            )
        )
        isThreadOver.store(true, ordering: .releasing)
        finished.signal()
    }

    /// Runs on the watching thread.
    fileprivate func watch() {
        var poller = Poller()
        while true {
            let remaining = ContinuousClock.now.duration(to: deadline)
            guard remaining > .zero else {
                break
            }
            poller.removeAll()
            poller.add(finished.fileDescriptor, .readable)
            do {
                if try poller.wait(timeout: remaining) > 0 {
                    break
                }
            } catch {
                // Without poll there is no waiting: the attempt ends now, as timed out.
                break
            }
        }
        store(Handover(result: .failure(.timedOut)))
        wakeUp.signal()
    }

    /// Keeps the first result; a later one is destroyed here, on the thread that made it.
    private func store(_ handover: Handover) {
        phase.withLock { phase in
            guard case .connecting = phase else {
                return
            }
            phase = .finished(handover)
        }
    }

    private func startThread(
        _ body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
    ) throws(MQTTError) {
        // Signals are the main thread's business: a new thread inherits this mask.
        var all = sigset_t()
        var previous = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &previous)
        defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let code = pthread_create(&thread, nil, body, context.toOpaque())
        guard code == 0 else {
            context.release()
            throw .network(errno: code)
        }
        pthread_detach(thread)
    }
}

private func connectOnThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context {
        Unmanaged<ConnectAttempt>.fromOpaque(context).takeRetainedValue().connect()
    }
    return nil
}

private func watchOnThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context {
        Unmanaged<ConnectAttempt>.fromOpaque(context).takeRetainedValue().watch()
    }
    return nil
}
