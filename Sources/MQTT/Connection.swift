import CMosquitto
import CMosquittoGuard
import Glibc

/// One connection to a broker: one libmosquitto handle, one socket, never used again after it has ended.
///
/// Confined to the thread that owns it; `Connector` makes it on a thread of its own and hands it over once.
///
/// Invariants:
/// - libmosquitto queues the PUBACK of a message before `read` has the message; nothing but `write` and `disconnect`
///   puts a packet on the wire (`mosquitto_threaded_set`), so a message stays unacknowledged until then;
/// - `write` sends *everything* that is queued: acknowledgements, SUBSCRIBE and pings cannot be told apart;
/// - no message is read before the CONNACK was handed over, so a SUBSCRIBE written first releases nothing;
/// - libmosquitto never holds a publish back: `publish` refuses beyond `publishWindow`;
/// - the handle is destroyed at the end of the call in which the connection ended, never inside a callback.
public final class Connection {
    /// The most publishes left unacknowledged, whatever the server allows.
    ///
    /// libmosquitto walks its list of them at each publish and PUBACK, and takes packet identifiers in turn unchecked.
    public static let outstandingPublishesMax = 1_000

    /// From how many queued packets on `write` holds them together (TCP_CORK); below, its two calls cost more.
    static let corkedPacketsMin = 4

    /// What the server said in CONNACK.
    public internal(set) var connack = Connack(isSessionPresent: false)

    /// How many of our QoS 1 publishes wait for their PUBACK.
    public internal(set) var outstandingPublishes = 0

    let options: ConnectionOptions
    private(set) var handle: OpaquePointer?

    // Filled by the callbacks, which run inside `read`, `write` and `keepAlive`.
    var inbox: [InboundMessage] = []
    var inboxCountMax = 0
    var events: [ConnectionEvent] = []
    var subscribing: [PacketIdentifier: [Subscription]] = [:]
    var unsubscribing: [PacketIdentifier: [String]] = [:]
    var isConnected = false
    var refusal: ReasonCode?
    var disconnectCode: Int32?
    var isWriting = false
    var queuedPackets = 0
    var errorLines: [String] = []

    /// Makes the handle with all its options; `establish` connects it.
    init(options: ConnectionOptions) throws(MQTTError) {
        self.options = options
        handle = try Connection.makeHandle(options)
        prepareHandle()
    }

    deinit {
        close()
    }

    // MARK: What a loop asks

    /// The socket, for `Poller`; -1 after the end.
    public var fileDescriptor: Int32 {
        guard let handle else {
            return -1
        }
        return mosquitto_socket(handle)
    }

    /// Whether the connection has ended, by whichever side.
    public var isClosed: Bool {
        handle == nil
    }

    /// Whether something is queued for `write`.
    public var wantsWrite: Bool {
        guard let handle else {
            return false
        }
        return mosquitto_want_write(handle)
    }

    /// Whether TLS holds decrypted bytes that `Poller` cannot see: `read` before waiting.
    public var hasBufferedInput: Bool {
        guard options.tls != nil, let handle, let session = mosquitto_ssl_get(handle) else {
            return false
        }
        return Library.pendingBytes(ofTLSSession: OpaquePointer(session)) > 0
    }

    /// How many publishes may be unacknowledged: the server's Receive Maximum, at most `outstandingPublishesMax`.
    ///
    /// A full window has its price: 9 s of CPU per million messages at 1,000, 5 s at 256 (measured). Fill it only as
    /// far as the server's distance demands.
    public var publishWindow: Int {
        min(Int(connack.receiveMaximum), Connection.outstandingPublishesMax)
    }

    /// The events since the last call, in order.
    public func takeEvents() -> [ConnectionEvent] {
        guard !events.isEmpty else {
            return []
        }
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    // MARK: Reading and writing

    /// Reads until the socket is dry or `limit` messages were appended to `messages`; writes nothing.
    ///
    /// Where `limit` was reached, more may be waiting: in the socket, where `Poller` sees it, or in TLS
    /// (`hasBufferedInput`). Events are taken with `takeEvents`; an end of the connection is one of them.
    public func read(limit: Int, into messages: inout [InboundMessage]) {
        precondition(limit > 0, "reading needs room for a message")
        guard let handle else {
            return
        }
        swap(&inbox, &messages)
        defer { swap(&inbox, &messages) }
        inboxCountMax = inbox.count + limit
        while inbox.count < inboxCountMax {
            // errno tells us afterwards whether the socket is dry; left over from before, it would end libmosquitto's
            // own loop early.
            errno = 0
            let code = mosquitto_guard_loop_read(handle, 1)
            let systemError = errno
            if endIfOver(code, systemError) || systemError == EAGAIN {
                return
            }
        }
    }

    /// Writes everything that is queued, or as much as the socket takes (`wantsWrite` tells).
    ///
    /// This is what releases the acknowledgements of all messages read so far.
    public func write() {
        guard let handle else {
            return
        }
        let isBurst = queuedPackets >= Connection.corkedPacketsMin
        if isBurst {
            setCork(true)
        }
        isWriting = true
        errno = 0
        let code = mosquitto_loop_write(handle, 1)
        let systemError = errno
        isWriting = false
        if endIfOver(code, systemError) {
            return
        }
        if isBurst {
            setCork(false)
        }
        if !mosquitto_want_write(handle) {
            queuedPackets = 0
        }
    }

    /// Queues a ping when one is due, and ends the connection when the last one was not answered.
    ///
    /// Call it about once a second. It writes nothing.
    public func keepAlive() {
        guard let handle else {
            return
        }
        errno = 0
        let code = mosquitto_loop_misc(handle)
        _ = endIfOver(code, errno)
    }

    // MARK: Ending

    /// Closes the socket without a DISCONNECT and drops what is queued.
    ///
    /// The server publishes the will and delivers again what was not acknowledged.
    public func close() {
        guard let handle else {
            return
        }
        self.handle = nil
        mosquitto_destroy(handle)
    }

    /// Ends the connection if libmosquitto says that it is over.
    func endIfOver(_ code: Int32, _ systemError: Int32) -> Bool {
        guard code != 0 || disconnectCode != nil else {
            return false
        }
        events.append(.ended(endReason(code, systemError)))
        close()
        return true
    }

    private func setCork(_ isOn: Bool) {
        var value: Int32 = isOn ? 1 : 0
        // A hint to the kernel: where it fails, the packets leave one by one.
        _ = setsockopt(fileDescriptor, Int32(IPPROTO_TCP), TCP_CORK, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
