import Foundation
import Gateway
import TestBroker

@testable import TestCity

extension Row {
    /// Sequences from here on are rows of the backlog, and below they are live.
    private static let firstOfBacklog = 10_000_000

    static let backlog = Row(
        number: 15,
        title: "a large backlog",
        injection:
            "20,000 rows (100,000; 1,000,000 or TORTURE_BACKLOG in the long form) are copied into the outbox of a stopped gateway by SQL; "
            + "then it is started, and sensors publish while it drains",
        promise:
            "It answers within 2 s of its start; 99 of 100 live readings arrive within 5 s; all rows arrive, and the file gives its "
            + "space back.",
        needs: [.program("sqlite3")],
        run: { trial in
            let wanted = ProcessInfo.processInfo.environment["TORTURE_BACKLOG"].flatMap { Int($0) }
            let count = trial.form == .long ? wanted ?? 1_000_000 : trial.form.cycles(20_000, 100_000, 0)
            var settings = CitySettings()
            settings.other = ["[outbox]", #"maximum_bytes = "64GiB""#]
            let stage = try trial.stage(settings)
            try fill(stage, count)
            stage.city.center.keepsDeliveries = false
            let file = "\(stage.city.stateDirectory)/buffer.db"
            let full = try bytes(of: file)

            var latencies: [TimeInterval] = []
            let witness = stage.city.center.witness
            stage.city.center.witness = { delivery in
                witness(delivery)
                if let sample = delivery.sample, sample.sequence < firstOfBacklog, let age = age(of: delivery) {
                    latencies.append(age)
                }
            }
            let begin = ContinuousClock.now
            try stage.city.gateway.start()
            try stage.city.run("the gateway answers") { try stage.city.status() != nil }
            trial.figures.recovered(in: .now - begin)
            trial.expect(since: begin, within: .seconds(2), "it answered")
            try stage.awaitJoined()
            stage.city.sensors.rate = 200
            stage.city.sensors.remaining = .max
            latencies = []
            try stage.city.run("the backlog drains", within: .seconds(120 + count / 200)) {
                try stage.pass(.milliseconds(200))
                return try stage.status().backlog.rows < 200
            }
            let took = ContinuousClock.now - begin
            trial.figures.cycles = 1
            try trial.settle(stage)
            let arrived = stage.city.center.samples.count { $0.sequence >= firstOfBacklog }
            trial.expect(arrived == count, "\(arrived) of \(count) rows of the backlog arrived")
            latencies.sort()
            let latest = latencies.isEmpty ? 0 : latencies[latencies.count * 99 / 100]
            let isLive = !latencies.isEmpty && .seconds(latest) <= trial.granted(.seconds(5))
            trial.expect(isLive, "99 of 100 live readings came within \(latest) s")
            let patience = Duration.seconds(60 + count / 20_000)
            try stage.city.run("the space is given back", within: patience) { try bytes(of: file) < full / 4 }
            trial.note(
                "\(count) rows, \(full >> 20) MB, drained in \(Report.text(took)) beside \(latencies.count) live readings, "
                    + "of which 99 % came within \(Int(latest * 1_000)) ms; the file has \(try bytes(of: file) >> 20) MB then"
            )
            trial.note("recovery here: from the start to the first answer")
        },
        control: Control(title: "the way upstream is shut while the backlog should drain") { trial in
            let stage = try trial.stage()
            try fill(stage, 2_000)
            stage.uplinkWire.fault.refusesConnections = true
            try stage.city.gateway.start()
            try stage.awaitField()
            try stage.pass(.seconds(2))
            let arrived = stage.city.center.samples.count
            return arrived == 0 ? .failedAsItMust("0 of 2000 rows arrived") : .didNotFail("\(arrived) arrived")
        }
    )

    /// Stores ten readings, one of each thing, stops the gateway, and copies them under new ids and sequences.
    private static func fill(_ stage: Stage, _ count: Int) throws {
        stage.uplinkWire.fault.refusesConnections = true
        try stage.city.gateway.start()
        try stage.awaitField()
        stage.city.sensors.remaining = Sensors.count
        try stage.city.run("the first rows are stored") { try stage.status().backlog.rows == Sensors.count }
        stage.city.gateway.signal(SIGTERM)
        guard try stage.awaitDeath() else { throw TestSupportError("the gateway did not stop") }
        stage.uplinkWire.fault = WireFault()
        let text = """
            WITH RECURSIVE numbers(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < \(count - 1))
            INSERT INTO outbox (key, received, steady, connection, replayed_offset, counted, thing, topic, body)
            SELECT i + 1, received, steady, connection, replayed_offset, counted, thing, topic, CAST(replace(replace(
              CAST(body AS TEXT), printf('"id":"%016x"', key), printf('"id":"%016x"', i + 1)),
              printf('"seq":%d}', i % 10), printf('"seq":%d}', i + \(firstOfBacklog))) AS BLOB)
            FROM numbers JOIN outbox ON thing = 'air-' || (i % 10) AND sequence <= 10;
            UPDATE totals SET rows = (SELECT count(*) FROM outbox), bytes = (SELECT sum(counted) FROM outbox),
              stored_total = stored_total + \(count);
            """
        try Tool.run(["sqlite3", "\(stage.city.stateDirectory)/buffer.db", text])
    }

    private static func bytes(of path: String) throws -> Int {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size]
        return (size as? NSNumber)?.intValue ?? 0
    }

    /// How long ago the sensor measured; both ends are on this machine's clock.
    private static func age(of delivery: Delivery) -> TimeInterval? {
        let text = String(decoding: delivery.payload, as: UTF8.self)
        let key = #""phenomenonTime":""#
        guard let start = text.range(of: key)?.upperBound else { return nil }
        let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        guard let time = try? format.parse(String(text[start...].prefix { $0 != "\"" })) else { return nil }
        return Date.now.timeIntervalSince(time)
    }
}
