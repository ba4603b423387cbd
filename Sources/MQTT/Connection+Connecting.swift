import CMosquitto
import Glibc

extension mqtt5_property {
    /// The identifier as the functions for properties want it.
    var identifier: Int32 {
        Int32(rawValue)
    }
}

extension Connection {
    /// For how many turns on end the handshake may leave the socket's input untouched.
    ///
    /// Where a server closes or resets during the TLS handshake, libmosquitto neither reads on nor reports it.
    private static let stuckTurnsMax = 16

    /// Connects and waits for CONNACK: name lookup, TCP, TLS, MQTT.
    ///
    /// Blocks, the name lookup and the TCP handshake beyond the deadline: for a thread of its own.
    static func establish(
        _ options: ConnectionOptions,
        before deadline: ContinuousClock.Instant
    ) throws(MQTTError) -> Connection {
        let connection = try Connection(options: options)
        connection.collectErrorLines(true)
        try connection.connectSocket()
        try connection.awaitConnack(before: deadline)
        connection.collectErrorLines(false)
        connection.errorLines = []
        return connection
    }

    /// Makes a handle with the options that libmosquitto wants before connecting.
    static func makeHandle(_ options: ConnectionOptions) throws(MQTTError) -> OpaquePointer {
        guard Library.initialisationCode == 0 else {
            throw .library(code: Library.initialisationCode)
        }
        guard !options.clientID.isEmpty else {
            throw .invalidOption("the client identifier is empty")
        }
        guard options.port > 0 else {
            throw .invalidOption("port 0 cannot be connected to")
        }
        guard options.keepaliveSeconds == 0 || options.keepaliveSeconds >= 5 else {
            throw .invalidOption("a keepalive of \(options.keepaliveSeconds) s is too short: 0 (none), or at least 5")
        }
        guard let handle = mosquitto_new(options.clientID, options.cleanStart, nil) else {
            throw errno == ENOMEM ? .outOfMemory : .invalidOption("the client identifier is not valid")
        }
        do throws(MQTTError) {
            try set(options, on: handle)
        } catch {
            mosquitto_destroy(handle)
            throw error
        }
        return handle
    }

    private static func set(_ options: ConnectionOptions, on handle: OpaquePointer) throws(MQTTError) {
        let version = options.protocolVersion == .v5 ? MQTT_PROTOCOL_V5 : MQTT_PROTOCOL_V311
        try check(mosquitto_int_option(handle, MOSQ_OPT_PROTOCOL_VERSION, version), "the protocol version")
        // Our own loop: nothing is written but by mosquitto_loop_write.
        try check(mosquitto_threaded_set(handle, true), "the threaded mode")
        try check(mosquitto_int_option(handle, MOSQ_OPT_TCP_NODELAY, 1), "TCP_NODELAY")
        // The window is `publishWindow`; libmosquitto must never hold a publish back.
        try check(mosquitto_int_option(handle, MOSQ_OPT_SEND_MAXIMUM, 65_535), "the send maximum")
        if let receiveMaximum = options.receiveMaximum {
            guard receiveMaximum > 0 else {
                throw .invalidOption("a Receive Maximum of 0 is not allowed")
            }
            let code = mosquitto_int_option(handle, MOSQ_OPT_RECEIVE_MAXIMUM, Int32(receiveMaximum))
            try check(code, "the Receive Maximum")
        }
        if options.username != nil || options.password != nil {
            let code = mosquitto_username_pw_set(handle, options.username, options.password)
            try check(code, "the user name or password")
        }
        if let will = options.will {
            let code = mosquitto_will_set_v5(
                handle,
                will.topic,
                Int32(will.payload.count),
                will.payload,
                Int32(will.qos.rawValue),
                will.isRetained,
                nil
            )
            try check(code, "the will")
        }
        if let tls = options.tls {
            try set(tls, on: handle)
        }
    }

