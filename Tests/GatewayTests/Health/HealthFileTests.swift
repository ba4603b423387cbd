import Foundation
import Logging
import Observations
import Store
import TestBroker
import Testing

@testable import Gateway

/// What is known of the things survives a restart.
@Suite struct HealthFileTests {
    @Test func everythingIsReadAsItWasWritten() throws {
        let directory = try Scratch.makeDirectory("health")
        defer { Scratch.remove(directory) }
        var bench = try HealthBench([
            HealthBench.thing("a"), HealthBench.thing("b", state: .calibrating), HealthBench.thing("c"),
        ])
        let a = try Slug("a")
        bench.table.heard(a, at: bench.now, battery: .init(level: 87.5), radio: Radio(rssi: -97.5, snr: -6))
        bench.advance(100)
        bench.table.failed(a, .keyNeeded, at: bench.now)
        bench.table.heard(try Slug("b"), at: bench.now, battery: .init(voltage: 3.6), radio: Radio(rssi: nil, snr: 7))
        try bench.follow(Array(bench.things.dropLast()))
        let file = HealthFile(stateDirectory: directory)
        #expect(try file.read() == HealthRecord(), "there is none at the first start")
        try file.write(HealthPart(whole: bench.table.record))
        let read = try file.read()
        #expect(read.cleared == ["ioc/v1/env/environment/c/status"])
        #expect(read.things.count == 2)
        for health in read.things {
            let known = try #require(bench.table[health.id])
            #expect(health.readingTopic == known.readingTopic && health.state == known.state)
            #expect(health.hearing == known.hearing && health.since == known.since)
            #expect(health.last.decoded == known.last.decoded && health.last.battery == known.last.battery)
            #expect(health.last.radio == known.last.radio && health.last.failure == known.last.failure)
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o640)
    }

    @Test(arguments: ["", "gateway-health 2\nx\n", "gateway-health 1\n\t\t\n-\na\tb\n", "\u{0}\u{0}\u{0}"])
    func whatCannotBeReadIsPassedBy(text: String) { #expect(HealthFile.record(text) == HealthRecord()) }

    @Test func aTornLineCostsOnlyItself() throws {
        var bench = try HealthBench([HealthBench.thing("a"), HealthBench.thing("b")])
        try bench.hear("a")
        var lines = HealthFile.text(bench.table.record).split(separator: "\n").map(String.init)
        lines[1] = String(lines[1].dropLast(9))
        #expect(HealthFile.record(lines.joined(separator: "\n")).things.count == 1)
    }

    @Test func theDiskIsWrittenSeldom() throws {
        var bench = try HealthBench((0..<20).map { try HealthBench.thing("t-\($0)") })
        var saved: [Double] = []
        let start = bench.now.steady
        // Twenty things report every minute for a day; one of them is late once.
        for minute in 0..<1_440 {
            for thing in 0..<20 where thing > 0 || !(600...602).contains(minute) { try bench.hear("t-\(thing)") }
            for _ in 0..<12 {
                bench.advance(5, step: 5)
                if bench.table.partToSave(at: bench.now.steady) != nil {
                    saved.append(Double(bench.now.steady.microseconds(since: start)) / 60e6)
                }
            }
        }
        #expect(saved.count <= 28, "\(saved)")
        #expect(saved.first.map { $0 < 0.5 } == true, "what was heard first is kept at once")
        #expect(saved.contains { (600...610).contains($0) }, "a change is kept within minutes")
    }

    @Test func manyThingsAreHandedOverInParts() throws {
        let directory = try Scratch.makeDirectory("health")
        defer { Scratch.remove(directory) }
        var bench = try HealthBench((0..<5_000).map { try HealthBench.thing("t-\($0)") })
        #expect(bench.table.partToSave(at: bench.now.steady) == nil, "nothing is written at the start")
        try bench.hear("t-4999")
        bench.advance(11, step: 11)
        let file = HealthFile(stateDirectory: directory)
        var parts: [HealthPart] = []
        while let part = bench.table.partToSave(at: bench.now.steady) { parts.append(part) }
        #expect(parts.map(\.record.things.count) == [2_000, 2_000, 1_000])
        for part in parts {
            #expect(try file.read() == HealthRecord(), "a record counts once it is whole")
            try file.write(part)
        }
        let read = try file.read()
        let hearings = bench.table.things.map(\.hearing)
        #expect(read.things.map(\.hearing) == hearings && hearings.contains(.online))
    }

    @Test func ofARecordThatIsNotWholeNothingIsKept() throws {
        let directory = try Scratch.makeDirectory("health")
        defer { Scratch.remove(directory) }
        let file = HealthFile(stateDirectory: directory)
        let keeper = HealthKeeper(file: file, logger: Logger(label: "test"))
        keeper.save(HealthPart(whole: HealthRecord(cleared: ["a"])))
        keeper.save(HealthPart(HealthRecord(cleared: ["b"]), isFirst: true, isLast: false))
        keeper.save(HealthPart(HealthRecord(cleared: ["c"]), isFirst: true, isLast: false))
        keeper.save(HealthPart(HealthRecord(cleared: ["d"]), isFirst: false, isLast: true))
        keeper.stop()
        #expect(try file.read().cleared == ["c", "d"])
    }

    @Test func theKeeperWritesTheLastRecord() throws {
        let directory = try Scratch.makeDirectory("health")
        defer { Scratch.remove(directory) }
        let keeper = HealthKeeper(file: HealthFile(stateDirectory: directory), logger: Logger(label: "test"))
        for topic in 0..<100 { keeper.save(HealthPart(whole: HealthRecord(cleared: ["t/\(topic)"]))) }
        keeper.stop()
        #expect(try HealthFile(stateDirectory: directory).read().cleared == ["t/99"])
    }
}
