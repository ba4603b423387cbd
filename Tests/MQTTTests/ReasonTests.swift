import MQTT
import TestBroker
import Testing

extension MQTTTests {
    @Suite struct ReasonTests {
        @Test func aRefusedTopicIsToldWithItsReason() throws {
            let broker = try Broker(
                ["allow_anonymous true", "acl_file $DIRECTORY/acl"],
                files: ["acl": "topic readwrite allowed/#\n"]
            )
            let client = try Client(.to(broker, "client"))
            try client.publish(["1"], to: "forbidden/1")
            #expect(client.acknowledgements == [.notAuthorized])
            #expect(client.acknowledgements.first?.isFailure == true)
        }

        @Test func aMessageWithoutSubscribersIsToldSoAndIsNoFailure() throws {
            let broker = try Broker()
            let client = try Client(.to(broker, "client"))
            try client.publish(["1"], to: "nobody/listens")
            #expect(client.acknowledgements == [.noMatchingSubscribers])
            #expect(client.acknowledgements.first?.isFailure == false)
        }

        @Test func onVersion311ARefusalIsInvisible() throws {
            let broker = try Broker(
                ["allow_anonymous true", "acl_file $DIRECTORY/acl"],
                files: ["acl": "topic readwrite allowed/#\n"]
            )
            let client = try Client(.to(broker, "client", version: .v311))
            try client.publish(["1"], to: "forbidden/1")
            #expect(client.acknowledgements == [.success])
        }

        @Test func debiansDefaultBrokerReportsAReceiveMaximumOf20AndTheWindowKeepsToIt() throws {
            let broker = try Broker()
            let client = try Client(.to(broker, "client"))
            #expect(client.connection.connack.receiveMaximum == 20)
            #expect(client.connection.publishWindow == 20)
            for number in 0..<20 {
                try client.connection.publish(topic: "a", payload: [UInt8(number)])
            }
            #expect(throws: MQTTError.windowFull(20)) { try client.connection.publish(topic: "a", payload: [20]) }
            #expect(try client.run { client.acknowledgements.count == 20 })
            try client.connection.publish(topic: "a", payload: [20])
            #expect(try client.run { client.acknowledgements.count == 21 })
        }

        @Test func anOversizedPublishIsRefusedBeforeSendingToTheByte() throws {
            let broker = try Broker(["allow_anonymous true", "max_packet_size 1000"])
            let client = try Client(.to(broker, "client"))
            #expect(client.connection.connack.maximumPacketSizeBytes == 1_000)
            // 1 + 2 bytes of header, 2 + 1 of topic, 2 of identifier, 1 of properties.
            try client.publish([String(repeating: "x", count: 991)], to: "a")
            #expect(client.acknowledgements.count == 1)
            #expect(throws: MQTTError.tooLarge(bytes: 1_001, maximumBytes: 1_000)) {
                try client.connection.publish(topic: "a", payload: Array(repeating: 0, count: 992))
            }
            try client.publish(["small"], to: "a")
            #expect(client.acknowledgements.count == 2)
            #expect(!client.connection.isClosed)
        }

        @Test func onVersion311OurOwnMaximumPacketSizeLimitsWhatWeSend() throws {
            let broker = try Broker()
            var options = ConnectionOptions.to(broker, "client", version: .v311)
            options.maximumPacketSizeBytes = 100
            let client = try Client(options)
            #expect(throws: MQTTError.tooLarge(bytes: 107, maximumBytes: 100)) {
                try client.connection.publish(topic: "a", payload: Array(repeating: 0, count: 100))
            }
        }

        @Test func theBrokerDropsWhatIsLargerThanOurMaximumPacketSize() throws {
            let broker = try Broker()
            var options = ConnectionOptions.to(broker, "receiver")
            options.maximumPacketSizeBytes = 200
            let receiver = try Client(options)
            try receiver.subscribe("a")
            try Client(.to(broker, "sender")).publish([String(repeating: "x", count: 300), "small"], to: "a")
            #expect(try receiver.run { !receiver.messages.isEmpty })
            #expect(receiver.payloads == ["small"])
        }

        @Test(arguments: [ProtocolVersion.v5, .v311])
        func aWrongPasswordIsRefusedWithItsReason(version: ProtocolVersion) throws {
            // "gateway" with the password "right", as mosquitto_passwd writes it, would need that tool: an empty file
            // refuses everybody just as well.
            let broker = try Broker(["password_file $DIRECTORY/passwords"], files: ["passwords": ""])
            var options = ConnectionOptions.to(broker, "client", version: version)
            options.username = "gateway"
            options.password = "wrong"
            let error = #expect(throws: MQTTError.self) { try Connection.connect(options) }
            let expected: [MQTTError] = [.refused(.notAuthorized), .refused(.badUserNameOrPassword)]
            #expect(error.map { expected.contains($0) } == true)
            #expect(error?.isRetriable == false)
        }
    }
}
