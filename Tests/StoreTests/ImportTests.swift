import Observations
import Testing

@testable import Store

/// Many things at once: what each row comes to, and that a refused one leaves the file as it was.
@Suite struct ImportTests {
    let scratch = Scratch()

    private func thing(
        _ id: String,
        hardwareID: String? = nil,
        model: String = "milesight/am319",
        name: String = "Trạm Thủ Dầu Một",
        state: Thing.State = .active,
        tags: String = ""
    ) throws -> Thing {
        Thing(
            id: try Slug(id),
            hardwareID: hardwareID ?? "hw-\(id)",
            model: try #require(ModelID(model)),
            agency: try Slug("environment-dept"),
            domain: .environment,
            name: name,
            location: Location(latitude: 10.9804, longitude: 106.6519),
            expectedIntervalSeconds: 600,
            state: state,
            tags: try ThingTags(tags)
        )
    }

    private func key(_ byte: UInt8) throws -> DeviceKey {
        try #require(DeviceKey([UInt8](repeating: byte, count: 16)))
    }

    private func row(_ thing: Thing, key: DeviceKey? = nil, unsaid: ThingParts = []) -> ImportRow {
        ImportRow(Registration(thing, key: key), unsaid: unsaid)
    }

    @Test func anImportIsAllOrNothingAndNamesEveryConflict() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        try registry.add(try thing("a"))
        try registry.add(try thing("kept", state: .maintenance))
        let stamp = try registry.changeStamp()
        let rows = [
            try thing("a"), try thing("b"), try thing("a", name: "other"), try thing("c", hardwareID: "hw-b"),
            try thing("b", hardwareID: "z"), try thing("a", hardwareID: "hw-b"),
        ].map { row($0) }
        let error = #expect(throws: StoreError.self) { try registry.importThings(rows) }
        guard case .conflicts(let conflicts, let count) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(count == 4)
        #expect(conflicts.map(\.row) == [3, 4, 5, 6, 6])
        #expect(
            conflicts.map(\.cause) == [
                .thingExists(differingIn: ["name"]), .hardwareIDBound(to: try Slug("b")),
                .thingExists(differingIn: ["hardware_id"]), .thingExists(differingIn: ["hardware_id"]),
                .hardwareIDBound(to: try Slug("b")),
            ]
        )
        #expect(try registry.count() == 2)
        #expect(try registry.find(thing: try Slug("b")) == nil)
        #expect(try registry.changeStamp() == stamp)
        #expect(try registry.audit(limit: 10).count == 2)

        // What is registered just so, or otherwise in what the row does not say, is unchanged.
        let good = [
            row(try thing("a")), row(try thing("b")), row(try thing("b")), row(try thing("kept"), unsaid: .state),
        ]
        let report = try registry.importThings(good)
        #expect(report == ImportReport(added: 1, unchanged: 3))
        #expect(try registry.find(thing: try Slug("kept"))?.state == .maintenance)
        #expect(try registry.changeStamp() != stamp)
    }

    @Test func theRowsThatFitAreTakenWhenThatIsAskedFor() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        try registry.add(try thing("a"))
        let rows = [
            row(try thing("b")), row(try thing("a", name: "other")), row(try thing("c", hardwareID: "hw-a")),
            ImportRow(Registration(try thing("d")), isWhole: false), row(try thing("e")),
        ]
        var results: [ImportResult] = []
        let report = try registry.importThings(rows, ImportOptions(isPartial: true)) { results.append($0) }
        #expect((report.added, report.refused) == (2, 3))
        let name = ThingDifference(column: "name", registered: "Trạm Thủ Dầu Một", said: "other")
        #expect(
            results == [
                .added, .refused([name], hardwareBoundTo: nil), .refused([], hardwareBoundTo: try Slug("a")),
                .notRegistered, .added,
            ]
        )
        #expect(try registry.snapshot().things.map(\.id.string) == ["a", "b", "e"])
        #expect(try registry.count() == 3)
        #expect(try registry.audit(limit: 10).map(\.subject) == ["e", "b", "a"])
    }

    @Test func anUpdateChangesWhatARowSaysAndNothingElse() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        _ = try registry.add(
            Registration(try thing("a", state: .calibrating, tags: "street=Bạch Đằng"), key: try key(1))
        )
        let bare = Thing(
            id: try Slug("a"),
            hardwareID: "hw-a",
            model: try #require(ModelID("x/x")),
            agency: try Slug("x"),
            domain: .utility,
            name: "Cầu Thủ Ngữ"
        )
        let parts: ThingParts = [
            .model, .agency, .domain, .location, .expectedInterval, .schedule, .tags, .state, .offsets,
        ]
        let rows = [row(bare, key: try key(2), unsaid: parts)]
        #expect(throws: StoreError.self) { try registry.importThings(rows) }
        let report = try registry.importThings(rows, ImportOptions(updates: true))
        #expect(report.changed == 1 && report.added == 0)
        let expected = try thing("a", name: "Cầu Thủ Ngữ", state: .calibrating, tags: "street=Bạch Đằng")
        #expect(try registry.find(thing: try Slug("a")) == expected)
        #expect(try registry.snapshot().keys == ["a": try key(2)])
        #expect(try registry.audit(limit: 10).map(\.action) == [.keySet, .thingChanged, .keySet, .thingAdded])
        let stamp = try registry.changeStamp()
        #expect(try registry.importThings(rows, ImportOptions(updates: true)) == ImportReport(unchanged: 1))
        #expect(try registry.changeStamp() == stamp)
        #expect(try registry.count() == 1)
    }

    @Test func anUpdateReplacesNoHardware() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        _ = try registry.add(Registration(try thing("a"), key: try key(1)))
        let rows = [row(try thing("a", hardwareID: "new", name: "other"))]
        #expect(throws: StoreError.self) { try registry.importThings(rows, ImportOptions(updates: true)) }
        #expect(try registry.importThings(rows, ImportOptions(updates: true, isPartial: true)).refused == 1)
        #expect(try registry.find(thing: try Slug("a")) == thing("a"))
        #expect(try registry.hasKey(thing: try Slug("a")))
        #expect(try registry.replacements(limit: 1).isEmpty)
    }

    @Test func judgingSaysTheSameAndChangesNothing() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        _ = try registry.add(Registration(try thing("a"), key: try key(1)))
        try registry.add(try thing("b"))
        let rows = [
            row(try thing("a")), row(try thing("b"), key: try key(2)), row(try thing("c")),
            row(try thing("a", name: "other"), key: try key(3)), row(try thing("d", hardwareID: "hw-a")),
            ImportRow(Registration(try thing("e", hardwareID: "")), unsaid: .hardwareID, isWhole: false),
        ]
        let stamp = try registry.changeStamp()
        for updates in [false, true] {
            let judged = try ThingRegistry(readingOnly: scratch.registry).judge(rows, updates: updates)
            var done: [ImportResult] = []
            struct Enough: Error {}
            #expect(throws: Enough.self) {
                try registry.importThings(rows, ImportOptions(updates: updates, isPartial: true)) {
                    done.append($0)
                    if done.count == rows.count { throw Enough() }
                }
            }
            #expect(judged == done)
        }
        #expect(try registry.changeStamp() == stamp)
        #expect(try registry.audit(limit: 10).count == 3)
    }

    @Test func anImportSetsFirstKeysAndRefusesOtherOnes() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        _ = try registry.add(Registration(try thing("a"), key: try key(1)))
        try registry.add(try thing("b"))
        let stamp = try registry.changeStamp()
        let other = [row(try thing("b"), key: try key(2)), row(try thing("a"), key: try key(9))]
        let error = #expect(throws: StoreError.self) { try registry.importThings(other) }
        guard case .conflicts(let conflicts, 1) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(conflicts.map(\.cause) == [.thingExists(differingIn: ["key"])])
        #expect(try registry.changeStamp() == stamp)
        #expect(try registry.snapshot().keys == ["a": try key(1)], "all rows or none")

        let good = [
            row(try thing("a"), key: try key(1)), row(try thing("b"), key: try key(2)),
            row(try thing("c"), key: try key(3)),
        ]
        let report = try registry.importThings(good)
        #expect((report.added, report.unchanged, report.keysSet) == (1, 1, 1))
        #expect(try registry.changeStamp() != stamp)
        #expect(try registry.snapshot().keys.count == 3)
    }

    @Test func whoStopsAnImportFindsTheRegistryAsItWas() throws {
        struct Stop: Error {}
        let registry = try ThingRegistry(path: scratch.registry)
        let rows = try (1...5).map { row(try thing("thing-\($0)")) }
        var count = 0
        #expect(throws: Stop.self) {
            try registry.importThings(rows) { _ in
                count += 1
                if count == 3 { throw Stop() }
            }
        }
        #expect(throws: Stop.self) { try registry.judge(rows) { throw Stop() } }
        #expect(try registry.count() == 0)
        #expect(try registry.audit(limit: 10).isEmpty)
        #expect(try registry.add(try thing("thing-1")))
    }

    @Test func aFileThatIsWholeHasNoFaults() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        try registry.importThings(try (1...50).map { row(try thing("thing-\($0)")) })
        #expect(try registry.integrityFaults() == [])
        try registry.close()
        // The pages after the first one lose their content.
        try damage(scratch.registry, at: 4_096, count: 3 * 4_096)
        let faults: [String]
        do { faults = try ThingRegistry(readingOnly: scratch.registry).integrityFaults() } catch {
            faults = ["\(error)"]
        }
        #expect(!faults.isEmpty)
    }

    // About 2 s in a release build; the time limit is for debug builds on a busy machine.
    @Test(.timeLimit(.minutes(3))) func aHundredThousandThingsAreImportedAndLoaded() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        let rows = try (1...100_000).map { row(try thing("thing-\($0)", model: "vendor/model-\($0 % 20)")) }
        #expect(try registry.importThings(rows) == ImportReport(added: 100_000))
        #expect(try registry.importThings(rows) == ImportReport(unchanged: 100_000))
        #expect(try registry.snapshot().things.count == 100_000)
    }
}
