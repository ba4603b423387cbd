import Gateway
import Observations
import Testing

@testable import GatewayCLI

/// GO and NO-GO, reason by reason.
@Suite struct WatchVerdictTests {
    @Test func aGoodReadingIsAGo() throws {
        var bench = try WatchBench()
        try bench.hear(members: #","parameters":{"frameCounter":8},"radio":{"rssi":-97,"snr":6.5}"#)
        let verdict = bench.verdict
        #expect(verdict.isGo)
        #expect(verdict.checks.map(\.subject) == [.heard, .decoded, .values, .clock, .interval, .radio, .delivery])
        #expect(bench.check(.heard)?.text == "after 12 s, frame 8")
        #expect(bench.check(.values)?.text == "air_temperature 31.4 Cel")
        #expect(bench.check(.interval)?.outcome == .unknown)
        #expect(WatchReport.text(verdict, columns: 80).hasSuffix("\nGO\n"))
    }

    @Test func silenceIsANoGoAndSaysWhenItWasLastHeard() throws {
        var bench = try WatchBench()
        try bench.remember(#""received":"\#(WatchBench.moment(-10_000))""#)
        #expect(!bench.verdict.isGo)
        let text = try #require(bench.check(.heard)?.text)
        #expect(text.hasPrefix("nothing was heard of air-1 within 15 min; last heard 3 h 1 min ago"), "\(text)")
        #expect(text.contains("70b3d50000000def"))
        try bench.remember(#""frameCounter":1"#)
        #expect(bench.check(.heard)?.text.contains("never since the gateway started 1 d") == true)
    }

    @Test func silenceTellsWhatElseWasHeard() throws {
        var bench = try WatchBench()
        let time = WatchBench.moment(3)
        try bench.tell(#"{"event":"device","time":"\#(time)","kind":"join","hardwareID":"x","thing":"air-1"}"#)
        try bench.tell(#"{"event":"link","time":"\#(time)","link":"field","isOpen":false,"reason":"gone"}"#)
        bench.watched.strangers = ["70b3d50000000dee"]
        let text = try #require(bench.check(.heard)?.text)
        #expect(text.contains("it has joined the network, but sent no data"))
        #expect(text.contains("the gateway had lost the sensors' broker"))
        #expect(text.contains("registered nowhere: 70b3d50000000dee"))
    }

    @Test func copiesAndLaterFatesAreNoMessages() throws {
        var bench = try WatchBench()
        try bench.hear(state: "duplicate")
        try bench.hear(state: "delivered")
        #expect(bench.check(.heard)?.outcome == .failure)
    }

    @Test func aNetworksReportOfItsBatteryIsNoMessage() throws {
        var bench = try WatchBench()
        try bench.hear(observations: #"{"property":"battery_level","value":85,"unit":"%","quality":"good"}"#)
        #expect(bench.check(.heard)?.outcome == .failure)
    }

    @Test func aRetiredThingIsNamedAsSuch() throws {
        let bench = try WatchBench(state: .retired)
        #expect(bench.check(.heard)?.text.contains("`gateway device set air-1 --state active`") == true)
    }

    @Test func aWrongModelIsNamedWithTheCommandToCopy() throws {
        var bench = try WatchBench()
        try bench.refuse("undecodable")
        bench.watched.suggestion = "milesight/em300-th"
        let check = try #require(bench.check(.decoded))
        #expect(check.outcome == .failure)
        #expect(check.text.contains("`gateway device set air-1 --model milesight/em300-th`"), "\(check.text)")
        bench.watched.suggestion = "elsys/ers"
        #expect(bench.check(.decoded)?.text.contains("device set") == false)
    }

    @Test func hardwareThatNobodyRegisteredIsANoGoWithTheCommandToRegisterIt() throws {
        var bench = try WatchBench()
        try bench.refuse("unknown-device")
        bench.watched.suggestion = "milesight/am319"
        let text = try #require(bench.check(.decoded)?.text)
        #expect(text.contains("device adopt 70b3d50000000def --thing NAME --model milesight/am319"), "\(text)")
    }

    @Test(arguments: ["key-needed", "wrong-key"]) func aKeyIsAskedFor(reason: String) throws {
        var bench = try WatchBench()
        try bench.refuse(reason)
        #expect(bench.check(.decoded)?.text.contains("device set air-1 --key-file FILE") == true)
        #expect(!bench.verdict.isGo)
    }

    @Test func aMessageOfAnotherIdentityIsANoGo() throws {
        var bench = try WatchBench()
        try bench.refuse("identity-mismatch", "it names 70b3d50000000999")
        let check = try #require(bench.check(.identity))
        #expect(check.outcome == .failure)
        #expect(check.text.contains("70b3d50000000999"))
        #expect(bench.verdict.reasons == [check.text])
    }

    @Test(arguments: ["suspect", "bad"]) func aValueThatCannotBeIsANoGo(quality: String) throws {
        var bench = try WatchBench()
        let value = #"{"property":"noise_level","value":250,"unit":"dB[SPL]","quality":"\#(quality)"}"#
        try bench.hear(observations: value)
        #expect(bench.check(.values)?.outcome == .failure)
        #expect(bench.check(.values)?.text.contains("noise_level 250 dB[SPL] is \(quality)") == true)
    }

    @Test(arguments: [
        ("air_temperature", 61.0), ("air_temperature", -21), ("distance", 0), ("relative_humidity", 0), ("co2", 20),
    ])
    func aValueThatAPlaceOutdoorsDoesNotHaveIsANoGo(property: String, value: Double) throws {
        var bench = try WatchBench()
        try bench.hear(observations: #"{"property":"\#(property)","value":\#(value),"quality":"good"}"#)
        #expect(bench.check(.values)?.outcome == .failure)
        #expect(bench.check(.values)?.text.contains("is odd: outdoors it is") == true)
    }

    @Test func flagsOfAThingUnderMaintenanceOnlyWarn() throws {
        var bench = try WatchBench(state: .maintenance)
        try bench.hear(observations: WatchBench.good.replacing("good", with: "suspect"))
        #expect(bench.check(.values)?.outcome == .warning)
        #expect(bench.verdict.isGo)
    }

    @Test func aMessageWithoutAValueIsANoGo() throws {
        var bench = try WatchBench()
        try bench.hear(observations: "")
        #expect(bench.check(.values)?.outcome == .failure)
    }

    private static func position(_ latitude: Double, _ longitude: Double) -> String {
        #"{"property":"latitude","value":\#(latitude),"unit":"deg","quality":"good"},"#
            + #"{"property":"longitude","value":\#(longitude),"unit":"deg","quality":"good"}"#
    }

    @Test func aDeviceThatStandsElsewhereIsANoGo() throws {
        var bench = try WatchBench()
        try bench.hear(observations: WatchVerdictTests.position(10.9900, 106.6519))
        #expect(bench.check(.place)?.outcome == .failure)
        #expect(bench.check(.place)?.text.hasPrefix("the device stands 1.1 km from the thing's location") == true)
        bench = try WatchBench()
        try bench.hear(observations: WatchVerdictTests.position(10.9810, 106.6519))
        #expect(bench.check(.place)?.outcome == .ok)
        bench = try WatchBench()
        try bench.hear(observations: WatchVerdictTests.position(0, 0))
        #expect(bench.check(.place)?.outcome == .warning)
        bench = try WatchBench(location: nil)
        try bench.hear(observations: WatchVerdictTests.position(10.9810, 106.6519))
        #expect(bench.check(.place)?.text.contains("device set air-1 --location 10.981,106.6519") == true)
    }

    @Test func aClockThatIsOffIsANoGo() throws {
        var bench = try WatchBench()
        try bench.hear(timeSource: "device", clockBehind: 301)
        #expect(bench.check(.clock)?.outcome == .failure)
        #expect(bench.check(.clock)?.text == "the device's clock is 5 min 1 s behind; set its clock")
        bench = try WatchBench()
        try bench.hear(timeSource: "device", clockBehind: 300)
        #expect(bench.check(.clock)?.outcome == .ok)
    }

    @Test func aClockThatIsNotBelievedIsTheOnlyNoGo() throws {
        var bench = try WatchBench()
        let members = #","parameters":{"deviceTime":"2000-01-01T00:00:00.000Z","deviceTimeFault":"before-2020"}"#
        try bench.hear(observations: WatchBench.good.replacing("good", with: "suspect"), members: members)
        #expect(bench.check(.clock)?.outcome == .failure)
        #expect(bench.check(.values)?.outcome == .ok)
        #expect(bench.verdict.reasons.count == 1)
    }

    @Test func theGatewaysOwnClockIsNotTheSensorsFault() throws {
        var bench = try WatchBench()
        try bench.hear(members: #","gatewayClock":"unsynchronised""#)
        #expect(bench.check(.clock)?.outcome == .warning)
        #expect(bench.verdict.isGo)
    }
}
