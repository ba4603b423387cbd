import MQTT
import Observations

/// Publishes simulated messages at QoS 1 and enters each in the ledger when its PUBACK has come.
///
/// What was not acknowledged when a connection ended is sent again in the next one, the same bytes, before anything newer.
struct FieldPublisher: ~Copyable {
    /// How it ended.
    struct Report {
        /// Messages that were made.
        var made = 0
        /// Messages that the broker has acknowledged.
        var acknowledged = 0
        /// Messages that the broker has refused, or would not take.
        var refused = 0
        /// Messages without an answer at the end.
        var unanswered = 0
        /// Connections that ended before their time.
        var connectionsLost = 0
        /// Why the last connection or attempt ended.
        var lastError: MQTTError?
    }

    /// How many messages may wait for their PUBACK, in all.
    private static let unacknowledgedMax = 1_000
    private static let retryDelay: Duration = .milliseconds(200)
    /// How long the last PUBACKs are waited for.
    private static let patience: Duration = .seconds(10)

    private let options: ConnectionOptions
    private let wakeUp: WakeUp
    private let isStopped: () -> Bool
    private let connector: Connector
    private let ledger: LedgerFile?
    private var fleet: SimulatedFleet
    private var schedule: PublishSchedule
    private var messages = UnacknowledgedMessages<PacketIdentifier, SimulatedMessage>()
    private var connection: Connection?
    private var nextAttempt: Duration = .zero
    private var report = Report()

    init(
        options: ConnectionOptions,
        fleet: SimulatedFleet,
        schedule: PublishSchedule,
        ledger: consuming LedgerFile?,
        wakeUp: WakeUp,
        isStopped: @escaping () -> Bool
    ) {
        self.options = options
        self.fleet = fleet
        self.schedule = schedule
        self.ledger = ledger
        self.wakeUp = wakeUp
        self.isStopped = isStopped
        connector = Connector(wakeUp: wakeUp)
    }

    /// Publishes until the schedule is over and everything is answered, or until somebody stops it.
    mutating func run() throws -> Report {
        let start = ContinuousClock.now
        var overSince: Duration?
        var poller = Poller()
        var inbox: [InboundMessage] = []
        while true {
            let elapsed = ContinuousClock.now - start
            connectIfDue(at: elapsed)
            let isOver = isStopped() || schedule.isOver(at: elapsed)
            if isOver, overSince == nil { overSince = elapsed }
            if isOver {
                let isLate = elapsed - (overSince ?? elapsed) > FieldPublisher.patience
                if messages.count == 0 || isLate { break }
            } else {
                makeMessages(at: elapsed)
            }
            try send()
            connection?.write()

            poller.removeAll()
            poller.add(wakeUp.fileDescriptor, .readable)
            let wantsWrite = connection?.wantsWrite == true
            poller.add(connection?.fileDescriptor ?? -1, wantsWrite ? [.readable, .writable] : .readable)
            let isWaiting = isOver || messages.count >= FieldPublisher.unacknowledgedMax
            let buffered = connection?.hasBufferedInput == true
            try poller.wait(
                timeout: buffered ? .zero : min(isWaiting ? .milliseconds(200) : schedule.wait, .milliseconds(200))
            )
            wakeUp.clear()
            connection?.keepAlive()
            connection?.read(limit: 256, into: &inbox)
            inbox.removeAll(keepingCapacity: true)
            try takeEvents(at: ContinuousClock.now - start)
        }
        report.unanswered = messages.count
        connection?.disconnect()
        return report
    }

    private mutating func makeMessages(at elapsed: Duration) {
        let count = schedule.take(at: elapsed, room: FieldPublisher.unacknowledgedMax - messages.count)
        for _ in 0..<count { messages.add(fleet.message(at: .now)) }
        report.made += count
    }

    /// Sends what waits, as far as the broker's window goes.
    private mutating func send() throws {
        guard let connection, !connection.isClosed else { return }
        while connection.outstandingPublishes < connection.publishWindow, let message = messages.first {
            let identifier = try connection.publish(topic: message.topic, payload: message.payload)
            messages.firstWasSent(as: identifier)
        }
    }

    private mutating func takeEvents(at elapsed: Duration) throws {
        var acknowledged: [PublishedEntry] = []
        for event in connection?.takeEvents() ?? [] {
            switch event {
            case .acknowledged(let identifier, let reason):
                guard let message = messages.acknowledged(identifier) else { continue }
                guard !reason.isFailure else {
                    report.refused += 1
                    continue
                }
                acknowledged.append(message.entry)
            case .ended(let error):
                connection = nil
                messages.connectionEnded()
                report.connectionsLost += 1
                report.lastError = error
                nextAttempt = elapsed + FieldPublisher.retryDelay
            case .connected, .subscribed, .unsubscribed: break
            }
        }
        report.acknowledged += acknowledged.count
        switch ledger {
        case .some(let ledger): try ledger.append(acknowledged)
        case .none: break
        }
    }

    private mutating func connectIfDue(at elapsed: Duration) {
        if let result = connector.takeResult() {
            switch result {
            case .success(let opened): connection = opened
            case .failure(let error):
                report.lastError = error
                nextAttempt = elapsed + FieldPublisher.retryDelay
            }
        }
        guard connection == nil, !connector.isConnecting, elapsed >= nextAttempt else { return }
        do throws(MQTTError) {
            try connector.start(options)
        } catch {
            report.lastError = error
            nextAttempt = elapsed + FieldPublisher.retryDelay
        }
    }
}
