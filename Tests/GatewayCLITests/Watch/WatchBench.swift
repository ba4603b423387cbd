import Foundation
import Gateway
import Observations
import Testing

@testable import GatewayCLI

/// A watch of a temperature sensor, told by lines as the gateway writes them.
struct WatchBench {
    static let began = Timestamp(microseconds: 1_795_392_000_000_000)

    var watched: WatchCase

    init(
        state: Thing.State = .active,
        location: Location? = Location(latitude: 10.9804, longitude: 106.6519),
        expectedSeconds: Int? = 600,
        count: Int = 1
    ) throws {
        let thing = Thing(
            id: try Slug("air-1"),
            hardwareID: "70b3d50000000def",
            model: try #require(ModelID("elsys/ers")),
            agency: try Slug("environment-dept"),
            domain: .environment,
            name: "Air",
            location: location,
            expectedIntervalSeconds: expectedSeconds,
            state: state
        )
        watched = WatchCase(
            name: "air-1",
            thing: thing,
            hardwareID: "70b3d50000000def",
            expectedSeconds: expectedSeconds,
            uplinksWanted: count,
            began: WatchBench.began,
            ended: WatchBench.moment(900)
        )
    }

    static func moment(_ seconds: Int64) -> Timestamp { began.advanced(byMicroseconds: seconds * 1_000_000) }

    static let good = #"{"property":"air_temperature","value":31.4,"unit":"Cel","quality":"good"}"#

    /// A reading arrives so many seconds after the start.
    mutating func hear(
        at seconds: Int64 = 12,
        observations: String = WatchBench.good,
        members: String = "",
        timeSource: String = "network",
        clockBehind: Int64 = 0,
        state: String = "forwarded",
        id: String = "00000000000000aa"
    ) throws {
        let received = WatchBench.moment(seconds)
        let observed = received.advanced(byMicroseconds: -clockBehind * 1_000_000)
        let reading =
            #"{"schemaVersion":1,"id":"\#(id)","thing":"air-1","agency":"environment-dept","domain":"environment","#
            + #""model":"elsys/ers","gateway":"gw","phenomenonTime":"\#(observed)","resultTime":"\#(received)","#
            + #""timeSource":"\#(timeSource)","replayed":false,"observations":[\#(observations)]\#(members)}"#
        try tell(
            #"{"event":"reading","time":"\#(received)","state":"\#(state)","replayed":false,"topic":"t","#
                + #""hardwareID":"70b3d50000000def","reading":\#(reading)}"#
        )
    }

    /// A message goes to quarantine.
    mutating func refuse(at seconds: Int64 = 12, _ reason: String, _ detail: String = "byte 3 is odd") throws {
        try tell(
            #"{"event":"quarantined","time":"\#(WatchBench.moment(seconds))","hardwareID":"70b3d50000000def","#
                + #""thing":"air-1","reason":"\#(reason)","detail":"\#(detail)","topic":"t","payload":"01","payloadBytes":1}"#
        )
    }

    mutating func tell(_ line: String) throws { watched.lines.append(try HeardLine.read(Array(line.utf8))) }

    /// What the gateway had heard before.
    mutating func remember(_ members: String) throws {
        let text = #"{"since":"\#(WatchBench.moment(-86_400))","messages":3,\#(members)}"#
        watched.before = try JSONDecoder().decode(HeardAnswer.self, from: Data(text.utf8))
    }

    var verdict: WatchVerdict { WatchVerdict(watched) }

    func check(_ subject: WatchCheck.Subject) -> WatchCheck? { verdict.checks.first { $0.subject == subject } }
}
