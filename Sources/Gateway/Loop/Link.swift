import MQTT

/// One of the two broker connections, as the loop keeps it: connecting off the loop, open, or waiting for another try.
struct Link {
    /// The open connection, its CONNACK received.
    private(set) var connection: Connection?
    /// When the next attempt is due; nothing while an attempt is under way or the connection stands.
    private(set) var nextAttempt: SteadyInstant?
    /// Why the last attempt or connection ended.
    private(set) var lastError: MQTTError?
    /// When the connection opened or ended.
    private(set) var changed: SteadyInstant

    private var newError: MQTTError?
    private let options: ConnectionOptions
    private let connector: Connector
    private var backoff = Backoff()

    init(options: ConnectionOptions, wakeUp: WakeUp, now: SteadyInstant) {
        self.options = options
        connector = Connector(wakeUp: wakeUp)
        nextAttempt = now
        changed = now
    }

    var isOpen: Bool { connection != nil }

    /// Starts an attempt when one is due and wanted.
    mutating func connectIfDue(at now: SteadyInstant, isWanted: Bool, using random: inout some RandomNumberGenerator) {
        guard connection == nil, isWanted, let due = nextAttempt, due <= now, !connector.isConnecting else { return }
        nextAttempt = nil
        do throws(MQTTError) {
            try connector.start(options)
        } catch {
            failed(error, at: now, using: &random)
        }
    }

    /// Takes the result of an attempt.
    ///
    /// - Returns: the connection when it has just opened.
    mutating func takeResult(at now: SteadyInstant, using random: inout some RandomNumberGenerator) -> Connection? {
        switch connector.takeResult() {
        case nil: return nil
        case .failure(let error):
            if error != lastError { newError = error }
            failed(error, at: now, using: &random)
            return nil
        case .success(let opened):
            connection = opened
            changed = now
            lastError = nil
            return opened
        }
    }

    /// The connection has ended; the next one is made anew.
    mutating func ended(_ error: MQTTError?, at now: SteadyInstant, using random: inout some RandomNumberGenerator) {
        // A connection that stood for a while was a success; one that is refused at once keeps the waits growing.
        if changed.advanced(by: .seconds(1)) < now { backoff.reset() }
        connection = nil
        changed = now
        failed(error, at: now, using: &random)
    }

    /// The error of a failed attempt, unless it is the one that was taken last.
    mutating func takeNewError() -> MQTTError? {
        defer { newError = nil }
        return newError
    }

    /// Gives up an attempt that is under way.
    func cancel() { connector.cancel() }

    private mutating func failed(
        _ error: MQTTError?,
        at now: SteadyInstant,
        using random: inout some RandomNumberGenerator
    ) {
        lastError = error ?? lastError
        nextAttempt = now.advanced(by: backoff.next(at: now, using: &random))
    }
}
