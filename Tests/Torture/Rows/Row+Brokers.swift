import Foundation
import TestBroker

@testable import TestCity

extension Row {
    static let uplinkBroker = Row(
        number: 5,
        title: "the operations center's broker is restarted",
        injection: "SIGTERM and SIGKILL in turn, away for 0.1 to 2 s, under load",
        promise: "What was released arrives, except what a killed broker had acknowledged and forgot.",
        run: { trial in
            let stage = try trial.stage()
            try stage.start()
            let cycles = trial.form.cycles(4, 10, 200)
            for cycle in 1...cycles {
                try stage.publish(trial.chance.number(100...500))
                if cycle.isMultiple(of: 2) { stage.city.uplink.kill() } else { stage.city.uplink.stop() }
                try stage.pass(trial.chance.duration(milliseconds: 100...2_000))
                try stage.city.uplink.start()
                let back = ContinuousClock.now
                trial.figures.recovered(in: try stage.recovery(since: back))
                guard trial.progress(cycle, of: cycles) else { break }
            }
            try trial.settle(stage, losses: .brokers)
        },
        control: Control(title: "a gateway that sends nothing again") { trial in
            try trial.naive { stage in
                stage.city.uplink.freeze()
                try stage.awaitUnsent(50)
                stage.city.uplink.kill()
                try stage.city.uplink.start()
                try stage.publish(100)
            }
        }
    )

    static let fieldBrokerStopped = Row(
        number: 6,
        title: "the field broker is restarted",
        injection: "SIGTERM under load, away for 0.1 to 1 s; in every other cycle the gateway stands still before",
        promise: "Nothing that a sensor got a PUBACK for is missing: the broker writes its queue when it ends.",
        run: { trial in
            let stage = try trial.stage()
            try stage.start()
            let cycles = trial.form.cycles(3, 10, 200)
            for cycle in 1...cycles {
                try stage.publish(trial.chance.number(100...500))
                try strikeField(stage, stopsGateway: cycle.isMultiple(of: 2), &trial.chance) { $0.stop() }
                let back = ContinuousClock.now
                trial.figures.recovered(in: try stage.recovery(since: back))
                guard trial.progress(cycle, of: cycles) else { break }
            }
            try trial.settle(stage)
        },
        control: forgetfulField
    )

    static let fieldBrokerKilled = Row(
        number: 7,
        title: "the field broker is killed",
        injection: "SIGKILL under load, away for 0.1 to 1 s; in every other cycle the gateway stands still before",
        promise:
            "What was released arrives. Missing is what the broker had acknowledged and not yet written (autosave 1 s).",
        run: { trial in
            let stage = try trial.stage()
            try stage.start()
            let cycles = trial.form.cycles(3, 10, 200)
            for cycle in 1...cycles {
                try stage.publish(trial.chance.number(100...500))
                try strikeField(stage, stopsGateway: cycle.isMultiple(of: 2), &trial.chance) { $0.kill() }
                let back = ContinuousClock.now
                trial.figures.recovered(in: try stage.recovery(since: back))
                guard trial.progress(cycle, of: cycles) else { break }
            }
            try trial.settle(stage, losses: .fieldBroker)
        },
        control: forgetfulField
    )

    private static let forgetfulField = Control(
        title: "a field broker without persistence, the way to the gateway silent"
    ) {
        trial in
        var settings = CitySettings()
        settings.fieldBroker = ["allow_anonymous true", "max_queued_messages 100000"]
        let stage = try trial.stage(settings)
        try stage.start()
        try stage.silence(stage.fieldWire)
        try stage.publish(100)
        stage.city.field.stop()
        // What the broker had sent and nobody had read goes with the connection.
        stage.fieldWire.reset()
        try stage.city.run("the connection is gone") { !stage.fieldWire.isJoined }
        stage.fieldWire.fault = WireFault()
        try stage.city.field.start()
        try stage.publish(50)
        try stage.quiesce(silence: .seconds(2))
        let missing = Account(try stage.ledgers()).missing.count
        return missing > 0 ? .failedAsItMust("missing \(missing)") : .didNotFail("nothing was missing")
    }

    private static func strikeField(
        _ stage: Stage,
        stopsGateway: Bool,
        _ chance: inout Chance,
        _ end: (Broker) -> Void
    ) throws {
        if stopsGateway {
            stage.city.gateway.signal(SIGSTOP)
            try stage.publish(chance.number(50...300))
        }
        end(stage.city.field)
        try stage.pass(chance.duration(milliseconds: 100...1_000))
        try stage.city.field.start()
        stage.city.gateway.signal(SIGCONT)
    }
}
