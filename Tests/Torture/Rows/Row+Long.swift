import Foundation
import Gateway
import TestBroker

@testable import TestCity

extension Row {
    static let slowConsumer = Row(
        number: 14,
        title: "a consumer slower than the field",
        injection: "for an hour (TORTURE_SOAK seconds) the way upstream takes a tenth of what the sensors send",
        promise: "Memory does not grow with the backlog (at most 16 MB after the first tenth).",
        forms: [.long],
        run: { trial in
            let stage = try trial.stage()
            try stage.start()
            let process = stage.city.gateway.processID ?? 0
            stage.city.sensors.rate = 100
            stage.city.sensors.remaining = .max
            // A reading is about 700 bytes upstream.
            stage.uplinkWire.fault.bytesPerSecond = 7_000
            let seconds = soakSeconds
            var before = 0
            for part in 1...60 {
                try stage.pass(.seconds(seconds / 60))
                if part <= 6 { before = try Footprint.of(process).kilobytes }
                guard trial.progress(part, of: 60) else { break }
            }
            trial.note("\(Int(seconds)) s were asked for")
            let after = try Footprint.of(process).kilobytes
            let rows = try stage.status().backlog.rows
            trial.note("\(rows) readings waited; memory \(before / 1_024) MB, then \(after / 1_024) MB")
            trial.expect(after <= before + 16_384, "memory grew")
            stage.uplinkWire.fault = WireFault()
            let healed = ContinuousClock.now
            stage.city.sensors.remaining = 0
            try stage.city.run("the backlog drains", within: .seconds(1_800)) { try stage.status().backlog.rows == 0 }
            trial.figures.recovered(in: .now - healed)
            try trial.settle(stage)
        },
        control: .oneTakenAway
    )

    static let soak = Row(
        number: 28,
        title: "everything, for hours",
        injection:
            "for an hour (TORTURE_SOAK seconds), every 5 to 30 s one of: kill, stop, silence, reset, cut, delay, broker restart",
        promise: "Nothing is lost, and memory does not grow (at most 16 MB after the first tenth).",
        forms: [.long],
        run: { trial in
            let seconds = soakSeconds
            let stage = try trial.stage()
            stage.city.sensors.rate = 100
            try stage.start()
            let begin = ContinuousClock.now
            stage.city.sensors.remaining = .max
            var footprints: [Int] = []
            while .now < begin + .seconds(seconds) {
                try stage.pass(trial.chance.duration(milliseconds: 5_000...30_000))
                footprints.append(try Footprint.of(stage.city.gateway.processID ?? 0).kilobytes)
                try disturb(stage, &trial.chance)
                let healed = ContinuousClock.now
                trial.figures.recovered(in: try stage.recovery(since: healed))
                guard trial.progress(Int((.now - begin) / .seconds(1)), of: Int(seconds)) else { break }
            }
            let early = footprints.prefix(max(1, footprints.count / 10)).max() ?? 0
            let late = footprints.suffix(max(1, footprints.count / 10)).max() ?? 0
            trial.note("memory \(early / 1_024) MB in the first tenth, \(late / 1_024) MB in the last")
            trial.expect(late <= early + 16_384, "memory grew")
            try trial.settle(stage)
        },
        control: .oneTakenAway
    )

    /// How long the long rows go on.
    private static var soakSeconds: Double {
        ProcessInfo.processInfo.environment["TORTURE_SOAK"].flatMap { Double($0) } ?? 3_600
    }

    private static func disturb(_ stage: Stage, _ chance: inout Chance) throws {
        switch chance.number(1...7) {
        case 1:
            stage.city.gateway.kill()
            try stage.launch()
        case 2:
            stage.city.gateway.signal(SIGTERM)
            _ = try stage.awaitDeath()
            try stage.launch()
        case 3:
            stage.uplinkWire.fault.isSilent = true
            try stage.pass(chance.duration(milliseconds: 1_000...20_000))
        case 4: stage.fieldWire.reset()
        case 5: stage.uplinkWire.cut(afterBytes: chance.number(1...5_000))
        case 6:
            stage.uplinkWire.fault.delay = chance.duration(milliseconds: 50...500)
            try stage.pass(.seconds(5))
        default:
            stage.city.uplink.stop()
            try stage.pass(.seconds(1))
            try stage.city.uplink.start()
        }
        stage.uplinkWire.fault = WireFault()
    }
}
