import Foundation
import Gateway
import TestBroker

@testable import TestCity

extension Row {
    static let qualities = Row(
        number: 17,
        title: "all qualities of service",
        injection:
            "clients publish at QoS 0, 1 and 2 in turn; a second field broker grants QoS 0 where QoS 1 is asked for",
        promise: "All of QoS 1 and 2 arrives; a broker that grants less is shown in the status.",
        run: { trial in
            let stage = try trial.stage()
            try stage.start()
            let cycles = trial.form.cycles(3, 10, 200)
            var sequence = 8_000_000
            var refused = 0
            for cycle in 1...cycles {
                let client = try RawClient(port: stage.sensorsWire.port, clientID: "raw-\(cycle)")
                for number in 1...60 {
                    sequence += 1
                    let topic = Array(Sensors.topic(sequence % Sensors.count).utf8)
                    let payload = Array(Sensors.payload(sequence).utf8)
                    let qos = UInt8(sequence % 3)
                    let isTaken = client.publish(topic: topic, payload: payload, qos: qos, identifier: UInt16(number))
                    refused += isTaken ? 0 : 1
                    if trial.chance.happens(oneIn: 40) { stage.fieldWire.reset() }
                    try stage.city.turn()
                }
                guard trial.progress(cycle, of: cycles) else { break }
            }
            trial.expect(refused == 0, "\(refused) messages were not taken by the broker")
            try stage.awaitJoined()
            try stage.pass(.seconds(1))
            try trial.settle(stage)
            trial.note("the \(cycles * 20) messages of QoS 0 have no PUBACK: they are in L3 only")

            var settings = CitySettings()
            settings.fieldBroker += ["max_qos 0"]
            let lower = try trial.stage(settings)
            try lower.launch()
            try lower.city.run("the status names the filter") {
                try lower.city.status()?.field.subscriptionFault != nil
            }
        },
        control: .oneTakenAway
    )

    static let hostile = Row(
        number: 18,
        title: "hostile input",
        injection:
            "beside the sensors: garbage on both brokers' ports, packets of 20 MB, topics of 64 kB, payloads that are no UTF-8, "
            + "NUL, nested 100,000 deep, NaN, compressed CBOR-like bytes; garbage, and packets with "
            + "unknown properties, written into the gateway's own connections",
        promise: "The sensors' readings arrive; what a broker says ends its connection at most, not the process.",
        run: { trial in
            let stage = try trial.stage()
            try stage.start()
            let cycles = trial.form.cycles(3, 16, 400)
            let process = stage.city.gateway.processID
            stage.city.sensors.remaining = .max
            for cycle in 1...cycles {
                try stage.publish(90)
                try attack(stage, cycle, &trial.chance)
                let wire = trial.chance.happens(oneIn: 2) ? stage.fieldWire : stage.uplinkWire
                let joins = wire.joins
                let struck = ContinuousClock.now
                if cycle.isMultiple(of: 3) {
                    wire.inject(garbage(&trial.chance))
                    // Some garbage is a packet, or the beginning of a long one that would swallow what comes next: the
                    // connection may live.
                    try stage.pass(.milliseconds(500))
                    wire.reset()
                    try stage.awaitJoined()
                } else {
                    wire.inject(unknownProperty)
                    try stage.city.run("the connection was ended and made anew") { wire.joins > joins }
                    trial.figures.recovered(in: try stage.recovery(since: struck))
                }
                trial.expect(stage.city.gateway.ended() == nil, "the gateway ended in cycle \(cycle)")
                if stage.city.gateway.processID == nil { try stage.start() }
                guard trial.progress(cycle, of: cycles) else { break }
            }
            trial.expect(stage.city.gateway.processID == process, "the gateway was restarted")
            stage.fieldWire.reset()
            stage.uplinkWire.reset()
            try stage.awaitJoined()
            try trial.settle(stage)
            let totals = try stage.status().totals
            trial.note(
                "quarantined \(totals.quarantined), counted as floods \(totals.floods), of \(totals.received) messages"
            )
            trial.expect(totals.quarantined + totals.floods > 0, "nothing hostile came through")
        },
        control: .oneTakenAway
    )

    /// A PUBLISH of QoS 0 with a property 127, at which libmosquitto 2.0.11 fails an assertion.
    private static let unknownProperty: [UInt8] = [0x30, 6, 0, 1, 0x61, 2, 0x7F, 0]

    private static func garbage(_ chance: inout Chance) -> [UInt8] {
        (0..<chance.number(1...2_000)).map { _ in UInt8(chance.number(0...255)) }
    }

    private static func attack(_ stage: Stage, _ cycle: Int, _ chance: inout Chance) throws {
        let port = stage.city.field.port
        for broker in [port, stage.city.uplink.port] {
            let stranger = try RawClient(port: broker, clientID: nil)
            stranger.send(garbage(&chance))
        }
        let topic = Array("field/environment/dev1/up".utf8)
        let long = Array("field/environment/".utf8) + [UInt8](repeating: 0x78, count: 65_500) + Array("/up".utf8)
        let messages: [(topic: [UInt8], payload: [UInt8])] = [
            (topic, [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D]), (topic, [UInt8](repeating: 0, count: 1_000)),
            (topic, Array(String(repeating: "[", count: 100_000).utf8)),
            (topic, Array(#"{"temp":NaN,"hum":1e999}"#.utf8)),
            (topic, [0x9B] + [UInt8](repeating: 0xFF, count: 8) + [0x5B] + [UInt8](repeating: 0x7F, count: 8)),
            (long, Array(#"{"temp":1}"#.utf8)), (topic, [UInt8](repeating: 0x41, count: 20 << 20)),
            (Array("field/environment/no\u{7F}body/up".utf8), garbage(&chance)),
        ]
        for message in messages.shuffled(using: &chance) {
            let client = try RawClient(port: port, clientID: "hostile-\(cycle)")
            _ = client.publish(topic: message.topic, payload: message.payload, qos: UInt8(chance.number(0...1)))
            try stage.city.turn()
        }
    }
}
