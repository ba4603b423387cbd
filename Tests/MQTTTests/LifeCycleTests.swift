import Glibc
import MQTT
import TestBroker
import Testing

extension MQTTTests {
    @Suite struct LifeCycleTests {
        @Test func aKilledBrokerEndsTheConnectionWithAnEvent() throws {
            let broker = try Broker()
            let client = try Client(.to(broker, "client"))
            broker.kill()
            #expect(try client.run { client.connection.isClosed })
            #expect(client.end == .connectionLost || client.end == .network(errno: ECONNRESET))
            #expect(client.connection.fileDescriptor == -1)
            #expect(!client.connection.wantsWrite)
            #expect(throws: MQTTError.notConnected) { try client.connection.publish(topic: "a", payload: []) }
            #expect(throws: MQTTError.notConnected) { try client.connection.subscribe([Subscription("a")]) }
        }

        @Test func aStoppedBrokerEndsTheConnection() throws {
            let broker = try Broker()
            let client = try Client(.to(broker, "client"))
            broker.stop()
            #expect(try client.run { client.connection.isClosed })
            // Debian's 2.0.11 just closes; later ones say 0x8B.
            #expect([.connectionLost, .disconnectedByServer(.serverShuttingDown)].contains(client.end))
        }

        @Test func aSecondConnectionOfTheSameNameEndsTheFirst() throws {
            let broker = try Broker()
            let first = try Client(.to(broker, "client"))
            let second = try Client(.to(broker, "client"))
            #expect(try first.run { first.connection.isClosed })
            #expect([.connectionLost, .disconnectedByServer(.sessionTakenOver)].contains(first.end))
            #expect(!second.connection.isClosed)
        }

        @Test func aRestartedBrokerIsReachedOnTheSamePort() throws {
            let broker = try Broker(["allow_anonymous true", "persistence true", "autosave_interval 1"])
            let client = try Client(.session(on: broker.port, "client"))
            try client.subscribe("a")
            broker.stop()
            #expect(try client.run { client.connection.isClosed })
            try broker.start()
            let successor = try Client(.session(on: broker.port, "client"))
            #expect(successor.connection.connack.isSessionPresent)
        }

        @Test func theWillIsPublishedAfterCloseAndNotAfterDisconnect() throws {
            let broker = try Broker()
            let witness = try Client(.to(broker, "witness"))
            try witness.subscribe("state/#")
            for (version, name) in [(ProtocolVersion.v5, "five"), (.v311, "three")] {
                var options = ConnectionOptions.to(broker, "leaver", version: version)
                options.will = Will(topic: "state/\(name)", payload: Array("offline".utf8))
                let polite = try Client(options)
                try polite.connection.publish(topic: "state/\(name)", payload: Array("goodbye".utf8))
                polite.connection.disconnect()
                let impolite = try Client(options)
                impolite.connection.close()
            }
            #expect(try witness.run { witness.messages.count >= 4 })
            #expect(witness.payloads == ["goodbye", "offline", "goodbye", "offline"])
        }

        @Test func aPoliteDisconnectArrivesAlthoughTheBrokerGoesOnSending() throws {
            let broker = try Broker()
            let witness = try Client(.to(broker, "witness"))
            try witness.subscribe("state/#")
            var options = ConnectionOptions.session(on: broker.port, "leaver")
            options.will = Will(topic: "state/leaver", payload: Array("offline".utf8))
            // Each acknowledgement before the DISCONNECT makes the broker send another message, into a socket that
            // would be closed by then.
            options.receiveMaximum = 50
            let leaver = try Client(options)
            try leaver.subscribe("field/#")
            try Client(.to(broker, "sender")).publish((0..<400).map(String.init), to: "field/1")
            #expect(try leaver.run(writing: false) { leaver.messages.count == 50 })
            leaver.connection.disconnect()
            #expect(leaver.connection.isClosed)
            try Client(.to(broker, "sender")).publish(["end"], to: "state/end")
            #expect(try witness.run { !witness.messages.isEmpty })
            #expect(witness.payloads == ["end"])
        }

        @Test func aThousandConnectionsLeaveNoFileDescriptorOpen() async throws {
            let broker = try Broker()
            let port = broker.port
            await #expect(processExitsWith: .success) { [port = port as UInt16] in
                var options = ConnectionOptions(host: "127.0.0.1", port: port, clientID: "client")
                try Connection.connect(options).close()
                let before = openFileDescriptors()
                for number in 0..<1_000 {
                    options.protocolVersion = number.isMultiple(of: 2) ? .v5 : .v311
                    let connection = try Connection.connect(options)
                    try connection.publish(topic: "a", payload: [1])
                    number.isMultiple(of: 3) ? connection.disconnect() : connection.close()
                }
                // The last attempts' threads may still hold their pipes for a moment.
                let deadline = ContinuousClock.now + .seconds(5)
                while openFileDescriptors() > before && ContinuousClock.now < deadline {
                    poll(nil, 0, 5)
                }
                exit(openFileDescriptors() <= before ? EXIT_SUCCESS : EXIT_FAILURE)
            }
        }
    }
}

/// How many file descriptors of this process below 4,096 are open.
private func openFileDescriptors() -> Int {
    (Int32(0)..<4_096).count { fcntl($0, F_GETFD) >= 0 }
}
