import Observations
import Testing

@testable import GatewayCLI

/// How often it reports, how well it is heard, and what becomes of its readings.
@Suite struct WatchReportingTests {
    private static func frame(_ counter: Int) -> String { #","parameters":{"frameCounter":\#(counter)}"# }

    @Test(arguments: [(300, true), (301, true), (900, true), (901, false), (299, false), (60, false)])
    func twoMessagesDecideWhetherTheIntervalIsRight(seconds: Int64, isRight: Bool) throws {
        var bench = try WatchBench(count: 2)
        try bench.hear(at: 10)
        try bench.hear(at: 10 + seconds, id: "00000000000000ab")
        #expect(bench.check(.interval)?.outcome == (isRight ? .ok : .failure))
        #expect(bench.verdict.isGo == isRight)
    }

    @Test func framesThatAreMissingBetweenTwoMessagesAreTakenIntoAccount() throws {
        var bench = try WatchBench(count: 2)
        try bench.hear(at: 10, members: WatchReportingTests.frame(7))
        try bench.hear(at: 1_210, members: WatchReportingTests.frame(9), id: "00000000000000ab")
        #expect(bench.check(.interval)?.outcome == .ok)
        #expect(bench.check(.interval)?.text == "10 min between two messages")
        #expect(bench.check(.frames)?.outcome == .warning)
        #expect(bench.check(.frames)?.text == "1 frame before this one did not arrive")
    }

    @Test func aMessageThatDoesNotComeIsANoGo() throws {
        var bench = try WatchBench(count: 2)
        try bench.hear(at: 10)
        #expect(bench.check(.heard)?.text == "only 1 of 2 messages came within 15 min")
        #expect(!bench.verdict.isGo)
    }

    @Test func aButtonThatIsPressedOnlyWarns() throws {
        var bench = try WatchBench()
        try bench.remember(#""readingReceived":"\#(WatchBench.moment(-60))","frameCounter":7"#)
        try bench.hear(at: 12, members: WatchReportingTests.frame(8))
        #expect(bench.check(.interval)?.outcome == .warning)
        #expect(bench.check(.frames)?.outcome == .ok)
        #expect(bench.verdict.isGo)
    }

    @Test func whatTheDeviceSaysOfItsIntervalCounts() throws {
        var bench = try WatchBench()
        let value = #",{"property":"reporting_interval","value":3600,"unit":"s","quality":"good"}"#
        try bench.hear(observations: WatchBench.good + value)
        #expect(bench.check(.interval)?.outcome == .failure)
        #expect(bench.check(.interval)?.text == "the device is set to report every 1 h, expected is every 10 min")
    }

    @Test func withoutAnExpectedIntervalThereIsNothingToJudge() throws {
        var bench = try WatchBench(expectedSeconds: nil)
        try bench.hear()
        #expect(bench.check(.interval)?.outcome == .unknown)
    }

    @Test func aCounterThatBeginsAnewIsAJoin() throws {
        var bench = try WatchBench()
        try bench.remember(#""frameCounter":4711"#)
        try bench.hear(members: WatchReportingTests.frame(0))
        #expect(bench.check(.frames)?.outcome == .warning)
        #expect(bench.check(.frames)?.text.contains("from 4711 to 0") == true)
    }

    @Test(arguments: [
        (-97.0, 6.5, WatchCheck.Outcome.ok), (-111, 6.5, .warning), (-97, -10.5, .warning), (-119, 6.5, .failure),
        (-97, -15.5, .failure), (-118, -15, .warning), (-110, -10, .ok),
    ])
    func theRadioIsStrongWeakOrAtTheLimit(rssi: Double, snr: Double, outcome: WatchCheck.Outcome) throws {
        var bench = try WatchBench()
        try bench.hear(members: #","radio":{"rssi":\#(rssi),"snr":\#(snr)}"#)
        #expect(bench.check(.radio)?.outcome == outcome)
        #expect(bench.verdict.isGo == (outcome != .failure))
    }

    @Test func withoutRadioNothingIsSaidOfIt() throws {
        var bench = try WatchBench()
        try bench.hear()
        #expect(bench.check(.radio) == nil)
    }

    @Test(arguments: [
        (#"{"property":"battery_level","value":85,"unit":"%","quality":"good"}"#, WatchCheck.Outcome.ok),
        (#"{"property":"battery_level","value":29,"unit":"%","quality":"good"}"#, .warning),
        (#"{"property":"battery_level","value":9,"unit":"%","quality":"good"}"#, .failure),
        (#"{"property":"battery_low","value":true,"quality":"good"}"#, .failure),
        (#"{"property":"battery_low","value":false,"quality":"good"}"#, .ok),
        (#"{"property":"battery_voltage","value":2.1,"unit":"V","quality":"good"}"#, .ok),
    ])
    func anEmptyBatteryIsANoGo(observation: String, outcome: WatchCheck.Outcome) throws {
        var bench = try WatchBench()
        try bench.hear(observations: WatchBench.good + "," + observation)
        #expect(bench.check(.battery)?.outcome == outcome)
    }

    @Test(arguments: ["buffered", "parked", "withheld"])
    func aLostOperationsCenterIsNotTheSensorsFault(state: String) throws {
        var bench = try WatchBench()
        try bench.hear(state: state)
        #expect(bench.check(.delivery)?.outcome == .warning)
        #expect(bench.verdict.isGo)
        try bench.hear(at: 13, state: "delivered")
        #expect(bench.check(.delivery)?.outcome == .ok)
    }

    // MARK: How it is written

    @Test func theReportFitsEightyColumnsAndKeepsACommandWhole() throws {
        var bench = try WatchBench()
        try bench.refuse("undecodable", "the check value of the frame at byte 17 is not what the bytes before it say")
        bench.watched.suggestion = "milesight/em300-th"
        let text = WatchReport.text(bench.verdict, columns: 80)
        let command = "`gateway device set air-1 --model milesight/em300-th`"
        #expect(text.contains(command), "\(text)")
        for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        #expect(text.hasSuffix("\nNO-GO: decoded\n"))
    }

    @Test func theReportForProgramsIsOneObject() throws {
        var bench = try WatchBench()
        try bench.hear(members: #","radio":{"rssi":-119}"#)
        let json = WatchReport.json(bench.verdict, bench.watched)
        #expect(json.hasPrefix(#"{"thing":"air-1","hardwareID":"70b3d50000000def","verdict":"no-go","messages":1,"#))
        #expect(json.contains(#""check":"radio","outcome":"failure","text":"RSSI -119 dBm: at the limit;"#))
    }

    @Test func theVerdictIsDueOnceEverythingIsHeardOrAMessageIsRefused() throws {
        var bench = try WatchBench(count: 2)
        #expect(!bench.watched.isComplete)
        try bench.hear()
        #expect(!bench.watched.isComplete)
        try bench.refuse(at: 20, "undecodable")
        #expect(bench.watched.isComplete)
    }
}
