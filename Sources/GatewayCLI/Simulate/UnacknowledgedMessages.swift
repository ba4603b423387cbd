/// Messages from their making to their PUBACK: waiting to be sent, or sent in this connection.
///
/// Invariants:
/// - a message leaves by `acknowledged` alone;
/// - what was sent in a connection that ended is sent again in the next one, before anything newer and in order.
struct UnacknowledgedMessages<Identifier: Hashable, Message> {
    private var waiting: [(number: Int, message: Message)] = []
    private var next = 0
    private var sent: [Identifier: (number: Int, message: Message)] = [:]
    private var made = 0

    /// How many there are.
    var count: Int { waiting.count - next + sent.count }

    /// The next one to send.
    var first: Message? { next < waiting.count ? waiting[next].message : nil }

    /// Adds a new message.
    mutating func add(_ message: Message) {
        waiting.append((made, message))
        made += 1
    }

    /// The first message was sent under this identifier.
    mutating func firstWasSent(as identifier: Identifier) {
        sent[identifier] = waiting[next]
        next += 1
        if next == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            next = 0
        }
    }

    /// The broker has answered for an identifier.
    mutating func acknowledged(_ identifier: Identifier) -> Message? { sent.removeValue(forKey: identifier)?.message }

    /// The connection has ended: nobody will answer any more.
    mutating func connectionEnded() {
        waiting = sent.values.sorted { $0.number < $1.number } + waiting[next...]
        next = 0
        sent = [:]
    }
}
