import MQTT
import TestBroker
import Testing

@testable import TestCity
@testable import Torture

/// The taps between a real client and a real broker.
struct WireTapTests {
    private let broker: Broker
    private let ledger: Ledger
    private let tap: WireTap
    private let client: Peer

    init() throws {
        broker = try Broker()
        ledger = try Ledger(path: "\(broker.directory)/ledger")
        tap = try WireTap(to: broker.port, accepted: ledger)
        client = Peer(ConnectionOptions(host: "127.0.0.1", port: tap.port, clientID: "sensor"))
        try turn { client.isReady }
    }

    /// Turns the client until a condition holds.
    ///
    /// - Returns: the reasons of the acknowledgements that came.
    @discardableResult
    private func turn(
        within duration: Duration = .seconds(10),
        until condition: () -> Bool
    ) throws -> [ReasonCode] {
        var reasons: [ReasonCode] = []
        var poller = Poller()
        let end = ContinuousClock.now + duration
        while !condition() {
            guard ContinuousClock.now < end else { throw TestSupportError("not within \(duration)") }
            client.connectIfDue()
            poller.removeAll()
            let place = client.add(to: &poller)
            try poller.wait(timeout: .milliseconds(2))
            reasons += client.exchange(isReadable: poller.isReadable(place)).map(\.reason)
        }
        return reasons
    }

    private func publish(_ sequence: Int) throws {
        let payload = Array(Sensors.payload(sequence).utf8)
        try client.connection?.publish(topic: Sensors.topic(sequence), payload: payload)
    }

    private var outstanding: Int { client.connection?.outstandingPublishes ?? 0 }

    @Test func whatTheBrokerAcknowledgesIsInTheLedger() throws {
        defer { tap.close() }
        for sequence in 1...3 { try publish(sequence) }
        try turn { outstanding == 0 }
        #expect(try ledger.entries().map(\.sample) == (1...3).map { Sample(thing: "air-\($0)", sequence: $0) })
        #expect(tap.publishes == 3 && tap.joins == 1 && tap.isJoined)
    }

    @Test func aSilentWireHoldsEverythingAndLosesNothing() throws {
        defer { tap.close() }
        tap.fault.isSilent = true
        let silent = ContinuousClock.now
        try turn { silent + .milliseconds(50) < .now }
        try publish(1)
        try turn { silent + .milliseconds(300) < .now }
        #expect(outstanding == 1 && ledger.count == 0)
        tap.fault.isSilent = false
        try turn { outstanding == 0 }
        #expect(ledger.count == 1)
    }

    @Test func aRefusalReachesTheClientAndNotTheBroker() throws {
        defer { tap.close() }
        tap.fault.refusal = 0x87
        let begin = ContinuousClock.now
        try turn { begin + .milliseconds(50) < .now }
        try publish(1)
        let reasons = try turn { outstanding == 0 }
        #expect(reasons.map(\.isFailure) == [true] && ledger.count == 0)
        #expect(try !broker.log().contains("Received PUBLISH"))
    }

    @Test func aResetAndACutEndTheConnection() throws {
        defer { tap.close() }
        tap.reset()
        try turn { !client.isReady }
        try turn { client.isReady && tap.joins == 2 }
        tap.cut(afterBytes: 10)
        try publish(1)
        try turn { !client.isReady }
        try turn { tap.joins == 3 }
        #expect(ledger.count == 0)
    }

    @Test func aTriggerActsAtItsEvent() throws {
        defer { tap.close() }
        let tap = tap
        tap.arm(.publishFromClient, count: 2) { tap.fault.isSilent = true }
        for sequence in 1...3 { try publish(sequence) }
        try turn { tap.fault.isSilent }
        tap.fault.isSilent = false
        try turn { outstanding == 0 }
        #expect(ledger.count == 3)
    }
}
