import Devices
import Observations
import Testing

/// Simulated devices send what their own decoder reads.
struct SimulatorTests {
    private static let start = Timestamp(microseconds: 1_795_420_800_000_000)

    @Test func everySimulatorMakesPayloadsThatAreReadWithoutDoubt() throws {
        for model in ModelCatalogue.builtIn.models where model.canSimulate {
            var device = SimulatedDevice(seed: 11, now: SimulatorTests.start)
            for step in 0..<200 {
                device.now = SimulatorTests.start.advanced(byMicroseconds: Int64(step) * 600_000_000)
                let uplink = try #require(model.simulate(&device), "\(model.id)")
                #expect(uplink.frameCounter == UInt32(step + 1))
                #expect(uplink.port.map(model.ports.contains) == true, "\(model.id)")
                let context = DecodingContext(port: uplink.port, receivedAt: device.now)
                let decoded = try model.decode(uplink.payload, context)
                let observations = decoded.readings.flatMap(\.observations)
                #expect(!observations.isEmpty, "\(model.id)")
                #expect(observations.allSatisfy { $0.quality == .good }, "\(model.id): \(observations)")
                #expect(decoded.readings.allSatisfy { ($0.time ?? device.now) <= device.now }, "\(model.id)")
            }
        }
    }

    @Test(arguments: Domain.allCases) func everyDomainCanBeSimulated(domain: Domain) {
        #expect(ModelCatalogue.builtIn.models.contains { $0.domain == domain && $0.canSimulate })
    }

    @Test func theSameSeedMakesTheSamePayloadsAndAnotherSeedOthers() {
        for model in ModelCatalogue.builtIn.models where model.canSimulate {
            func payloads(_ seed: UInt64) -> [SimulatedUplink?] {
                var device = SimulatedDevice(seed: seed, now: SimulatorTests.start)
                return (0..<20).map { _ in model.simulate(&device) }
            }
            #expect(payloads(1) == payloads(1), "\(model.id)")
            #expect(payloads(1) != payloads(2), "\(model.id)")
        }
    }

    @Test func countersOfSimulatedMetersNeverFall() throws {
        let id = try #require(ModelID("axioma/qalcosonic-w1"))
        let model = try #require(ModelCatalogue.builtIn[id])
        var device = SimulatedDevice(seed: 5, now: SimulatorTests.start)
        var highest = -1.0
        for hour in 0..<100 {
            device.now = SimulatorTests.start.advanced(byMicroseconds: Int64(hour) * 3_600_000_000)
            let uplink = try #require(model.simulate(&device))
            let decoded = try model.decode(uplink.payload, DecodingContext(port: uplink.port, receivedAt: device.now))
            let current = try #require(decoded.readings.last?.observations.first)
            guard case .number(let volume) = current.value else {
                Issue.record("\(current)")
                return
            }
            #expect(volume > highest)
            highest = volume
        }
    }
}
