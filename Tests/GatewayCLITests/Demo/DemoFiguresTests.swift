import Gateway
import Observations
import Testing

@testable import GatewayCLI

struct DemoFiguresTests {
    private static let now = Timestamp(microseconds: 1_795_420_800_000_000)

    /// The figure of losses after some equal samples.
    private func lost(overdue: Int, rows: Int, samples: Int, connected: Bool = true) throws -> Int {
        var figures = DemoFigures()
        let status = try SampleStatus.with(
            """
            {"backlog":{"rows":\(rows),"bytes":1,"parked":0,"setAside":0,"oldest":"2026-11-23T07:59:56.000Z"},"outstanding":0,
             "field":{"isConnected":\(connected),"seconds":1,"sessionsLost":0}}
            """
        )
        for sample in 0..<samples {
            figures.update(
                account: DemoAccount(),
                readingsOverdue: overdue,
                status: status,
                elapsed: .milliseconds(sample * 500),
                now: DemoFiguresTests.now
            )
        }
        return figures.lost
    }

    @Test func whatWaitsInTheBufferIsNotLost() throws {
        #expect(try lost(overdue: 100, rows: 100, samples: 20) == 0)
        #expect(try lost(overdue: 100, rows: 60, samples: 20) == 40)
    }

    @Test func nothingIsCalledLostWhileTheGatewayHasJustStarted() throws {
        #expect(try lost(overdue: 100, rows: 0, samples: 4) == 0)
        #expect(try lost(overdue: 100, rows: 0, samples: 20, connected: false) == 0)
    }

    @Test func theLineFitsEightyColumnsWithItsKeys() throws {
        var figures = DemoFigures()
        let status = try SampleStatus.with(
            #"{"backlog":{"rows":99999,"bytes":1,"parked":0,"setAside":0,"oldest":"2026-11-23T07:59:56.000Z"}}"#
        )
        figures.update(
            account: DemoAccount(),
            readingsOverdue: 0,
            status: status,
            elapsed: .zero,
            now: DemoFiguresTests.now
        )
        let line = figures.line(isCut: true, isStopping: false)
        #expect(line == "UPLINK CUT  sensors 0/s  IOC 0/s  backlog 99999 (oldest 4 s)  lost 0")
        #expect(DisplayText.width(line) <= 71)
    }
}
