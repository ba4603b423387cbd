import Foundation
import Gateway
import TestBroker

@testable import TestCity

extension Row {
    private static let mutatedRows = 400
    private static let startLimit: Duration = .seconds(5)

    static let mutations = Row(
        number: 12,
        title: "the database and its log are damaged",
        injection:
            "a buffer of \(mutatedRows) readings, left by kill -9 or by a clean stop, is truncated, flipped in 1 to 20 bits or "
            + "zeroed in 1 to 8 pages, in the database or its log; then the gateway is started",
        promise:
            "The gateway starts within \(Report.text(startLimit)), saves what can be read, and counts what is gone in the drop ledger.",
        run: { trial in
            let stage = try trial.stage()
            stage.uplinkWire.fault.refusesConnections = true
            let originals = try makeOriginals(stage)
            let cycles = trial.form.cycles(10, 40, 1_000)
            var saved = 0
            var counted = 0
            var whole = 0
            for cycle in 1...cycles {
                let original = originals[trial.chance.number(0...1)]
                try original.restore(to: stage.city.stateDirectory)
                let file = original.mutableFiles.randomElement(using: &trial.chance) ?? "buffer.db"
                let mutation = try mutate("\(stage.city.stateDirectory)/\(file)", &trial.chance)
                let (took, rows, dropped) = try rowsAfterStart(stage)
                trial.figures.recovered(in: took)
                trial.expect(took <= trial.granted(startLimit), "\(mutation) of \(file): the start took \(took)")
                trial.expect(rows <= mutatedRows, "\(mutation) of \(file): \(rows) of \(mutatedRows) readings")
                trial.expect(
                    rows == mutatedRows || dropped > 0,
                    "\(mutation) of \(file): \(rows) of \(mutatedRows) readings, and none is counted as lost"
                )
                saved += rows
                counted += dropped
                whole += rows == mutatedRows ? 1 : 0
                guard trial.progress(cycle, of: cycles) else { break }
            }
            let ran = trial.figures.cycles
            trial.note(
                "\(saved) of \(mutatedRows * ran) readings were saved, \(counted) are in the drop ledger; \(whole) of \(ran) files lost none"
            )
            trial.note("recovery here: from the start to the first answer; the account is that of the undamaged file")
            try originals[0].restore(to: stage.city.stateDirectory)
            stage.uplinkWire.fault = WireFault()
            try stage.start()
            try trial.settle(stage)
        },
        control: Control(title: "the database and its log are nothing but zeros") { trial in
            let stage = try trial.stage()
            stage.uplinkWire.fault.refusesConnections = true
            let original = try makeOriginals(stage)[0]
            try original.restore(to: stage.city.stateDirectory)
            for file in original.mutableFiles {
                let path = "\(stage.city.stateDirectory)/\(file)"
                let count = try Data(contentsOf: URL(filePath: path)).count
                try Data(count: count).write(to: URL(filePath: path))
            }
            let rows = try rowsAfterStart(stage).rows
            return rows == 0 ? .failedAsItMust("saved 0") : .didNotFail("saved \(rows)")
        }
    )

    /// The files of a gateway that was killed, and of one that was stopped.
    private static func makeOriginals(_ stage: Stage) throws -> [StoredFiles] {
        try stage.city.gateway.start()
        try stage.awaitField()
        let target = mutatedRows
        stage.city.sensors.remaining = target
        try stage.city.run("all are stored", within: .seconds(40)) { try stage.status().backlog.rows == target }
        stage.city.gateway.kill()
        let killed = try StoredFiles(of: stage.city.stateDirectory)
        try stage.launch()
        try stage.city.run("the gateway answers") { try stage.city.status() != nil }
        stage.city.gateway.signal(SIGTERM)
        _ = try stage.awaitDeath()
        return [killed, try StoredFiles(of: stage.city.stateDirectory)]
    }

    private static func rowsAfterStart(_ stage: Stage) throws -> (took: Duration, rows: Int, dropped: Int) {
        let begin = ContinuousClock.now
        try stage.city.gateway.start()
        var rows = 0
        var dropped = 0
        var took: Duration?
        try stage.city.run("the gateway answers", within: .seconds(30)) {
            guard let status = try stage.city.status(), status.processID == stage.city.gateway.processID else {
                return false
            }
            rows = status.backlog.rows
            dropped = Int(status.dropped)
            took = took ?? ContinuousClock.now - begin
            // The first answer may come before the store's numbers are in it.
            return rows + dropped > 0 || status.field.isConnected
        }
        stage.city.gateway.kill()
        return (took ?? .zero, rows, dropped)
    }

    private static func mutate(_ path: String, _ chance: inout Chance) throws -> String {
        let url = URL(filePath: path)
        var data = try Data(contentsOf: url)
        let kind = chance.number(0...2)
        switch kind {
        case 0: data = data.prefix(chance.number(0...data.count))
        case 1:
            for _ in 1...chance.number(1...20) where !data.isEmpty {
                data[chance.number(0...(data.count - 1))] ^= 1 << UInt8(chance.number(0...7))
            }
        default:
            for _ in 1...chance.number(1...8) where !data.isEmpty {
                let start = chance.number(0...((data.count - 1) / 4_096)) * 4_096
                let end = min(start + 4_096, data.count)
                data.replaceSubrange(start..<end, with: Data(count: end - start))
            }
        }
        try data.write(to: url)
        return ["truncation", "flipping", "zeroing"][kind]
    }
}
