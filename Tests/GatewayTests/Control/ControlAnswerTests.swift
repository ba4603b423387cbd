import Foundation
import Observations
import Store
import Testing

@testable import Gateway

/// Answers of gateways that are older or newer than the command that asks.
@Suite struct ControlAnswerTests {
    private static func status() throws -> [String: Any] {
        let reporter = StatusReporterTests.reporter()
        reporter.update { status in
            status.totals.forwarded = 4_711
            status.dropped = 9_007_199_254_740_993
            status.devices = HealthCounts()
            status.rates = GatewayStatus.Rates()
        }
        let object = try JSONSerialization.jsonObject(with: Data(ControlSession.line(reporter.status)))
        return try #require(object as? [String: Any])
    }

    private static func line(_ object: [String: Any]) throws -> [UInt8] {
        Array(try JSONSerialization.data(withJSONObject: object))
    }

    @Test func anOlderGatewaysStatusIsReadWithoutThePartsThatItHasNot() throws {
        var old = try Self.status()
        for key in ["longestTurnMicroseconds", "backlog", "codecs", "isClockSynchronised"] { old[key] = nil }
        var totals = try #require(old["totals"] as? [String: Any])
        for key in ["floods", "announced", "deviceEventKinds"] { totals[key] = nil }
        old["totals"] = totals
        var devices = try #require(old["devices"] as? [String: Any])
        devices["maintenance"] = nil
        old["devices"] = devices
        let status = try GatewayStatus.read(Self.line(old))
        #expect(status.totals.forwarded == 4_711 && status.totals.floods == 0)
        #expect(status.dropped == 9_007_199_254_740_993)
        #expect(status.backlog.rows == 0 && status.devices == HealthCounts())
        #expect(status.codecs == nil, "what may be missing stays so")
    }

    @Test func aNewerGatewaysStatusIsReadWithoutThePartsThatAreNotKnown() throws {
        var new = try Self.status()
        new["weather"] = ["sunny": true]
        #expect(try GatewayStatus.read(Self.line(new)).totals.forwarded == 4_711)
    }

    @Test func whatCannotBeReadSaysWhichVersionAnswered() throws {
        var other = try Self.status()
        other["totals"] = "many"
        other["version"] = "9.1.0"
        let line = try Self.line(other)
        #expect(throws: ControlError.notUnderstood(version: "9.1.0")) { try GatewayStatus.read(line) }
        #expect(throws: ControlError.notUnderstood(version: nil)) { try GatewayStatus.read(Array("[]".utf8)) }
    }

    @Test func reportsOfOlderGatewaysAreRead() throws {
        #expect(try MendingReport.read(Array(#"{"messages":3,"released":3}"#.utf8)).released == 3)
        #expect(try PurgeOutcome.read(Array(#"{"dropped":5}"#.utf8)).dropped == 5)
        #expect(try HeardAnswer.read(Array(#"{"since":"2026-11-26T00:00:00.000Z"}"#.utf8)).messages == 0)
    }

    // MARK: A purge in slices

    private static func report(dropped: Int, cursor: Int64?) -> PurgeReport {
        PurgeReport(
            dropped: (0..<dropped).map { SequenceNumber(rawValue: Int64($0)) },
            inFlight: 0,
            removedFromQuarantine: 0,
            looked: 20_000,
            cursor: cursor.map(SequenceNumber.init(rawValue:))
        )
    }

    @Test func aSliceOfAPurgeEndsInTimeAndSaysWhereItGoesOn() throws {
        let request = PurgeRequest(
            ThingPurge(thing: try Slug("a"), hardwareIDs: [], cursor: SequenceNumber(rawValue: 7))
        )
        #expect(request.cursor?.rawValue == 7)
        let start = SteadyInstant(microseconds: 0)
        request.begin(at: start)
        #expect(!request.add(Self.report(dropped: 2, cursor: 20_007), at: start.advanced(by: .milliseconds(999))))
        request.begin(at: start.advanced(by: .milliseconds(999)))
        #expect(request.cursor?.rawValue == 20_007)
        #expect(request.add(Self.report(dropped: 3, cursor: 40_007), at: start.advanced(by: .seconds(1))))
        let outcome = request.wait(seconds: 0)
        #expect(outcome.dropped == 5 && outcome.cursor == 40_007 && outcome.looked == 40_000 && outcome.error == nil)
    }

    @Test func theLastPieceEndsThePurge() throws {
        let request = PurgeRequest(ThingPurge(thing: try Slug("a"), hardwareIDs: []))
        request.begin(at: SteadyInstant(microseconds: 0))
        #expect(request.add(Self.report(dropped: 1, cursor: nil), at: SteadyInstant(microseconds: 1)))
        #expect(request.wait(seconds: 0).cursor == nil)
    }

    @Test func aPurgeIsTheSameAtBothEndsOfTheSocket() throws {
        let purge = ThingPurge(thing: try Slug("a"), hardwareIDs: ["x"], cursor: SequenceNumber(rawValue: 9))
        let line = ControlSession.line(ControlRequest.purge(purge))
        #expect(try JSONDecoder().decode(ControlRequest.self, from: Data(line)) == .purge(purge))
    }
}
