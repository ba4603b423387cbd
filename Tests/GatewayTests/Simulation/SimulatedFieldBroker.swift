/// The field broker as the gateway's session sees it: what is not acknowledged comes again.
///
/// The MQTT library's side of the connection is modelled here too: an acknowledgement is queued when a message is read,
/// and any write sends the whole queue, as far as the socket takes it.
struct SimulatedFieldBroker {
    /// Published by sensors and not acknowledged by the gateway, in order.
    private(set) var pending: [Int] = []
    /// Read on this connection, acknowledgement queued in the library.
    private(set) var queued: [Int] = []
    private(set) var isConnected = false
    /// Messages of this connection that were not read yet.
    private var unread: [Int] = []

    var wantsWrite: Bool { !queued.isEmpty }
    var hasInput: Bool { isConnected && !unread.isEmpty }
    var isDrained: Bool { pending.isEmpty }

    mutating func publish(_ message: Int) {
        pending.append(message)
        if isConnected { unread.append(message) }
    }

    mutating func connect() {
        isConnected = true
        unread = pending
        queued = []
    }

    mutating func disconnect() {
        isConnected = false
        unread = []
        queued = []
    }

    mutating func read(limit: Int) -> [Int] {
        let taken = Array(unread.prefix(limit))
        unread.removeFirst(taken.count)
        queued += taken
        return taken
    }

    /// Writes so many queued acknowledgements; they reach the broker.
    mutating func write(_ count: Int) -> [Int] {
        let sent = Array(queued.prefix(count))
        queued.removeFirst(sent.count)
        let gone = Set(sent)
        pending.removeAll { gone.contains($0) }
        return sent
    }
}
