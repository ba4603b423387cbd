import Foundation
import TestBroker

/// A client that writes any bytes it is told to, MQTT 3.1.1 or not.
final class RawClient {
    private let socket: Int32

    /// Connects, and introduces itself where a name is given.
    init(port: UInt16, clientID: String?) throws {
        let connection = Loopback.connect(to: port)
        socket = connection.socket
        guard connection.isConnected else { throw TestSupportError("nobody listens on port \(port)") }
        var patience = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard let clientID else { return }
        send(
            RawClient.packet(0x10, [0, 4] + Array("MQTT".utf8) + [4, 2, 0, 60] + RawClient.text(Array(clientID.utf8)))
        )
        guard receive(4).first == 0x20 else { throw TestSupportError("the broker did not let \(clientID) in") }
    }

    deinit { close(socket) }

    /// Publishes, and follows the handshake of its QoS to the end.
    ///
    /// - Returns: whether the broker has taken it; at QoS 0 nobody says.
    func publish(topic: [UInt8], payload: [UInt8], qos: UInt8, identifier: UInt16 = 1) -> Bool {
        let number: [UInt8] = [UInt8(identifier >> 8), UInt8(identifier & 0xFF)]
        let body = RawClient.text(topic) + (qos > 0 ? number : []) + payload
        guard send(RawClient.packet(0x30 | qos << 1, body)) else { return false }
        switch qos {
        case 0: return true
        case 1: return receive(4).first == 0x40
        default:
            guard receive(4).first == 0x50, send(RawClient.packet(0x62, number)) else { return false }
            return receive(4).first == 0x70
        }
    }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { buffer in
                Foundation.send(socket, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private func receive(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let received = recv(socket, &bytes, count, Int32(MSG_WAITALL))
        return Array(bytes[..<max(0, received)])
    }

    private static func text(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8(bytes.count >> 8 & 0xFF), UInt8(bytes.count & 0xFF)] + bytes
    }

    private static func packet(_ head: UInt8, _ body: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = body.count
        repeat {
            length.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        return [head] + length + body
    }
}
