import Glibc
import MQTT
import TestBroker
import Testing

extension MQTTTests {
    /// What the gateway's first promise stands on: a message is acknowledged by `write` and by nothing else.
    @Suite struct AcknowledgementTests {
        private static let count = 500

        @Test(arguments: [ProtocolVersion.v5, .v311])
        func aProcessKilledBeforeWritingLosesNoMessage(version: ProtocolVersion) async throws {
            #expect(try await redelivered(afterKillOf: version, writing: false) == Self.count)
        }

        @Test(arguments: [ProtocolVersion.v5, .v311])
        func aProcessKilledAfterWritingGetsNoMessageAgain(version: ProtocolVersion) async throws {
            #expect(try await redelivered(afterKillOf: version, writing: true) == 0)
        }

        @Test func keepAliveAndReadingReleaseNothing() throws {
            let broker = try Self.broker()
            let receiver = try Client(.session(on: broker.port, "field"))
            try receiver.subscribe("field/#")
            try Client(.to(broker, "sender")).publish(["1", "2", "3"], to: "field/1")
            #expect(try receiver.run(writing: false) { receiver.messages.count == 3 })
            receiver.connection.keepAlive()
            receiver.connection.read(limit: 10, into: &receiver.messages)
            #expect(receiver.connection.wantsWrite)
            receiver.connection.close()
            #expect(receiver.connection.isClosed)
            let successor = try Client(.session(on: broker.port, "field"))
            #expect(successor.connection.connack.isSessionPresent)
            #expect(try successor.run { successor.messages.count == 3 })
            #expect(successor.payloads == ["1", "2", "3"])
        }

        @Test func aSessionsMessagesWaitUntilTheConnectionWasHandedOver() throws {
            let broker = try Self.broker()
            let receiver = try Client(.session(on: broker.port, "field"))
            try receiver.subscribe("field/#")
            receiver.connection.close()
            try Client(.to(broker, "sender")).publish(["1"], to: "field/1")
            let successor = try Connection.connect(.session(on: broker.port, "field"))
            #expect(successor.takeEvents() == [.connected(successor.connack)])
            #expect(!successor.wantsWrite)
        }

        private static func broker() throws -> Broker {
            try Broker(["allow_anonymous true", "max_inflight_messages 1000", "max_queued_messages 100000"])
        }

        /// Sends messages to a process that reads them all and is killed, and counts what its successor gets.
        private func redelivered(afterKillOf version: ProtocolVersion, writing: Bool) async throws -> Int {
            let broker = try Self.broker()
            let first = try Client(.session(on: broker.port, "field", version: version))
            try first.subscribe("field/#")
            first.connection.close()
            try Client(.to(broker, "sender")).publish((0..<Self.count).map(String.init), to: "field/1")

            let port = broker.port
            let isV5 = version == .v5
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [port = port as UInt16, isV5 = isV5 as Bool, writing = writing as Bool] in
                let victim = try Client(.session(on: port, "field", version: isV5 ? .v5 : .v311))
                if writing {
                    _ = try victim.run { victim.messages.count == 500 && !victim.connection.wantsWrite }
                    // The broker's answer to a ping-like round trip proves that it has read what came before.
                    try victim.subscribe("elsewhere")
                } else {
                    _ = try victim.run(writing: false) { victim.messages.count == 500 }
                }
                kill(getpid(), SIGKILL)
            }
            let successor = try Client(.session(on: port, "field", version: version))
            #expect(successor.connection.connack.isSessionPresent)
            // The broker delivers in order, so a last message of our own ends the count.
            try Client(.to(broker, "sender")).publish(["last"], to: "field/1")
            #expect(try successor.run { successor.payloads.last == "last" })
            return Set(successor.payloads).count - 1
        }
    }
}
