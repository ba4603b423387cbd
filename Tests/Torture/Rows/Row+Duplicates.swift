import Foundation
import Gateway
import MQTT
import TestBroker

@testable import TestCity

extension Row {
    static let redelivery = Row(
        number: 16,
        title: "duplicates, changed order and a storm of redeliveries",
        injection:
            "the way upstream is silent and the field connection is reset every 20 to 100 ms, so that the broker delivers "
            + "the same messages again and again; sensors send messages twice and in another order",
        promise: "Every reading once.",
        run: { trial in
            var settings = CitySettings()
            settings.uplink = [#"settle_timeout = "10s""#, #"pressure_timeout = "10s""#]
            let stage = try trial.stage(settings)
            try stage.start()
            let target = trial.form.cycles(2_000, 8_000, 500_000)
            var sequence = 5_000_000
            while stage.fieldWire.deliveries - stage.sensorsWire.acceptedCount < target {
                stage.uplinkWire.fault.isSilent = true
                try stage.publish(300)
                stage.city.sensors.remaining = 0
                for _ in 1...8 {
                    try stage.pass(trial.chance.duration(milliseconds: 20...100))
                    stage.fieldWire.reset()
                }
                stage.uplinkWire.fault.isSilent = false
                var twice = (0..<20).map {
                    (Sensors.payload(sequence + $0), Sensors.topic((sequence + $0) % Sensors.count))
                }
                sequence += 20
                twice = (twice + twice).shuffled(using: &trial.chance)
                try stage.awaitJoined()
                for (payload, topic) in twice { try stage.city.publish(payload, to: topic) }
                let count = stage.fieldWire.deliveries - stage.sensorsWire.acceptedCount
                guard trial.progress(count, of: target) else { break }
            }
            let redelivered = stage.fieldWire.deliveries - stage.sensorsWire.acceptedCount
            trial.note("\(redelivered) messages were delivered again")
            try trial.settle(stage)
            let seen = try stage.status().totals.duplicates
            trial.note("the gateway counted \(seen) duplicates")
            trial.expect(seen > 0, "no message was delivered twice")
        },
        control: .oneUnderTwoIDs
    )

    /// From here on the readings that are published retained are counted.
    private static let retainedFrom = 7_000_000

    static let retained = Row(
        number: 19,
        title: "retained messages",
        injection:
            "readings are published retained; the gateway stops and starts on MQTT 3.1.1, where the broker repeats them",
        promise: "Copies are counted and not forwarded.",
        run: { trial in
            var settings = CitySettings()
            settings.field = ["protocol = 3", "window = 1000"]
            let stage = try trial.stage(settings)
            try stage.start()
            for index in 0..<Sensors.count {
                try stage.city.publish(Sensors.payload(retainedFrom + index), to: Sensors.topic(index), retain: true)
            }
            try stage.publish(50)
            let cycles = trial.form.cycles(3, 8, 200)
            for cycle in 1...cycles {
                stage.city.gateway.signal(SIGTERM)
                trial.expect(try stage.awaitDeath(), "the gateway did not stop")
                let down = ContinuousClock.now
                try stage.start()
                try stage.city.run("the copies are counted") { try stage.status().totals.retained == Sensors.count }
                trial.figures.recovered(in: try stage.recovery(since: down))
                guard trial.progress(cycle, of: cycles) else { break }
            }
            try trial.settle(stage)
            // What a stop left unacknowledged upstream goes out again: only copies of what is retained are counted here.
            let forwarded = try stage.ledgers().received.count { $0.sample.sequence >= retainedFrom }
            trial.expect(forwarded <= Sensors.count, "\(forwarded - Sensors.count) copies were forwarded")
        },
        control: Control(title: "a route that accepts retained messages") { trial in
            var settings = CitySettings()
            settings.field = ["protocol = 3"]
            settings.acceptsRetained = true
            let stage = try trial.stage(settings)
            try stage.start()
            try stage.city.publish(Sensors.payload(retainedFrom), to: Sensors.topic(0), retain: true)
            try stage.publish(20)
            try stage.quiesce()
            stage.city.gateway.kill()
            try stage.start()
            try stage.publish(20)
            try stage.quiesce()
            let copies = Account(try stage.ledgers()).copies
            return copies > 0 ? .failedAsItMust("forwarded \(copies)") : .didNotFail("forwarded none")
        }
    )

    static let takeover = Row(
        number: 21,
        title: "client id taken over, two gateways on one state",
        injection:
            "another client takes the gateway's session at either broker for a moment; a second gateway is started beside it",
        promise: "The second gateway ends with status 4 and names the first; the first joins again.",
        run: { trial in
            let stage = try trial.stage()
            try stage.start()
            let cycles = trial.form.cycles(4, 16, 400)
            for cycle in 1...cycles {
                try stage.publish(trial.chance.number(50...200))
                let isField = cycle.isMultiple(of: 2)
                let wire = isField ? stage.fieldWire : stage.uplinkWire
                let joins = wire.joins
                var options = City.options(
                    isField ? stage.city.field : stage.city.uplink,
                    isField ? "gw-field" : "gw-uplink",
                    stage.city.settings
                )
                options.cleanStart = !isField
                options.sessionExpirySeconds = isField ? 3_600 : nil
                let thief = try Connection.connect(options)
                thief.close()
                let back = ContinuousClock.now
                try stage.city.run("the gateway is back") { wire.joins > joins }
                trial.figures.recovered(in: try stage.recovery(since: back))
                try startSecond(stage, trial)
                guard trial.progress(cycle, of: cycles) else { break }
            }
            try trial.settle(stage)
        },
        control: Control(title: "a second gateway on a state of its own, with the same client ids") { trial in
            let stage = try trial.stage()
            try stage.start()
            let joins = stage.fieldWire.joins
            let folder = try Scratch.makeDirectory("second")
            defer { Scratch.remove(folder) }
            let file = "\(folder)/gateway.toml"
            let text = try String(contentsOfFile: stage.city.gateway.configurationFile, encoding: .utf8)
            try FileManager.default.createDirectory(atPath: "\(folder)/state", withIntermediateDirectories: true)
            try text.replacing(stage.city.stateDirectory, with: "\(folder)/state")
                .replacing(#"models = "models""#, with: #"models = "\#(stage.city.directory)/models""#)
                .write(toFile: file, atomically: true, encoding: .utf8)
            let second = GatewayProcess(configurationFile: file, directory: folder)
            try second.start()
            try stage.city.run("they take the session from each other", within: .seconds(40)) {
                stage.fieldWire.joins > joins + 2
            }
            return .failedAsItMust("they took the session from each other \(stage.fieldWire.joins - joins) times")
        }
    )

    private static func startSecond(_ stage: Stage, _ trial: Trial) throws {
        let second = GatewayProcess(
            configurationFile: stage.city.gateway.configurationFile,
            directory: stage.city.stateDirectory
        )
        try second.start()
        var status: Int32?
        try stage.city.run("the second gateway ends") {
            status = second.ended()
            return status != nil
        }
        trial.expect(status == 4, "the second gateway ended with \(status ?? 0)")
        let names = try second.log().contains("\(stage.city.gateway.processID ?? 0)")
        trial.expect(names, "the second gateway does not name the first")
    }
}