    private static func set(_ tls: TLSOptions, on handle: OpaquePointer) throws(MQTTError) {
        for file in [tls.caFile, tls.certificateFile, tls.keyFile] {
            if let file, access(file, R_OK) != 0 {
                throw .invalidOption("\(file): \(String(cString: strerror(errno)))")
            }
        }
        guard (tls.certificateFile == nil) == (tls.keyFile == nil) else {
            throw .invalidOption("a certificate needs its key, and a key its certificate")
        }
        let code = mosquitto_tls_set(handle, tls.caFile, nil, tls.certificateFile, tls.keyFile, refusePassphrase)
        try check(code, "the TLS files")
    }

    private static func check(_ code: Int32, _ option: String) throws(MQTTError) {
        guard code == 0 else {
            throw .invalidOption("\(option) cannot be used: \(String(cString: mosquitto_strerror(code)))")
        }
    }

    private func connectSocket() throws(MQTTError) {
        var properties: OpaquePointer?
        defer { mosquitto_property_free_all(&properties) }
        if options.protocolVersion == .v5 {
            if let expiry = options.sessionExpirySeconds {
                let code = mosquitto_property_add_int32(
                    &properties,
                    MQTT_PROP_SESSION_EXPIRY_INTERVAL.identifier,
                    expiry
                )
                try Connection.check(code, "the session expiry")
            }
            if let size = options.maximumPacketSizeBytes {
                let code = mosquitto_property_add_int32(&properties, MQTT_PROP_MAXIMUM_PACKET_SIZE.identifier, size)
                try Connection.check(code, "the maximum packet size")
            }
        }
        errno = 0
        let code = mosquitto_connect_bind_v5(
            handle,
            options.host,
            Int32(options.port),
            Int32(options.keepaliveSeconds),
            nil,
            properties
        )
        let systemError = errno
        guard code == 0 else {
            throw libraryError(code, systemError)
        }
        // A child process has no business with this socket; where it fails, it is only inherited.
        _ = fcntl(fileDescriptor, F_SETFD, FD_CLOEXEC)
    }

    private func awaitConnack(before deadline: ContinuousClock.Instant) throws(MQTTError) {
        var poller = Poller()
        var stuckTurns = 0
        var messages: [InboundMessage] = []
        while !isConnected {
            let remaining = ContinuousClock.now.duration(to: deadline)
            guard remaining > .zero else {
                throw .timedOut
            }
            poller.removeAll()
            let index = poller.add(fileDescriptor, wantsWrite ? [.readable, .writable] : .readable)
            try poller.wait(timeout: remaining)
            // Also when only writable: the TLS handshake goes on in libmosquitto's reading. And before writing: a
            // server that has closed may have said why.
            let unreadBytes = unreadBytes
            read(limit: 1, into: &messages)
            if let last = events.last, case .ended(let error) = last {
                throw error
            }
            if !isConnected, poller.isWritable(index) {
                write()
            }
            stuckTurns = poller.isReadable(index) && self.unreadBytes >= unreadBytes ? stuckTurns + 1 : 0
            guard isConnected || stuckTurns <= Connection.stuckTurnsMax else {
                throw options.tls == nil ? .connectionLost : .tls("the server closed during the handshake")
            }
        }
        precondition(messages.isEmpty, "a message was read before CONNACK was handed over")
    }

    /// What waits in the socket; 0 also when the other side has closed.
    private var unreadBytes: Int32 {
        var count: Int32 = 0
        return ioctl(fileDescriptor, UInt(FIONREAD), &count) == 0 ? count : 0
    }
}

/// Answers OpenSSL's question for the passphrase of a key: none.
///
/// Without an answer it would ask on the terminal.
private func refusePassphrase(
    _: UnsafeMutablePointer<CChar>?,
    _: Int32,
    _: Int32,
    _: UnsafeMutableRawPointer?
) -> Int32 {
    0
}
