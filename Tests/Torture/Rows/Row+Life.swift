import Foundation
import Gateway
import JSONSchema
import TestBroker

@testable import TestCity

extension Row {
    static let will = Row(
        number: 20,
        title: "lost and stopped are told apart",
        injection: "SIGKILL and SIGTERM in turn under load",
        promise: "The state topic says lost after a kill and stopped after a stop, retained.",
        run: { trial in
            let stage = try trial.stage()
            try stage.start()
            let cycles = trial.form.cycles(4, 16, 400)
            for cycle in 1...cycles {
                try stage.publish(trial.chance.number(50...200))
                try stage.city.run("the state says online") { stage.state == "online" }
                stage.city.gateway.signal(cycle.isMultiple(of: 2) ? SIGTERM : SIGKILL)
                _ = try stage.awaitDeath()
                try stage.city.run("the state says offline") { stage.state == "offline" }
                let reason = stage.city.center.states.last?["reason"]?.string ?? "nothing"
                let expected = cycle.isMultiple(of: 2) ? "stopped" : "lost"
                trial.expect(reason == expected, "the reason was \(reason) and not \(expected)")
                let down = ContinuousClock.now
                try stage.start()
                trial.figures.recovered(in: try stage.recovery(since: down))
                guard trial.progress(cycle, of: cycles) else { break }
            }
            try trial.settle(stage)
        },
        control: Control(title: "a killed gateway whose broker still sees its connection (the wire is silent)") {
            trial in
            let stage = try trial.stage()
            try stage.start()
            try stage.publish(50)
            try stage.city.run("the state says online") { stage.state == "online" }
            try stage.silence(stage.uplinkWire)
            stage.city.gateway.kill()
            try stage.pass(.seconds(2))
            return stage.state == "online"
                ? .failedAsItMust("the state still said online") : .didNotFail("the state said \(stage.state)")
        }
    )

    static let stopInDrain = Row(
        number: 24,
        title: "stopped while a backlog drains",
        injection: "a backlog, the way upstream comes back, SIGTERM after 1 to 400 readings",
        promise: "It ends with status 0 within 5 s.",
        run: { trial in
            let stage = try trial.stage()
            try stage.start()
            let cycles = trial.form.cycles(3, 8, 200)
            for cycle in 1...cycles {
                stage.uplinkWire.fault.refusesConnections = true
                stage.uplinkWire.reset()
                stage.city.sensors.rate = 2_000
                try stage.publish(2_000)
                stage.city.sensors.rate = 500
                stage.uplinkWire.fault = WireFault()
                let target = stage.city.center.deliveries.count + trial.chance.number(1...400)
                try stage.city.run("the backlog drains") { stage.city.center.deliveries.count >= target }
                let asked = ContinuousClock.now
                stage.city.gateway.signal(SIGTERM)
                var status: Int32?
                try stage.city.run("the gateway stops", within: .seconds(10)) {
                    status = stage.city.gateway.ended()
                    return status != nil
                }
                trial.expect(status == 0, "it ended with \(status ?? 0)")
                trial.expect(since: asked, within: .seconds(5), "it ended")
                let down = ContinuousClock.now
                try stage.start()
                trial.figures.recovered(in: try stage.recovery(since: down))
                guard trial.progress(cycle, of: cycles) else { break }
            }
            try trial.settle(stage)
        },
        control: Control(title: "a gateway that keeps its backlog in memory, stopped in its drain") { trial in
            try trial.naive { stage in
                try stage.silence(stage.uplinkWire)
                try stage.awaitUnsent(200)
                stage.city.gateway.signal(SIGTERM)
                _ = try stage.awaitDeath()
                stage.uplinkWire.fault.isSilent = false
                try stage.start()
                try stage.publish(50)
            }
        }
    )

    static let standstill = Row(
        number: 25,
        title: "the gateway stands still",
        injection: "SIGSTOP for 1 to 3 s (60 s in the long form) under load, and 10 ms of time in every 100",
        promise: "It goes on by itself.",
        run: { trial in
            let stage = try trial.stage()
            try stage.start()
            let cycles = trial.form.cycles(3, 8, 60)
            for cycle in 1...cycles {
                try stage.publish(trial.chance.number(50...200))
                if cycle.isMultiple(of: 2) {
                    for _ in 1...30 {
                        stage.city.gateway.signal(SIGSTOP)
                        try stage.pass(.milliseconds(90))
                        stage.city.gateway.signal(SIGCONT)
                        try stage.pass(.milliseconds(10))
                    }
                } else {
                    stage.city.gateway.signal(SIGSTOP)
                    let longest = trial.form.cycles(3_000, 10_000, 60_000)
                    try stage.pass(trial.chance.duration(milliseconds: 1_000...longest))
                    stage.city.gateway.signal(SIGCONT)
                }
                let back = ContinuousClock.now
                trial.figures.recovered(in: try stage.recovery(since: back))
                guard trial.progress(cycle, of: cycles) else { break }
            }
            try trial.settle(stage)
        },
        control: .oneTakenAway
    )

    static let descriptors = Row(
        number: 23,
        title: "few file descriptors, many reconnects",
        injection: "prlimit --nofile=48; both connections are reset again and again",
        promise: "No descriptor is left behind, and memory does not grow by more than 16 MB.",
        needs: [.program("prlimit")],
        run: { trial in
            let prlimit = Tool.path(of: "prlimit") ?? "prlimit"
            let stage = try trial.stage(subject: .gatewayUnder([prlimit, "--nofile=48:48"]))
            try stage.start()
            let process = stage.city.gateway.processID ?? 0
            let cycles = trial.form.cycles(20, 80, 10_000)
            stage.city.sensors.rate = 200
            stage.city.sensors.remaining = .max
            let warmUp = min(10, cycles / 2)
            var before = (descriptors: 0, kilobytes: 0)
            for cycle in 1...cycles {
                let joins = (stage.fieldWire.joins, stage.uplinkWire.joins)
                stage.fieldWire.reset()
                stage.uplinkWire.reset()
                try stage.city.run("both connections are back") {
                    stage.fieldWire.joins > joins.0 && stage.uplinkWire.joins > joins.1
                }
                if cycle == warmUp { before = try Footprint.of(process) }
                guard trial.progress(cycle, of: cycles) else { break }
            }
            try trial.settle(stage)
            let after = try Footprint.of(process)
            trial.note(
                "descriptors \(before.descriptors), then \(after.descriptors); "
                    + "memory \(before.kilobytes / 1_024) MB, then \(after.kilobytes / 1_024) MB"
            )
            trial.expect(after.descriptors <= before.descriptors + 3, "descriptors were left behind")
            trial.expect(after.kilobytes <= before.kilobytes + 16_384, "memory grew")
        },
        control: Control(title: "so few descriptors that the gateway cannot start", needs: [.program("prlimit")]) {
            trial in
            let prlimit = Tool.path(of: "prlimit") ?? "prlimit"
            let stage = try trial.stage(subject: .gatewayUnder([prlimit, "--nofile=8:8"]))
            try stage.city.gateway.start()
            try stage.pass(.seconds(2))
            return stage.fieldWire.isJoined && stage.uplinkWire.isJoined
                ? .didNotFail("it runs with 8 descriptors") : .failedAsItMust("it did not join")
        }
    )
}

extension Stage {
    /// What the state topic says last.
    var state: String { city.center.states.last?["state"]?.string ?? "" }
}
