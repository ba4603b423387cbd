import Glibc
import MQTT
import TestBroker
import Testing

extension MQTTTests {
    @Suite struct TLSTests {
        @Test(arguments: [ProtocolVersion.v5, .v311])
        func aMessageTravelsWithCertificatesOnBothSides(version: ProtocolVersion) throws {
            let certificates = try Certificates()
            let broker = try Broker(
                ["allow_anonymous true", "max_inflight_messages 1000"],
                security: .mutualTLS(certificates)
            )
            let receiver = try Client(Self.options(broker, certificates, "receiver", version: version))
            try receiver.subscribe("field/#")
            let sender = try Client(Self.options(broker, certificates, "sender", version: version))
            let texts = (0..<300).map { String(repeating: "x", count: $0) }
            try sender.publish(texts, to: "field/1")
            #expect(try receiver.run { receiver.messages.count == 300 })
            #expect(receiver.payloads == texts)
        }

        @Test func aServerOfAnotherNameIsRefused() throws {
            let certificates = try Certificates()
            let broker = try Broker(security: .tls(certificates))
            var options = Self.options(broker, certificates, "client")
            options.host = "127.0.0.1"
            expectTLSError("host name verification failed") { try Connection.connect(options) }
        }

        @Test func aServerOfAnotherAuthorityIsRefused() throws {
            let certificates = try Certificates()
            let others = try Certificates()
            let broker = try Broker(security: .tls(certificates))
            expectTLSError("certificate verify failed") {
                try Connection.connect(Self.options(broker, others, "client"))
            }
        }

        @Test func withoutAClientCertificateTheServerRefusesUsAndWeSayWhy() throws {
            let certificates = try Certificates()
            let broker = try Broker(security: .mutualTLS(certificates))
            var options = Self.options(broker, certificates, "client")
            options.tls = TLSOptions(caFile: certificates.caFile)
            // Where the server's reset overtakes its alert, there is no better reason to be had.
            expectTLSError("certificate required", "closed during the handshake") { try Connection.connect(options) }
        }

        @Test func aMissingFileAndACertificateWithoutItsKeyAreNamed() throws {
            let certificates = try Certificates()
            var options = ConnectionOptions(host: "localhost", port: 1, clientID: "client")
            options.tls = TLSOptions(caFile: "/nowhere/ca.crt")
            #expect(throws: MQTTError.invalidOption("/nowhere/ca.crt: No such file or directory")) {
                try Connection.connect(options)
            }
            options.tls = TLSOptions(
                caFile: certificates.caFile,
                certificateFile: certificates.clientCertificateFile
            )
            #expect(throws: MQTTError.invalidOption("a certificate needs its key, and a key its certificate")) {
                try Connection.connect(options)
            }
        }

        @Test func aServerThatResetsDuringTheHandshakeIsNotWaitedFor() throws {
            let certificates = try Certificates()
            let listener = try Loopback.silentListener()
            defer { close(listener.socket) }
            var options = ConnectionOptions(host: "localhost", port: listener.port, clientID: "client")
            options.tls = TLSOptions(caFile: certificates.caFile)
            let wakeUp = try WakeUp()
            let connector = Connector(wakeUp: wakeUp)
            try connector.start(options)
            let server = accept(listener.socket, nil, nil)
            var poller = Poller()
            poller.add(server, .readable)
            #expect(try poller.wait(timeout: .seconds(5)) == 1)
            // With our ClientHello unread, closing resets.
            close(server)
            poller.removeAll()
            poller.add(wakeUp.fileDescriptor, .readable)
            #expect(try poller.wait(timeout: .seconds(5)) == 1)
            let result = try #require(connector.takeResult())
            expectTLSError("unexpected eof", "closed during the handshake") { try result.get() }
        }

        @Test func aServerWithoutTLSIsNotWaitedFor() throws {
            let certificates = try Certificates()
            let broker = try Broker()
            // A broker without TLS takes the first bytes of the handshake for nonsense and closes.
            expectTLSErrorOrLoss { try Connection.connect(Self.options(broker, certificates, "client")) }
        }

        @Test func messagesPackedIntoOneRecordWithTheConnackAreNotStuckAndNotEarly() throws {
            let certificates = try Certificates()
            let count = 40
            let server = try PackingServer(certificates)
            var options = ConnectionOptions(host: "localhost", port: server.port, clientID: "client")
            options.tls = TLSOptions(caFile: certificates.caFile)
            let connection = try server.connect(options, answering: Self.connackAndMessages(count))
            #expect(connection.takeEvents() == [.connected(Connack(isSessionPresent: true))])
            #expect(!connection.wantsWrite, "a message was read, and its acknowledgement queued")
            #expect(connection.hasBufferedInput)
            var messages: [InboundMessage] = []
            connection.read(limit: 15, into: &messages)
            #expect(messages.count == 15)
            #expect(connection.hasBufferedInput)
            connection.read(limit: 256, into: &messages)
            #expect(messages.count == count)
            #expect(messages.last?.payload == [UInt8(count - 1)])
            #expect(!connection.hasBufferedInput)
            #expect(!connection.isClosed)
        }

        @Test func theGoodbyeOfAServerIsToldWithItsReason() throws {
            let certificates = try Certificates()
            let server = try PackingServer(certificates)
            var options = ConnectionOptions(host: "localhost", port: server.port, clientID: "client")
            options.tls = TLSOptions(caFile: certificates.caFile)
            let goodbye: [UInt8] = [0xE0, 1, ReasonCode.sessionTakenOver.rawValue]
            let connection = try server.connect(options, answering: Self.connackAndMessages(1) + goodbye)
            var messages: [InboundMessage] = []
            connection.read(limit: 256, into: &messages)
            #expect(messages.count == 1, "a message before the end is not lost")
            #expect(connection.takeEvents().last == .ended(.disconnectedByServer(.sessionTakenOver)))
            #expect(connection.isClosed)
        }

        private static func options(
            _ broker: Broker,
            _ certificates: Certificates,
            _ clientID: String,
            version: ProtocolVersion = .v5
        ) -> ConnectionOptions {
            var options = ConnectionOptions(host: "localhost", port: broker.port, clientID: clientID)
            options.protocolVersion = version
            options.receiveMaximum = 1_000
            options.tls = TLSOptions(
                caFile: certificates.caFile,
                certificateFile: certificates.clientCertificateFile,
                keyFile: certificates.clientKeyFile
            )
            return options
        }

        private func expectTLSError(_ parts: String..., body: () throws -> Connection) {
            let error = #expect(throws: MQTTError.self) { try body() }
            guard case .tls(let text) = error else {
                Issue.record("not a TLS error: \(String(describing: error))")
                return
            }
            #expect(parts.contains { text.contains($0) }, "\(text)")
        }

        private func expectTLSErrorOrLoss(_ body: () throws -> Connection) {
            let start = ContinuousClock.now
            let error = #expect(throws: MQTTError.self) { try body() }
            #expect(error != .timedOut)
            #expect(ContinuousClock.now - start < .seconds(5))
        }

        /// A CONNACK with a present session, and QoS 1 messages with the payloads 0, 1, 2 and so on (MQTT 5).
        private static func connackAndMessages(_ count: Int) -> [UInt8] {
            var bytes: [UInt8] = [0x20, 3, 1, 0, 0]
            for number in 0..<count {
                bytes += [0x32, 7, 0, 1, 0x61, 0, UInt8(number + 1), 0, UInt8(number)]
            }
            return bytes
        }
    }
}
