import Foundation
import MQTT
import Observations

/// The other end: an independent subscriber to the upstream topics that writes down what it receives before it
/// acknowledges it.
///
/// Its session outlives its connections, so that nothing which the broker has taken passes it by.
final class OperationsCenter {
    private static let retryDelay: Duration = .milliseconds(200)

    /// Messages that were no readings.
    private(set) var unreadable = 0

    private let options: ConnectionOptions
    private let connector: Connector
    private let ledger: LedgerFile
    private let decoder = JSONDecoder()
    private var connection: Connection?
    private var nextAttempt = ContinuousClock.now
    private var inbox: [InboundMessage] = []

    init(port: UInt16, ledger: consuming LedgerFile, wakeUp: WakeUp) {
        var options = ConnectionOptions(host: "127.0.0.1", port: port, clientID: "operations-center")
        options.cleanStart = false
        options.sessionExpirySeconds = 86_400
        options.receiveMaximum = 1_000
        self.options = options
        self.ledger = ledger
        connector = Connector(wakeUp: wakeUp)
    }

    /// What a loop waits for; -1 without a connection.
    var fileDescriptor: Int32 { connection?.fileDescriptor ?? -1 }

    /// Whether the subscription stands.
    private(set) var isSubscribed = false

    /// Connects when it must, takes what has come, and answers the readings.
    func turn() throws -> [ReceivedReading] {
        try connectIfDue()
        guard let connection else { return [] }
        connection.keepAlive()
        connection.read(limit: 1_000, into: &inbox)
        let readings = try take()
        connection.write()
        for event in connection.takeEvents() {
            switch event {
            case .subscribed: isSubscribed = true
            case .ended:
                self.connection = nil
                nextAttempt = .now + OperationsCenter.retryDelay
            case .connected, .acknowledged, .unsubscribed: break
            }
        }
        return readings
    }

    private func take() throws -> [ReceivedReading] {
        defer { inbox.removeAll(keepingCapacity: true) }
        var readings: [ReceivedReading] = []
        for message in inbox {
            do {
                readings.append(try decoder.decode(ReceivedReading.self, from: Data(message.payload)))
            } catch {
                unreadable += 1
            }
        }
        let time = Timestamp.now.description
        try ledger.append(
            readings.map { reading in
                ReceivedEntry(
                    id: reading.id,
                    thing: reading.thing,
                    frameCounter: reading.frameCounter,
                    replayed: reading.replayed,
                    time: time
                )
            }
        )
        return readings
    }

    private func connectIfDue() throws {
        switch connector.takeResult() {
        case .success(let opened):
            connection = opened
            try opened.subscribe([Subscription("ioc/v1/+/+/+/reading")])
        case .failure: nextAttempt = .now + OperationsCenter.retryDelay
        case nil: break
        }
        guard connection == nil, !connector.isConnecting, ContinuousClock.now >= nextAttempt else { return }
        try connector.start(options)
    }
}
