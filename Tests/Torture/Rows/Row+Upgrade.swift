import Foundation
import TestBroker

@testable import Store
@testable import TestCity

extension Row {
    static let upgrade = Row(
        number: 27,
        title: "a newer gateway on an older database",
        injection:
            "registry.db is made anew with the first schema and its things; the gateway is started and killed after 1 to 120 ms, "
            + "again and again, inside the migration or beside it, and then left alone",
        promise: "The registry is brought up to date and readings flow.",
        needs: [.program("sqlite3")],
        run: { trial in
            let stage = try trial.stage()
            let cycles = trial.form.cycles(2, 8, 200)
            for cycle in 1...cycles {
                try makeOldRegistry(stage, version: 1)
                for _ in 1...3 {
                    try stage.launch()
                    try stage.pass(trial.chance.duration(milliseconds: 1...120))
                    stage.city.gateway.kill()
                }
                let begin = ContinuousClock.now
                try stage.start()
                stage.city.sensors.remaining = .max
                trial.figures.recovered(in: try stage.recovery(since: begin))
                let version = try query(stage, "PRAGMA user_version; SELECT count(*) FROM things")
                trial.expect(version == "\(RegistrySchema.schema.version)\n10\n", "the registry says \(version)")
                stage.city.gateway.kill()
                guard trial.progress(cycle, of: cycles) else { break }
            }
            try stage.start()
            try trial.settle(stage)
        },
        control: Control(title: "a registry of a newer schema", needs: [.program("sqlite3")]) { trial in
            let stage = try trial.stage()
            _ = try query(stage, "PRAGMA user_version = \(RegistrySchema.schema.version + 1)")
            try stage.launch()
            var status: Int32?
            try stage.city.run("the gateway ends") {
                status = stage.city.gateway.ended()
                return status != nil
            }
            let says = try stage.city.gateway.log().contains("newer")
            return status != 0 && says
                ? .failedAsItMust("refused with status \(status ?? 0)") : .didNotFail("it ended with \(status ?? 0)")
        }
    )

    private static func makeOldRegistry(_ stage: Stage, version: Int) throws {
        let path = "\(stage.city.stateDirectory)/registry.db"
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.removeItem(atPath: path + suffix)
        }
        let schema = RegistrySchema.schema
        let things = (0..<Sensors.count).map { index in
            "INSERT INTO things VALUES ('\(Sensors.thing(index))', 'dev\(index)', 'acme/air-json', 'environment-dept', "
                + "'environment', 'Air \(index)', NULL, NULL, 60, 'active');"
        }
        let text =
            (["PRAGMA journal_mode = wal;", "PRAGMA application_id = \(schema.applicationID);"]
            + schema.steps[..<version]
            + things + [
                "UPDATE stamp SET changes = 1, things = \(Sensors.count);", "PRAGMA user_version = \(version);",
            ])
            .joined(separator: "\n")
        _ = try query(stage, text)
    }

    private static func query(_ stage: Stage, _ text: String) throws -> String {
        try Tool.run(["sqlite3", "\(stage.city.stateDirectory)/registry.db", text])
    }
}
