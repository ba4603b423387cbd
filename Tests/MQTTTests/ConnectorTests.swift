import Glibc
import MQTT
import TestBroker
import Testing

extension MQTTTests {
    @Suite struct ConnectorTests {
        @Test func aConnectionIsHandedOverOnceAndTheLoopIsWoken() throws {
            let broker = try Broker()
            let wakeUp = try WakeUp()
            let connector = Connector(wakeUp: wakeUp)
            #expect(connector.takeResult() == nil)
            try connector.start(.to(broker, "client"))
            #expect(connector.isConnecting)
            let connection = try #require(try wait(for: connector, wakeUp)).get()
            #expect(!connector.isConnecting)
            #expect(connector.takeResult() == nil)
            #expect(connection.takeEvents() == [.connected(connection.connack)])
        }

        @Test func aSilentListenerIsGivenUpAfterTheTimeout() throws {
            let listener = try Loopback.silentListener()
            defer { close(listener.socket) }
            expectTimeout(port: listener.port)
        }

        @Test func aConnectThatHangsInTheSystemIsGivenUpAfterTheTimeoutAndTheNextOneRuns() throws {
            let listener = try Loopback.silentListener(backlog: 0)
            // Fills the queue of connections nobody accepts; the next connect hangs in the system.
            let fillers = (0..<8).map { _ in Loopback.connect(to: listener.port, isBlocking: false).socket }
            defer { fillers.forEach { close($0) } }
            let wakeUp = try WakeUp()
            let connector = Connector(wakeUp: wakeUp)
            var options = ConnectionOptions(host: "127.0.0.1", port: listener.port, clientID: "client")
            options.connectTimeout = .milliseconds(100)
            for _ in 0..<Connector.abandonedAttemptsMax {
                try connector.start(options)
                #expect(throws: MQTTError.timedOut) { try wait(for: connector, wakeUp)?.get() }
            }
            #expect(throws: MQTTError.tooManyAttempts(4)) { try connector.start(options) }
            // Nobody listens any more: the hanging connects are refused, and their threads end.
            close(listener.socket)
            let broker = try Broker()
            let deadline = ContinuousClock.now + .seconds(15)
            while !connector.isConnecting {
                do throws(MQTTError) {
                    try connector.start(.to(broker, "client"))
                } catch {
                    try #require(error == .tooManyAttempts(4) && ContinuousClock.now < deadline)
                    poll(nil, 0, 10)
                }
            }
            #expect(throws: Never.self) { try wait(for: connector, wakeUp)?.get() }
        }

        @Test func aCancelledAttemptHasNoResult() throws {
            let listener = try Loopback.silentListener()
            defer { close(listener.socket) }
            let connector = Connector(wakeUp: try WakeUp())
            try connector.start(ConnectionOptions(host: "127.0.0.1", port: listener.port, clientID: "client"))
            connector.cancel()
            #expect(!connector.isConnecting)
            #expect(connector.takeResult() == nil)
        }

        @Test func aClosedPortIsToldAsRefused() throws {
            let options = ConnectionOptions(host: "127.0.0.1", port: try Loopback.freePort(), clientID: "client")
            let error = #expect(throws: MQTTError.self) { try Connection.connect(options) }
            #expect(error == .network(errno: ECONNREFUSED))
            #expect(error?.isRetriable == true)
        }

        @Test func aNameWithoutAnAddressIsTold() throws {
            let options = ConnectionOptions(host: "no-such-host.invalid", port: 1883, clientID: "client")
            let error = #expect(throws: MQTTError.self) { try Connection.connect(options) }
            guard case .nameNotResolved(let text) = error else {
                Issue.record("not a name error: \(String(describing: error))")
                return
            }
            #expect(text.hasPrefix("no-such-host.invalid: "))
        }

        @Test func optionsThatCannotWorkAreNamed() throws {
            var options = ConnectionOptions(host: "127.0.0.1", port: 1883, clientID: "")
            #expect(throws: MQTTError.invalidOption("the client identifier is empty")) {
                try Connection.connect(options)
            }
            options.clientID = "client"
            options.keepaliveSeconds = 4
            #expect(throws: MQTTError.self) { try Connection.connect(options) }
            options.keepaliveSeconds = 5
            options.port = 0
            #expect(throws: MQTTError.invalidOption("port 0 cannot be connected to")) {
                try Connection.connect(options)
            }
        }

        private func wait(for connector: Connector, _ wakeUp: WakeUp) throws -> Result<Connection, MQTTError>? {
            var poller = Poller()
            let deadline = ContinuousClock.now + .seconds(10)
            while ContinuousClock.now < deadline {
                poller.removeAll()
                poller.add(wakeUp.fileDescriptor, .readable)
                try poller.wait(timeout: .seconds(1))
                wakeUp.clear()
                if let result = connector.takeResult() {
                    return result
                }
            }
            return nil
        }

        private func expectTimeout(port: UInt16) {
            var options = ConnectionOptions(host: "127.0.0.1", port: port, clientID: "client")
            options.connectTimeout = .milliseconds(200)
            let start = ContinuousClock.now
            #expect(throws: MQTTError.timedOut) { try Connection.connect(options) }
            #expect(ContinuousClock.now - start < .seconds(3))
        }
    }
}
