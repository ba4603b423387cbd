import Observations
import Testing

@testable import Gateway

/// A province of things costs the loop nothing while nothing happens.
@Suite struct HealthLoadTests {
    @Test func aHundredThousandThingsCostNothingPerTick() throws {
        let things = try (0..<100_000).map { try HealthBench.thing("t-\($0)", interval: 3_600) }
        let clock = ContinuousClock()
        var bench = try HealthBench(things)
        let ids = things.map(\.id)
        for id in ids { bench.table.heard(id, at: bench.now) }
        bench.advance(10)
        // Nothing is due: 10,000 ticks.
        let ticks = clock.measure { for _ in 0..<10_000 { bench.tick() } }
        #expect(ticks < .milliseconds(500), "\(ticks)")
        try bench.follow(things)
        // All are due in one second, and are looked at in slices.
        bench.advance(5_380, step: 9)
        let before = bench.table.counts
        #expect(before.ok == 100_000)
        bench.advance(30, step: 0.25)
        #expect(bench.table.counts.late == 100_000)
    }
}
