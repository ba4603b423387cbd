import Devices
import Observations
import Testing

@testable import GatewayCLI

struct SimulatedSensorTests {
    private static let now = Timestamp(microseconds: 1_795_420_800_123_000)

    private func sensor(_ name: String, _ hardwareID: String, seed: UInt64 = 1) throws -> SimulatedSensor {
        let model = try #require(ModelID(name).flatMap { ModelCatalogue.builtIn[$0] })
        return try #require(
            SimulatedSensor(hardwareID: hardwareID, thing: "t", model: model, routes: FieldRoute.samples, seed: seed)
        )
    }

    @Test(arguments: ["parametric/pcr2", "elsys/elt-2", "axioma/qalcosonic-w1"])
    func aGatewayReadsWhatASensorSendsAndTheLedgerSaysWhereItIs(model: String) throws {
        var sensor = try sensor(model, "70b3d50000000001")
        for number in 1...20 {
            let message = sensor.message(at: SimulatedSensorTests.now)
            #expect(message.topic == "application/simulated/device/70b3d50000000001/event/up")
            let opened = try Envelope.chirpstack.open(
                topic: Array(message.topic.utf8),
                payload: message.payload,
                hardwareID: nil
            )
            guard case .uplink(let uplink) = opened else {
                Issue.record("\(model) sent no uplink")
                return
            }
            #expect(uplink.hardwareID == "70b3d50000000001")
            #expect(uplink.frameCounter == UInt32(number))
            #expect(uplink.networkTime == SimulatedSensorTests.now)
            let context = DecodingContext(port: uplink.port, receivedAt: SimulatedSensorTests.now)
            let decoded = try sensor.model.decode(uplink.payload, context)
            let expected = PublishedEntry(
                hardwareID: "70b3d50000000001",
                thing: "t",
                frameCounter: UInt64(number),
                readings: decoded.readings.count,
                time: "2026-11-23T08:00:00.123Z"
            )
            #expect(message.entry == expected)
            #expect(expected.readings > 0)
        }
    }

    @Test func equalSeedsMakeEqualMessagesAndDevicesDiffer() throws {
        func messages(_ hardwareID: String, seed: UInt64) throws -> [[UInt8]] {
            var sensor = try sensor("elsys/ers", hardwareID, seed: seed)
            return (0..<5).map { _ in sensor.message(at: SimulatedSensorTests.now).payload }
        }
        func data(_ hardwareID: String, seed: UInt64) throws -> [[UInt8]] {
            try messages(hardwareID, seed: seed).map { payload in
                let opened = try Envelope.chirpstack.open(
                    topic: Array("application/a/device/\(hardwareID)/event/up".utf8),
                    payload: payload,
                    hardwareID: nil
                )
                guard case .uplink(let uplink) = opened else { return [] }
                return uplink.payload
            }
        }
        #expect(try messages("70b3d50000000001", seed: 3) == messages("70b3d50000000001", seed: 3))
        #expect(try data("70b3d50000000001", seed: 3) != data("70b3d50000000001", seed: 4))
        #expect(try data("70b3d50000000001", seed: 3) != data("70b3d50000000002", seed: 3))
    }

    @Test(arguments: [
        ("field/+/+/up", 3, "m-1", "field/simulated/m-1/up"), ("m/#", 2, "m-1", "m/m-1"),
        ("m/+/+", 2, "m-1", "m/m-1/simulated"), ("m/fixed", 2, "m-1", nil), ("m/+", 2, "a/b", nil),
        ("m/+", 2, "+", nil),
        ("m/+", 3, "m-1", nil),
    ])
    func aPlainRouteSaysTheTopicOrThatThereIsNone(filter: String, level: Int, id: String, topic: String?) {
        #expect(FieldRoute(envelope: .plain, filter: filter, hardwareIDLevel: level).topic(hardwareID: id) == topic)
    }

    @Test(arguments: [
        ("application/+/device/+/event/+", "application/simulated/device/00aa00000000000f/event/up"),
        ("application/7/device/+/event/up", "application/7/device/00aa00000000000f/event/up"),
        ("#", "application/simulated/device/00aa00000000000f/event/up"),
        ("application/+/device/+/event/join", "application/simulated/device/00aa00000000000f/event/join"),
    ])
    func aChirpStackRouteSaysTheTopic(filter: String, topic: String) {
        let route = FieldRoute(envelope: .chirpstack, filter: filter, hardwareIDLevel: nil)
        let isUplink = topic.hasSuffix("/up")
        #expect(route.topic(hardwareID: "00aa00000000000f") == (isUplink ? topic : nil))
        #expect(route.topic(hardwareID: "m-1") == nil)
    }

    @Test func everyModelWithAnEncoderHasDevicesWithoutARegistry() {
        let models = ModelCatalogue.builtIn.models
        let fleet = SimulatedFleet.unregistered(models, devices: 3, seed: 1)
        #expect(fleet.sensors.count == 3 * models.count(where: \.canSimulate))
        #expect(Set(fleet.sensors.map(\.hardwareID)).count == fleet.sensors.count)
    }
}
