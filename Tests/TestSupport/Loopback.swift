import Foundation

/// Ports and listeners on 127.0.0.1.
public enum Loopback {
    /// A port nobody listens on, below those that the system gives to connections: a broker that is down finds it free again.
    public static func freePort() throws -> UInt16 {
        for _ in 1...1_000 {
            let candidate = UInt16.random(in: 10_240..<32_768)
            if let (socket, port) = try? bind(candidate) {
                close(socket)
                return port
            }
        }
        throw TestSupportError("no port is free")
    }

    /// A listener that never accepts: connections are made by the system, and nobody answers.
    ///
    /// The caller closes the socket.
    public static func silentListener(backlog: Int32 = 16) throws -> (socket: Int32, port: UInt16) {
        let (socket, port) = try bind()
        guard listen(socket, backlog) == 0 else {
            throw TestSupportError("listen: \(String(cString: strerror(errno)))")
        }
        return (socket, port)
    }

    /// A connecting socket, and whether the connection was made at once; the caller closes it.
    public static func connect(to port: UInt16, isBlocking: Bool = true) -> (socket: Int32, isConnected: Bool) {
        let type = Int32(SOCK_STREAM.rawValue) | (isBlocking ? 0 : Int32(SOCK_NONBLOCK.rawValue))
        let socket = Foundation.socket(AF_INET, type | Int32(SOCK_CLOEXEC.rawValue), 0)
        let code = withAddress(port) { Foundation.connect(socket, $0, $1) }
        return (socket, code == 0)
    }

    /// Waits until somebody accepts connections on a port.
    public static func waitUntilAccepting(_ port: UInt16, within duration: Duration) -> Bool {
        let deadline = ContinuousClock.now + duration
        while ContinuousClock.now < deadline {
            let (socket, isConnected) = connect(to: port)
            close(socket)
            if isConnected {
                return true
            }
            poll(nil, 0, 5)
        }
        return false
    }

    private static func bind(_ wanted: UInt16 = 0) throws -> (socket: Int32, port: UInt16) {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard withAddress(wanted, { Foundation.bind(socket, $0, $1) }) == 0 else {
            close(socket)
            throw TestSupportError("bind: \(String(cString: strerror(errno)))")
        }
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
        }
        return (socket, UInt16(bigEndian: address.sin_port))
    }

    private static func withAddress(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
