import Testing

@testable import GatewayCLI

struct DemoPlanTests {
    private func script(_ plan: inout DemoPlan, seconds: Int) -> [(Int, DemoPlan.Action)] {
        (0...seconds).flatMap { second in plan.actions(at: .seconds(second)).map { (second, $0) } }
    }

    @Test func theScriptCutsRestoresAndEnds() {
        var plan = DemoPlan(length: .seconds(60), sabotages: false)
        let script = script(&plan, seconds: 120)
        #expect(script.map(\.1) == [.cutUplink, .restoreUplink, .stopSensors])
        #expect(script.map(\.0) == [20, 35, 50])
    }

    @Test func sabotageHappensOnceAndDuringTheOutage() {
        var plan = DemoPlan(length: .seconds(60), sabotages: true)
        let script = script(&plan, seconds: 120)
        #expect(script.map(\.1) == [.cutUplink, .sabotage, .restoreUplink, .stopSensors])
        #expect(script.map(\.0) == [20, 28, 35, 50])
    }

    @Test func withoutALengthOnlyAPersonEndsIt() {
        var plan = DemoPlan(length: nil, sabotages: false)
        #expect(script(&plan, seconds: 10_000).map(\.1) == [.cutUplink, .restoreUplink])
        #expect(plan.end() == [.stopSensors])
        #expect(plan.end() == [])
    }

    @Test func aPersonWhoTakesOverIsNotOverruled() {
        var plan = DemoPlan(length: .seconds(60), sabotages: false)
        #expect(plan.toggle(at: .seconds(5)) == [.cutUplink])
        #expect(plan.isCut)
        #expect(plan.actions(at: .seconds(40)) == [])
        #expect(plan.toggle(at: .seconds(41)) == [.restoreUplink])
        #expect(plan.actions(at: .seconds(45)) == [])
        #expect(plan.toggle(at: .seconds(46)) == [.cutUplink])
        #expect(plan.actions(at: .seconds(50)) == [.restoreUplink, .stopSensors])
        #expect(plan.toggle(at: .seconds(51)) == [])
    }
}
