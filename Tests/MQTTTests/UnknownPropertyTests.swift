import Foundation
import MQTT
import TestBroker
import Testing

extension MQTTTests {
    /// Packets with a property that MQTT 5 does not know: libmosquitto 2.0.11 fails an assertion on them.
    @Suite struct UnknownPropertyTests {
        private static let connack: [UInt8] = [0x20, 3, 0, 0, 0]

        /// Accepts one connection, waits for its CONNECT and answers with bytes.
        private func connect(answering bytes: [UInt8]) throws -> Connection {
            let (listener, port) = try Loopback.silentListener()
            Thread.detachNewThread {
                let socket = accept(listener, nil, nil)
                var buffer = [UInt8](repeating: 0, count: 4_096)
                _ = recv(socket, &buffer, buffer.count, 0)
                _ = send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
                // Until the other side has closed.
                while recv(socket, &buffer, buffer.count, 0) > 0 {}
                close(socket)
                close(listener)
            }
            return try Connection.connect(ConnectionOptions(host: "127.0.0.1", port: port, clientID: "client"))
        }

        @Test(
            arguments: [
                [0x30, 6, 0, 1, 0x61, 2, 0x7F, 0], [0x40, 6, 0, 1, 0, 2, 0x7F, 0], [0xE0, 4, 0, 2, 0x7F, 0],
            ] as [[UInt8]]
        )
        func theConnectionEndsAndTheProcessGoesOn(packet: [UInt8]) throws {
            let connection = try connect(answering: UnknownPropertyTests.connack + packet)
            var messages: [InboundMessage] = []
            let deadline = ContinuousClock.now + .seconds(20)
            var events: [ConnectionEvent] = []
            while events.isEmpty, ContinuousClock.now < deadline {
                var poller = Poller()
                poller.add(connection.fileDescriptor, .readable)
                try poller.wait(timeout: .milliseconds(100))
                connection.read(limit: 10, into: &messages)
                events = connection.takeEvents().filter { if case .ended = $0 { true } else { false } }
            }
            #expect(events.count == 1)
            guard case .ended(.protocolViolation) = events.first else {
                Issue.record("\(events)")
                return
            }
        }

        @Test func anAnswerToTheConnectEndsTheAttempt() throws {
            #expect(throws: MQTTError.protocolViolation) { try connect(answering: [0x20, 5, 0, 0, 2, 0x7F, 0]) }
        }
    }
}
