import MQTT
import TestBroker

/// A connection and the smallest loop that drives it.
final class Client {
    let connection: Connection
    var messages: [InboundMessage] = []
    var events: [ConnectionEvent] = []
    var readLimit = 256
    private var poller = Poller()

    init(_ options: ConnectionOptions) throws {
        connection = try Connection.connect(options)
        events = connection.takeEvents()
    }

    var acknowledgements: [ReasonCode] {
        events.compactMap { event in
            guard case .acknowledged(_, let reason) = event else {
                return nil
            }
            return reason
        }
    }

    var grants: [SubscriptionResult] {
        events.flatMap { event -> [SubscriptionResult] in
            guard case .subscribed(let results) = event else {
                return []
            }
            return results
        }
    }

    var end: MQTTError? {
        guard case .ended(let error) = events.last else {
            return nil
        }
        return error
    }

    var payloads: [String] {
        messages.map { String(decoding: $0.payload, as: UTF8.self) }
    }

    /// One turn: what is due is written, what has come is read.
    func turn(writing: Bool = true, timeout: Duration = .milliseconds(100)) throws {
        if writing, connection.wantsWrite {
            connection.write()
        }
        poller.removeAll()
        let interest: Poller.Interest = writing && connection.wantsWrite ? [.readable, .writable] : .readable
        let index = poller.add(connection.fileDescriptor, interest)
        try poller.wait(timeout: connection.hasBufferedInput ? .zero : timeout)
        if poller.isReadable(index) || connection.hasBufferedInput {
            connection.read(limit: readLimit, into: &messages)
        }
        events += connection.takeEvents()
    }

    /// Turns until the condition holds; false after ten seconds.
    @discardableResult
    func run(
        writing: Bool = true,
        within duration: Duration = .seconds(10),
        until condition: () -> Bool
    ) throws -> Bool {
        let deadline = ContinuousClock.now + duration
        while !condition() {
            guard ContinuousClock.now < deadline else {
                return false
            }
            try turn(writing: writing)
        }
        return true
    }

    /// Subscribes and waits for the answer, which must grant it.
    func subscribe(_ filters: String...) throws {
        let count = grants.count + filters.count
        try connection.subscribe(filters.map { Subscription($0) })
        guard try run(until: { grants.count == count }), grants.allSatisfy(\.isGranted) else {
            throw TestSupportError("subscriptions were not granted: \(grants)")
        }
    }

    /// Publishes texts at QoS 1, keeping to the window, and waits for all acknowledgements.
    func publish(_ texts: some Sequence<String>, to topic: String) throws {
        for text in texts {
            try run { connection.outstandingPublishes < connection.publishWindow || connection.isClosed }
            try connection.publish(topic: topic, payload: Array(text.utf8))
        }
        guard try run(until: { connection.outstandingPublishes == 0 || connection.isClosed }) else {
            throw TestSupportError("publishes were not acknowledged")
        }
    }
}

extension ConnectionOptions {
    /// Options for a broker of the test.
    static func to(_ broker: Broker, _ clientID: String, version: ProtocolVersion = .v5) -> ConnectionOptions {
        var options = ConnectionOptions(host: "127.0.0.1", port: broker.port, clientID: clientID)
        options.protocolVersion = version
        return options
    }

    /// Options with a session that outlives the connection.
    static func session(on port: UInt16, _ clientID: String, version: ProtocolVersion = .v5) -> ConnectionOptions {
        var options = ConnectionOptions(host: "127.0.0.1", port: port, clientID: clientID)
        options.protocolVersion = version
        options.cleanStart = false
        options.sessionExpirySeconds = version == .v5 ? 3_600 : nil
        options.receiveMaximum = 1_000
        return options
    }
}
