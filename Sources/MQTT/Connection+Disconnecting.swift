import CMosquitto
import Glibc

extension Connection {
    /// How long the server may take to read our DISCONNECT and close, in milliseconds.
    private static let disconnectMillisecondsMax: Int32 = 200

    /// Ends the connection with a DISCONNECT: what is queued is written first, and the server drops the will.
    ///
    /// Blocks for at most half a second, where the server is slow to read. On MQTT 3.1.1 the reason is not sent.
    public func disconnect(reason: ReasonCode = .success) {
        guard let handle else {
            return
        }
        let socket = dup(fileDescriptor)
        let code = options.protocolVersion == .v5 ? Int32(reason.rawValue) : 0
        // Fails only when the connection is already gone, and then the loop below does not run.
        _ = mosquitto_disconnect_v5(handle, code, nil)
        isWriting = true
        while mosquitto_socket(handle) >= 0 {
            errno = 0
            guard mosquitto_loop_write(handle, 1) == 0, mosquitto_socket(handle) >= 0,
                Connection.isReady(mosquitto_socket(handle), for: Int16(POLLOUT))
            else {
                break
            }
        }
        isWriting = false
        close()
        if socket >= 0 {
            Connection.linger(socket)
        }
    }

    /// Reads the rest away until the server has closed: closing with unread input resets the connection, and a reset
    /// can overtake the DISCONNECT.
    private static func linger(_ socket: Int32) {
        shutdown(socket, Int32(SHUT_WR))
        var waste: [UInt8] = Array(repeating: 0, count: 4096)
        // 256 KiB at most, so that a server that goes on sending does not hold us.
        for _ in 0..<64 {
            guard isReady(socket, for: Int16(POLLIN)), Glibc.read(socket, &waste, waste.count) > 0 else {
                break
            }
        }
        Glibc.close(socket)
    }

    private static func isReady(_ socket: Int32, for interest: Int16) -> Bool {
        var entry = pollfd(fd: socket, events: interest, revents: 0)
        return poll(&entry, 1, disconnectMillisecondsMax) > 0
    }
}
