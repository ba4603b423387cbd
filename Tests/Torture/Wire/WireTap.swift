import Foundation
import Synchronization
import TestBroker
import TestCity

/// A TCP proxy between a client and its broker that keeps ledgers and makes trouble.
///
/// A thread of its own forwards whole MQTT packets. A message is in a ledger once its receiver has written the PUBACK: what
/// the client accepted of the server is in `released`, what the server accepted of the client in `accepted`. Where the wire
/// carries no MQTT (TLS), it forwards bytes and keeps no ledger. Orders are heard within 5 ms.
final class WireTap: Sendable {
    let port: UInt16
    let released: Ledger?
    let accepted: Ledger?
    let orders = Mutex(WireOrders())

    /// A tap before a broker's port; it ends with `close`.
    init(to target: UInt16, released: Ledger? = nil, accepted: Ledger? = nil) throws {
        let listener = try Loopback.silentListener(backlog: 64)
        port = listener.port
        self.released = released
        self.accepted = accepted
        let thread = WireThread(tap: self, listener: listener.socket, target: target)
        Thread.detachNewThread { thread.run() }
    }

    /// Ends the thread and its connections.
    func close() { orders.withLock { $0.isClosed = true } }

    // MARK: Trouble

    var fault: WireFault {
        get { orders.withLock { $0.fault } }
        set { orders.withLock { $0.fault = newValue } }
    }

    /// Whether the fault has its effect.
    var hasHeard: Bool { orders.withLock { $0.heard == $0.fault } }

    /// Ends every connection with a TCP reset.
    func reset() { orders.withLock { $0.generation += 1 } }

    /// Lets so many bytes of the client through, and then ends its connection, in the middle of a packet or not.
    func cut(afterBytes count: Int) { orders.withLock { $0.cut = count } }

    /// Writes bytes to the client as if the server had.
    func inject(_ bytes: [UInt8]) { orders.withLock { $0.injected += bytes } }

    /// Does something when an event has come so many times.
    func arm(_ event: WireEvent, count: Int, delay: Duration = .zero, action: @escaping @Sendable () -> Void) {
        orders.withLock { $0.trigger = WireTrigger(event: event, count: count, delay: delay, action: action) }
    }

    func disarm() { orders.withLock { $0.trigger = nil } }

    // MARK: What was seen

    /// How often the server let the client in.
    var joins: Int { orders.withLock { $0.joins } }
    /// How many connections stand that the server let in.
    var joined: Int { orders.withLock { $0.joined } }
    var isJoined: Bool { joined > 0 }
    /// How often the server has granted a subscription.
    var subscriptions: Int { orders.withLock { $0.subscriptions } }
    /// Messages of the client.
    var publishes: Int { orders.withLock { $0.publishes } }
    /// Messages of the server.
    var deliveries: Int { orders.withLock { $0.deliveries } }
}
