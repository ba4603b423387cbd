import MQTT
import TestBroker
import Testing

extension MQTTTests {
    @Suite struct MessageTests {
        @Test(arguments: [ProtocolVersion.v5, .v311])
        func aMessageTravelsFromOneConnectionToAnother(version: ProtocolVersion) throws {
            let broker = try Broker()
            let receiver = try Client(.to(broker, "receiver", version: version))
            try receiver.subscribe("field/#")
            let sender = try Client(.to(broker, "sender", version: version))
            try sender.publish(["31.4"], to: "field/air/1")
            #expect(try receiver.run { receiver.messages.count == 1 })
            let expected = InboundMessage(topic: Array("field/air/1".utf8), payload: Array("31.4".utf8))
            #expect(receiver.messages == [expected])
            #expect(sender.acknowledgements == [.success])
        }

        @Test func anEmptyPayloadAndAQoS0MessageArrive() throws {
            let broker = try Broker()
            let receiver = try Client(.to(broker, "receiver"))
            try receiver.subscribe("field/#")
            let sender = try Client(.to(broker, "sender"))
            try sender.connection.publish(topic: "field/1", payload: [], qos: .atMostOnce)
            #expect(try sender.run { !sender.connection.wantsWrite })
            #expect(try receiver.run { receiver.messages.count == 1 })
            #expect(receiver.messages.first?.payload == [])
            #expect(receiver.messages.first?.qos == .atMostOnce)
            #expect(sender.acknowledgements.isEmpty)
        }

        @Test func readingStopsAtTheLimitAndGoesOnLater() throws {
            let broker = try Broker(["allow_anonymous true", "max_inflight_messages 1000"])
            let receiver = try Client(.session(on: broker.port, "receiver"))
            try receiver.subscribe("field/#")
            try Client(.to(broker, "sender")).publish((0..<300).map(String.init), to: "field/1")
            var counts: [Int] = []
            while receiver.messages.count < 300 {
                let before = receiver.messages.count
                receiver.connection.read(limit: 100, into: &receiver.messages)
                if receiver.messages.count > before {
                    counts.append(receiver.messages.count - before)
                }
            }
            #expect(counts.allSatisfy { $0 <= 100 })
            #expect(receiver.payloads == (0..<300).map(String.init))
        }

        @Test func retainedMessagesAreNotSentUnlessAskedFor() throws {
            let broker = try Broker()
            let sender = try Client(.to(broker, "sender"))
            try sender.connection.publish(topic: "field/1", payload: Array("old".utf8), retain: true)
            #expect(try sender.run { sender.acknowledgements.count == 1 })
            let receiver = try Client(.to(broker, "receiver"))
            try receiver.subscribe("field/#")
            try sender.publish(["new"], to: "field/1")
            #expect(try receiver.run { !receiver.messages.isEmpty })
            #expect(receiver.payloads == ["new"])
            try receiver.connection.subscribe([Subscription("field/#", retainHandling: .always)])
            #expect(try receiver.run { receiver.messages.count == 2 })
            #expect(receiver.messages.last?.isRetained == true)
            #expect(receiver.payloads.last == "old")
        }

        @Test func subscriptionsAreAnsweredOneByOneAndCanBeTakenBack() throws {
            let broker = try Broker()
            let client = try Client(.to(broker, "client"))
            let asked = [
                Subscription("a/+/b"), Subscription("c/#"),
                Subscription("d", qos: .atMostOnce), Subscription("e", retainHandling: .whenNew),
            ]
            try client.connection.subscribe(asked)
            #expect(try client.run { client.grants.count == 4 })
            #expect(client.grants.map(\.subscription) == asked)
            #expect(client.grants.map(\.reason.rawValue) == [1, 1, 0, 1])
            try client.connection.unsubscribe(["a/+/b", "c/#"])
            #expect(try client.run { client.events.last == .unsubscribed(["a/+/b", "c/#"]) })
        }

        @Test(arguments: ["", "a/+", "#", "a\0b"])
        func aTopicNameThatIsNoneIsRefusedBeforeSending(topic: String) throws {
            let broker = try Broker()
            let client = try Client(.to(broker, "client"))
            #expect(throws: MQTTError.invalidTopic(topic)) {
                try client.connection.publish(topic: topic, payload: [1])
            }
            #expect(client.connection.outstandingPublishes == 0)
            #expect(throws: MQTTError.invalidTopic("a#")) {
                try client.connection.subscribe([Subscription("a#")])
            }
            #expect(!client.connection.wantsWrite)
        }
    }
}
