import Foundation
import Testing

/// The promises under 10,000 seeded schedules, and the defects that must break them.
///
/// `SIMULATION_SCHEDULES` sets another number: more for a long run, fewer under a sanitizer.
@Suite struct SimulationTests {
    private static let blocks: UInt64 = 20

    private static var schedulesPerBlock: UInt64 {
        let wanted = ProcessInfo.processInfo.environment["SIMULATION_SCHEDULES"].flatMap(UInt64.init)
        return max(1, (wanted ?? 10_000) / blocks)
    }

    @Test(arguments: 0..<blocks) func nothingIsLostAndNothingIsReleasedEarly(block: UInt64) throws {
        let first = block * Self.schedulesPerBlock
        for seed in first..<(first + Self.schedulesPerBlock) {
            var simulation = Simulation(seed: seed)
            do {
                try simulation.run()
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        }
    }

    @Test(arguments: Sabotage.allCases) func eachDefectIsFound(sabotage: Sabotage) {
        var found: String?
        for seed in UInt64(0)..<2_000 where found == nil {
            var simulation = Simulation(seed: seed, sabotage: sabotage)
            do {
                try simulation.run()
            } catch {
                found = "seed \(seed): \(error)"
            }
        }
        #expect(found != nil, "2,000 schedules did not notice \(sabotage.rawValue)")
        print("control \(sabotage.rawValue): fails as it must, \(found ?? "-")")
    }
}
