import Testing

@testable import Observations

@Suite struct TimeJudgementTests {
    static let reception = 1_795_420_800_000_000 as Int64
    static let year2020 = 1_577_836_800_000_000 as Int64
    static let year2100 = 4_102_444_800_000_000 as Int64
    static let lead = 300_000_000 as Int64

    struct Case: Sendable {
        var device: Int64?
        var network: Int64?
        var isSynchronised = true
        var builtAt = year2020
        var time: Int64
        var source: TimeSource
        var deviceFault: ClockFault?
        var networkFault: ClockFault?
        var isUnsynchronised = false
    }

    @Test(arguments: [
        Case(device: reception - 1, network: reception - 2, time: reception - 1, source: .device),
        Case(device: nil, network: reception - 2, time: reception - 2, source: .network),
        Case(device: nil, network: nil, time: reception, source: .gateway),
        Case(device: year2020, network: nil, time: year2020, source: .device),
        Case(
            device: year2020 - 1,
            network: 5,
            time: reception,
            source: .gateway,
            deviceFault: .beforeYear2020,
            networkFault: .beforeYear2020
        ),
        Case(device: 0, network: reception - 2, time: reception - 2, source: .network, deviceFault: .beforeYear2020),
        Case(device: reception + lead, network: nil, time: reception + lead, source: .device),
        Case(
            device: reception + lead + 1,
            network: nil,
            time: reception,
            source: .gateway,
            deviceFault: .aheadOfGateway
        ),
        Case(
            device: nil,
            network: reception + lead + 1,
            time: reception,
            source: .gateway,
            networkFault: .aheadOfGateway
        ),
        Case(device: year2100, network: reception, time: reception, source: .network, deviceFault: .afterYear2099),
        Case(device: reception - 1, network: 0, time: reception - 1, source: .device),
        Case(
            device: reception + lead + 1,
            network: nil,
            isSynchronised: false,
            time: reception + lead + 1,
            source: .device,
            isUnsynchronised: true
        ),
        Case(
            device: nil,
            network: reception + lead + 1,
            isSynchronised: false,
            time: reception + lead + 1,
            source: .network,
            isUnsynchronised: true
        ),
        Case(
            device: nil,
            network: nil,
            isSynchronised: false,
            time: reception,
            source: .gateway,
            isUnsynchronised: true
        ),
        Case(
            device: reception + lead + 1,
            network: nil,
            builtAt: reception + 1,
            time: reception + lead + 1,
            source: .device,
            isUnsynchronised: true
        ),
        Case(
            device: reception + lead + 1,
            network: nil,
            builtAt: reception,
            time: reception,
            source: .gateway,
            deviceFault: .aheadOfGateway
        ),
        Case(
            device: 0,
            network: nil,
            isSynchronised: false,
            time: reception,
            source: .gateway,
            deviceFault: .beforeYear2020,
            isUnsynchronised: true
        ),
        Case(
            device: year2100,
            network: nil,
            isSynchronised: false,
            time: reception,
            source: .gateway,
            deviceFault: .afterYear2099,
            isUnsynchronised: true
        ),
    ])
    func judges(example: Case) {
        let judgement = TimeJudgement(
            device: example.device.map { Timestamp(microseconds: $0) },
            network: example.network.map { Timestamp(microseconds: $0) },
            reception: Timestamp(microseconds: Self.reception),
            clock: GatewayClock(
                isSynchronised: example.isSynchronised,
                builtAt: Timestamp(microseconds: example.builtAt)
            )
        )
        #expect(judgement.phenomenonTime.microseconds == example.time)
        #expect(judgement.source == example.source)
        #expect(judgement.disbelievedDeviceTime?.fault == example.deviceFault)
        #expect(judgement.disbelievedNetworkTime?.fault == example.networkFault)
        #expect(judgement.isGatewayClockUnsynchronised == example.isUnsynchronised)
        #expect(judgement.isBelieved == (example.deviceFault == nil && example.networkFault == nil))
        #expect(judgement.parameters.isEmpty == judgement.isBelieved)
    }

    @Test func saysWhatIsNotBelieved() {
        let judgement = TimeJudgement(
            device: Timestamp(microseconds: 12_000_000),
            network: Timestamp(microseconds: Self.reception + 2 * Self.lead),
            reception: Timestamp(microseconds: Self.reception),
            clock: GatewayClock(isSynchronised: true, builtAt: Timestamp(microseconds: 0))
        )
        #expect(
            judgement.parameters == [
                Parameter(name: "deviceTime", value: .string("1970-01-01T00:00:12.000Z")),
                Parameter(name: "deviceTimeFault", value: .string("before-2020")),
                Parameter(name: "networkTime", value: .string("2026-11-23T08:10:00.000Z")),
                Parameter(name: "networkTimeFault", value: .string("ahead")),
            ]
        )
    }

    @Test func knowsTheLimitsByTheirDates() {
        #expect(Timestamp(microseconds: Self.year2020) == Timestamp(iso8601: "2020-01-01T00:00:00Z".utf8))
        #expect(Timestamp(microseconds: Self.year2100) == Timestamp(iso8601: "2100-01-01T00:00:00Z".utf8))
    }
}
