import Foundation
import TestBroker

@testable import TestCity

extension Row {
    static let partition = Row(
        number: 3,
        title: "no way to the operations center",
        injection:
            "the wire upstream is silent, is reset and refuses connections, or flaps (reset every 20 to 300 ms); "
            + "where the kernel lets us, packets of its port are dropped as well",
        promise: "Sensors publish on, and the readings arrive when the way is back.",
        run: { trial in
            var settings = CitySettings()
            settings.uplink = [#"keepalive = "30s""#]
            let stage = try trial.stage(settings)
            try stage.start()
            var kinds = Outage.allCases
            if !Tool.packetFilter.isThere {
                kinds.removeAll { $0 == .dropped }
                trial.note("not with dropped packets: needs \(Tool.packetFilter)")
            }
            let rounds = trial.form.cycles(1, 2, 12)
            for cycle in 1...(rounds * kinds.count) {
                let longest = trial.form.cycles(2_000, 10_000, cycle % 12 == 0 ? 600_000 : 60_000)
                try kinds[cycle % kinds.count].strike(
                    stage,
                    for: trial.chance.duration(milliseconds: 1_000...longest),
                    &trial.chance
                )
                let healed = ContinuousClock.now
                trial.figures.recovered(in: try stage.recovery(since: healed))
                guard trial.progress(cycle, of: rounds * kinds.count) else { break }
            }
            try trial.settle(stage)
        },
        control: Control(title: "a gateway that sends nothing again") { trial in
            try trial.naive { stage in
                try stage.silence(stage.uplinkWire)
                try stage.awaitUnsent(50)
                stage.uplinkWire.reset()
                stage.uplinkWire.fault.isSilent = false
                try stage.publish(100)
            }
        }
    )

    static let badLine = Row(
        number: 4,
        title: "a lossy, slow and late way to the operations center",
        injection:
            "the tap delays by 20 to 400 ms, lets 20 to 200 kB/s through, and cuts the connection inside a packet; "
            + "where the kernel lets us, 5 to 20 % of the packets are dropped, so that TCP sends again and reorders",
        promise: "The field is not held back, and the readings arrive.",
        run: { trial in
            let stage = try trial.stage()
            stage.city.sensors.rate = 300
            try stage.start()
            let isDropping = Tool.packetFilter.isThere
            let disordered = try Footprint.segmentsOutOfOrder()
            if !isDropping { trial.note("no packets were dropped: needs \(Tool.packetFilter)") }
            let cycles = trial.form.cycles(3, 8, 300)
            for cycle in 1...cycles {
                stage.uplinkWire.fault.delay = trial.chance.duration(milliseconds: 20...400)
                stage.uplinkWire.fault.bytesPerSecond = trial.chance.number(20_000...200_000)
                let percent = trial.chance.number(5...20)
                let filter = isDropping ? try PacketFilter(port: stage.uplinkWire.port, percent: percent) : nil
                for _ in 1...trial.chance.number(1...3) {
                    try stage.publish(trial.chance.number(100...300))
                    stage.uplinkWire.cut(afterBytes: trial.chance.number(1...2_000))
                }
                try stage.publish(200)
                withExtendedLifetime(filter) {}
                guard trial.progress(cycle, of: cycles) else { break }
            }
            stage.uplinkWire.fault = WireFault()
            let healed = ContinuousClock.now
            trial.figures.recovered(in: try stage.recovery(since: healed))
            let segments = try Footprint.segmentsOutOfOrder() - disordered
            trial.note("TCP put \(segments) segments in order that had overtaken others (TCPOFOQueue of this machine)")
            try trial.settle(stage)
        },
        control: Control(title: "a gateway that sends nothing again") { trial in
            try trial.naive { stage in
                stage.uplinkWire.fault.delay = .milliseconds(200)
                for _ in 1...3 {
                    stage.uplinkWire.cut(afterBytes: 1_000)
                    try stage.publish(200)
                }
                stage.uplinkWire.fault = WireFault()
            }
        }
    )

    /// How the way upstream is lost.
    enum Outage: CaseIterable {
        case silent
        case reset
        case flapping
        case dropped

        func strike(_ stage: Stage, for duration: Duration, _ chance: inout Chance) throws {
            stage.city.sensors.remaining = .max
            let wire = stage.uplinkWire
            switch self {
            case .silent:
                wire.fault.isSilent = true
                try stage.pass(duration)
            case .reset:
                wire.fault.refusesConnections = true
                wire.reset()
                try stage.pass(duration)
            case .flapping:
                let end = ContinuousClock.now + duration
                while ContinuousClock.now < end {
                    try stage.pass(chance.duration(milliseconds: 20...300))
                    wire.reset()
                }
            case .dropped:
                let filter = try PacketFilter(port: wire.port, percent: 100)
                try stage.pass(duration)
                withExtendedLifetime(filter) {}
            }
            wire.fault = WireFault()
        }
    }
}
