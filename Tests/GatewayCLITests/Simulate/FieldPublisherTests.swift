import Devices
import MQTT
import TestBroker
import Testing

@testable import GatewayCLI

/// The simulator against a real broker.
struct FieldPublisherTests {
    private func publisher(
        _ broker: Broker,
        ledger: String,
        count: Int,
        rate: Double,
        everyTurn: @escaping () -> Void = {}
    ) throws -> FieldPublisher {
        let models = Array(ModelCatalogue.builtIn.models.lazy.filter(\.canSimulate).prefix(5))
        return FieldPublisher(
            options: ConnectionOptions(host: "127.0.0.1", port: broker.port, clientID: "sensors"),
            fleet: .unregistered(models, devices: 2, seed: 1),
            schedule: PublishSchedule(rate: rate, countMax: count, duration: nil),
            ledger: try LedgerFile(path: ledger),
            wakeUp: try WakeUp(),
            isStopped: {
                everyTurn()
                return false
            }
        )
    }

    private func counters(_ ledger: String) throws -> [String: [UInt64]] {
        var reader = LedgerReader<PublishedEntry>(path: ledger)
        return Dictionary(grouping: try reader.newEntries(), by: \.hardwareID).mapValues {
            $0.map(\.frameCounter).sorted()
        }
    }

    @Test func everyMessageIsInTheLedgerOnceAlsoWhenTheBrokerWasAway() throws {
        let broker = try Broker(["allow_anonymous true", "persistence true"])
        let ledger = "\(broker.directory)/ledger.jsonl"
        // The broker is frozen first, so that messages are under way, unanswered, when it ends.
        var turns = 0
        var publisher = try publisher(broker, ledger: ledger, count: 600, rate: 500) {
            turns += 1
            do {
                if turns == 100 { broker.freeze() }
                if turns == 120 {
                    broker.kill()
                    try broker.start()
                }
            } catch {
                Issue.record("\(error)")
            }
        }
        let report = try publisher.run()
        #expect(turns > 120)
        #expect(report.connectionsLost == 1)
        #expect(report.made == 600)
        #expect(report.acknowledged == 600)
        #expect(report.unanswered == 0)
        let counters = try counters(ledger)
        #expect(counters.count == 10)
        for (device, numbers) in counters { #expect(numbers == Array(1...60), "\(device)") }
    }

    @Test func whatTheBrokerRefusesIsNotInTheLedger() throws {
        let broker = try Broker(
            ["allow_anonymous true", "acl_file $DIRECTORY/acl"],
            files: ["acl": "topic read #\n"]
        )
        let ledger = "\(broker.directory)/ledger.jsonl"
        var publisher = try publisher(broker, ledger: ledger, count: 20, rate: 1_000)
        let report = try publisher.run()
        #expect(report.refused == 20)
        #expect(report.acknowledged == 0)
        #expect(try counters(ledger).isEmpty)
    }
}
