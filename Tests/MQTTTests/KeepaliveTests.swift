import MQTT
import TestBroker
import Testing

/// Beside the other tests and not after them: these wait for a keepalive interval, of which 5 s is the shortest.
@Suite struct KeepaliveTests {
    @Test func anIdleConnectionIsKeptAlive() throws {
        let broker = try Broker()
        var options = ConnectionOptions.to(broker, "client")
        options.keepaliveSeconds = 5
        let client = try Client(options)
        let end = ContinuousClock.now + .seconds(9)
        while ContinuousClock.now < end {
            client.connection.keepAlive()
            try client.turn(timeout: .milliseconds(500))
        }
        #expect(!client.connection.isClosed)
        #expect(try broker.log().contains("Received PINGREQ from client"))
    }

    @Test func anUnansweredPingEndsTheConnection() throws {
        let broker = try Broker()
        var options = ConnectionOptions.to(broker, "client")
        options.keepaliveSeconds = 5
        let client = try Client(options)
        broker.freeze()
        defer { broker.thaw() }
        let isEnded = try client.run(within: .seconds(15)) {
            client.connection.keepAlive()
            return client.connection.isClosed
        }
        #expect(isEnded)
        #expect(client.connection.takeEvents().last == .ended(.keepaliveExpired) || client.end == .keepaliveExpired)
    }

    @Test func aPingThatIsDueReleasesNothing() throws {
        let broker = try Broker()
        var options = ConnectionOptions.session(on: broker.port, "field")
        options.keepaliveSeconds = 5
        let receiver = try Client(options)
        try receiver.subscribe("field/#")
        try Client(.to(broker, "sender")).publish(["1", "2", "3"], to: "field/1")
        #expect(try receiver.run(writing: false) { receiver.messages.count == 3 })
        let end = ContinuousClock.now + .milliseconds(6_500)
        while ContinuousClock.now < end {
            receiver.connection.keepAlive()
            try receiver.turn(writing: false)
        }
        #expect(!receiver.connection.isClosed)
        #expect(try !broker.log().contains("Received PINGREQ from field"))
        receiver.connection.close()
        let successor = try Client(.session(on: broker.port, "field"))
        #expect(try successor.run { successor.messages.count == 3 })
    }
}
