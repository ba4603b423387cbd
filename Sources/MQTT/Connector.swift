import Glibc
import Synchronization

/// Connects off the loop: name lookup, TCP, TLS and CONNACK happen on a thread of their own, with a time-out.
///
/// One attempt at a time. An attempt that hangs in the operating system past its time-out is given up: its thread
/// discards and destroys whatever still comes of it.
public final class Connector: Sendable {
    /// How many given-up attempts may hang in the operating system before another one is refused.
    public static let abandonedAttemptsMax = 4

    private let wakeUp: WakeUp
    private let state = Mutex(State())

    private struct State {
        var attempt: ConnectAttempt?
        var abandoned: [ConnectAttempt] = []
    }

    /// Makes a connector that signals `wakeUp` when a result can be taken.
    public init(wakeUp: WakeUp) {
        self.wakeUp = wakeUp
    }

    deinit {
        cancel()
    }

    /// Whether an attempt is under way, or its result not yet taken.
    public var isConnecting: Bool {
        state.withLock { $0.attempt != nil }
    }

    /// Starts an attempt; there must be none under way.
    public func start(_ options: ConnectionOptions) throws(MQTTError) {
        let refusal = state.withLock { state -> MQTTError? in
            precondition(state.attempt == nil, "one attempt at a time")
            state.abandoned.removeAll { $0.isOver }
            guard state.abandoned.count < Connector.abandonedAttemptsMax else {
                return .tooManyAttempts(state.abandoned.count)
            }
            do throws(MQTTError) {
                state.attempt = try ConnectAttempt(options: options, wakeUp: wakeUp)
                return nil
            } catch {
                return error
            }
        }
        if let refusal {
            throw refusal
        }
    }

    /// The result of the attempt, once; nil while it is under way and when there is none.
    ///
    /// The connection belongs to the caller's thread from then on; its first event is `connected`.
    public func takeResult() -> Result<Connection, MQTTError>? {
        let attempt = state.withLock { $0.attempt }
        guard let attempt, let result = attempt.takeResult() else {
            return nil
        }
        state.withLock { state in
            state.attempt = nil
            if !attempt.isOver {
                state.abandoned.append(attempt)
            }
        }
        return result
    }

    /// Gives the attempt up, if there is one; its result is discarded.
    public func cancel() {
        state.withLock { state in
            guard let attempt = state.attempt else {
                return
            }
            state.attempt = nil
            attempt.abandon()
            if !attempt.isOver {
                state.abandoned.append(attempt)
            }
        }
    }
}

extension Connection {
    /// Connects and waits for it, for commands that have no loop to keep running.
    public static func connect(_ options: ConnectionOptions) throws(MQTTError) -> Connection {
        let wakeUp = try WakeUp()
        let connector = Connector(wakeUp: wakeUp)
        try connector.start(options)
        var poller = Poller()
        while true {
            poller.removeAll()
            poller.add(wakeUp.fileDescriptor, .readable)
            try poller.wait(timeout: nil)
            wakeUp.clear()
            if let result = connector.takeResult() {
                return try result.get()
            }
        }
    }
}
