import Gateway
import MQTT
import Observations

/// A short visit to a broker as the gateway would make it, under a client identifier of its own.
///
/// A broker may give every client of a user the same identifier (mosquitto's `use_username_as_clientid`): then the visit
/// would take the gateway's session, and a clean start would end it. So the visit first asks for the session, without a
/// clean start and with the gateway's own expiry; where there is one, it is not ours, and the visit ends without a word.
/// Otherwise, the session that it made itself is ended by a second connection with a clean start.
struct BrokerProbe {
    /// What the visit has seen.
    struct Visit {
        let connack: Connack
        var granted: [SubscriptionResult] = []
        /// What the broker says of itself below `$SYS/broker`, by the rest of the topic.
        var system: [String: String] = [:]
        /// The answer to the publish; nothing when none was asked for, or none came.
        var published: ReasonCode?
    }

    /// How the visit went.
    enum Outcome {
        case visited(Visit)
        /// The broker gives this user the gateway's own session.
        case identityIsShared
        case failed(MQTTError)
    }

    static let patience: Duration = .seconds(5)
    /// How long what the broker says of itself may take after all filters were answered.
    private static let systemPatience: Duration = .milliseconds(300)
    private static let system = "$SYS/broker/"
    private static let systemTopics = ["version", "publish/messages/dropped"]

    let options: ConnectionOptions
    var subscriptions: [Subscription] = []
    var publishTopic: String?

    func visit() -> Outcome {
        var own = options
        own.clientID += "-doctor-\(UInt16.random(in: 0 ... .max))"
        own.will = nil
        own.connectTimeout = BrokerProbe.patience
        own.cleanStart = false
        if own.protocolVersion == .v5, own.sessionExpirySeconds == nil { own.sessionExpirySeconds = 60 }
        do throws(MQTTError) {
            let connection = try Connection.connect(own)
            guard !connection.connack.isSessionPresent else {
                connection.close()
                return .identityIsShared
            }
            let visit = try look(connection)
            connection.disconnect()
            own.cleanStart = true
            own.sessionExpirySeconds = nil
            try Connection.connect(own).disconnect()
            return .visited(visit)
        } catch {
            return .failed(error)
        }
    }

    private func look(_ connection: Connection) throws(MQTTError) -> Visit {
        var visit = Visit(connack: connection.connack)
        let system = BrokerProbe.systemTopics.map {
            Subscription(BrokerProbe.system + $0, qos: .atMostOnce, retainHandling: .always)
        }
        try connection.subscribe(subscriptions.map { Subscription($0.filter, retainHandling: .never) } + system)
        if let publishTopic { try connection.publish(topic: publishTopic, payload: []) }
        let wanted = subscriptions.count + system.count
        var poller = Poller()
        var inbox: [InboundMessage] = []
        var deadline = ContinuousClock.now + BrokerProbe.patience
        var answered = 0
        while ContinuousClock.now < deadline, !connection.isClosed {
            if connection.wantsWrite { connection.write() }
            poller.removeAll()
            poller.add(connection.fileDescriptor, .readable)
            if !connection.hasBufferedInput { try poller.wait(timeout: .milliseconds(20)) }
            inbox.removeAll(keepingCapacity: true)
            connection.read(limit: 100, into: &inbox)
            for message in inbox { visit.note(message, BrokerProbe.system) }
            for event in connection.takeEvents() {
                switch event {
                case .subscribed(let results):
                    answered += results.count
                    visit.granted += results.filter { !$0.subscription.filter.hasPrefix(BrokerProbe.system) }
                case .acknowledged(_, let reason): visit.published = reason
                case .ended(let error): throw error
                case .connected, .unsubscribed: continue
                }
            }
            if answered == wanted, publishTopic == nil || visit.published != nil {
                deadline = min(deadline, ContinuousClock.now + BrokerProbe.systemPatience)
                if visit.system.count == system.count { break }
            }
        }
        return visit
    }
}

extension BrokerProbe.Visit {
    fileprivate mutating func note(_ message: InboundMessage, _ prefix: String) {
        let topic = String(decoding: message.topic, as: UTF8.self)
        guard topic.hasPrefix(prefix) else { return }
        system[String(topic.dropFirst(prefix.count))] = String(decoding: message.payload, as: UTF8.self)
    }
}
