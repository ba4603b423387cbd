import MQTT
import TestBroker

/// A client of one broker that comes back after a loss; `City` turns it.
final class Peer {
    let options: ConnectionOptions
    let filters: [String]
    private(set) var connection: Connection?
    /// Whether the broker has granted all filters on this connection.
    private(set) var isSubscribed = false
    var inbox: [InboundMessage] = []
    private var nextAttempt = ContinuousClock.now

    /// A client; it connects with its first turn.
    init(_ options: ConnectionOptions, filters: [String] = []) {
        self.options = options
        self.filters = filters
    }

    var isReady: Bool { connection != nil && isSubscribed }

    func connectIfDue() {
        guard connection == nil, nextAttempt <= .now else { return }
        nextAttempt = .now + .milliseconds(20)
        do throws(MQTTError) {
            let opened = try Connection.connect(options)
            _ = opened.takeEvents()
            isSubscribed = filters.isEmpty
            if !filters.isEmpty {
                try opened.subscribe(filters.map { Subscription($0, retainHandling: .always) })
                opened.write()
            }
            connection = opened
        } catch {
            connection = nil  // the broker is away; the next turn tries again
        }
    }

    /// Leaves without a word; the next turn connects anew.
    func leave() {
        connection?.close()
        connection = nil
        isSubscribed = false
    }

    func add(to poller: inout Poller) -> Int {
        let interest: Poller.Interest = connection?.wantsWrite == true ? [.readable, .writable] : .readable
        return poller.add(connection?.fileDescriptor ?? -1, interest)
    }

    /// Reads what has come, writes what is due.
    ///
    /// - Returns: the acknowledgements of publishes.
    func exchange(isReadable: Bool) -> [(packet: PacketIdentifier, reason: ReasonCode)] {
        guard let connection else { return [] }
        if isReadable || connection.hasBufferedInput { connection.read(limit: 1_000, into: &inbox) }
        connection.keepAlive()
        if connection.wantsWrite { connection.write() }
        var acknowledged: [(PacketIdentifier, ReasonCode)] = []
        for event in connection.takeEvents() {
            switch event {
            case .acknowledged(let packet, let reason): acknowledged.append((packet, reason))
            case .subscribed(let results): isSubscribed = results.allSatisfy(\.isGranted)
            case .connected, .unsubscribed, .ended: continue
            }
        }
        if connection.isClosed { leave() }
        return acknowledged
    }
}
