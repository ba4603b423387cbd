import Foundation
import TestBroker

@testable import TestCity

extension Row {
    static let kill = Row(
        number: 1,
        title: "kill -9 of the gateway",
        injection: "SIGKILL " + KillPoint.allCases.map(\.rawValue).joined(separator: "; ")
            + ". Points on the wire by the taps, points in the store by strace.",
        promise: "What was released arrives; the field broker delivers the rest again.",
        run: { trial in
            let points = KillPoint.allCases.filter {
                !KillPoint.tracing.contains($0) || Tool.missing(Tracer.needs) == nil
            }
            if points.count < KillPoint.allCases.count { trial.note("no kills inside the store: strace is missing") }
            let stage = try trial.stage()
            try stage.start()
            let cycles = trial.form.cycles(50, 100, 1_000)
            var hits: [KillPoint: Int] = [:]
            for cycle in 1...cycles {
                let point = points.randomElement(using: &trial.chance) ?? .anywhere
                if point == .starting {
                    stage.city.gateway.kill()
                    try stage.launch()
                }
                if try point.kill(stage, &trial.chance) { hits[point, default: 0] += 1 }
                let down = ContinuousClock.now
                try stage.start()
                trial.figures.recovered(in: try stage.recovery(since: down))
                guard trial.progress(cycle, of: cycles) else { break }
            }
            let list = KillPoint.allCases.map { "\($0.rawValue) \(hits[$0] ?? 0)" }.joined(separator: "; ")
            trial.note("died at its point: \(list)")
            try trial.settle(stage)
        },
        control: Control(title: "a gateway that acknowledges first and keeps readings in memory") { trial in
            try trial.naive { stage in
                for _ in 1...3 {
                    try stage.silence(stage.uplinkWire)
                    try stage.awaitUnsent(50)
                    stage.city.gateway.kill()
                    stage.uplinkWire.fault.isSilent = false
                    try stage.start()
                    try stage.publish(100)
                }
            }
        }
    )

    static let killAll = Row(
        number: 8,
        title: "gateway and both brokers killed within 50 ms",
        injection: "SIGKILL of all three, in random order, 0 to 25 ms apart; then all are started",
        promise: "What was released arrives, except what the operations center's broker had acknowledged and forgot.",
        run: { trial in
            let stage = try trial.stage()
            try stage.start()
            let cycles = trial.form.cycles(3, 10, 200)
            for cycle in 1...cycles {
                try stage.publish(trial.chance.number(100...600))
                for victim in [0, 1, 2].shuffled(using: &trial.chance) {
                    switch victim {
                    case 0: stage.city.gateway.kill()
                    case 1: stage.city.field.kill()
                    default: stage.city.uplink.kill()
                    }
                    poll(nil, 0, Int32(trial.chance.number(0...25)))
                }
                try stage.city.field.start()
                try stage.city.uplink.start()
                let down = ContinuousClock.now
                try stage.start()
                trial.figures.recovered(in: try stage.recovery(since: down))
                guard trial.progress(cycle, of: cycles) else { break }
            }
            try trial.settle(stage, losses: .brokers)
        },
        control: Control(title: "a gateway that acknowledges first and keeps readings in memory") { trial in
            try trial.naive { stage in
                try stage.silence(stage.uplinkWire)
                try stage.awaitUnsent(50)
                stage.city.gateway.kill()
                stage.uplinkWire.fault.isSilent = false
                try stage.start()
                try stage.publish(100)
            }
        }
    )
}
