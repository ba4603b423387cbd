import GRDB
import Glibc
import Observations
import Testing

@testable import Store

@Suite struct ThingRegistryTests {
    let scratch = Scratch()

    func thing(
        _ id: String,
        hardwareID: String? = nil,
        model: String = "milesight/am319",
        name: String = "Trạm Thủ Dầu Một",
        state: Thing.State = .active
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
            state: state
        )
    }

    @Test func whatWasAddedIsFoundByNameAndByHardwareID() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        let plain = Thing(
            id: try Slug("bare"),
            hardwareID: "HW \u{1F321}",
            model: try #require(ModelID("a/b")),
            agency: try Slug("x"),
            domain: .utility,
            name: ""
        )
        let full = try thing("aq-1", state: .calibrating)
        #expect(try registry.add(plain))
        #expect(try registry.add(full))
        for (found, wanted) in [
            (try registry.find(thing: plain.id), plain), (try registry.find(hardwareID: full.hardwareID), full),
        ] {
            let found = try #require(found)
            #expect(ThingTable.differences(found, wanted).isEmpty)
            #expect(found.id == wanted.id)
        }
        #expect(try registry.find(thing: try Slug("none")) == nil)
        #expect(try registry.find(hardwareID: "aq-1") == nil)
        #expect(try registry.count() == 2)
        #expect(try mode(of: scratch.registry) == 0o640)
    }

    @Test func addingTheSameAgainChangesNothing() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        #expect(try registry.add(try thing("a")))
        let stamp = try registry.changeStamp()
        #expect(try registry.add(try thing("a")) == false)
        #expect(try registry.changeStamp() == stamp)
        #expect(try registry.count() == 1)
    }

    @Test func conflictsSayWhatIsInTheWay() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        try registry.add(try thing("a"))
        let stamp = try registry.changeStamp()
        let exists = #expect(throws: StoreError.self) {
            try registry.add(try thing("a", model: "x/y", name: "other"))
        }
        #expect(
            exists
                == .conflicts(
                    [
                        RegistryConflict(
                            row: nil,
                            thing: try Slug("a"),
                            hardwareID: "hw-a",
                            cause: .thingExists(differingIn: ["model", "name"])
                        )
                    ],
                    count: 1
                )
        )
        let bound = #expect(throws: StoreError.self) { try registry.add(try thing("b", hardwareID: "hw-a")) }
        #expect(
            bound?.description
                == "1 conflict, nothing was changed: hardware id hw-a of thing b is bound to thing a"
        )
        #expect(try registry.changeStamp() == stamp)
    }

    @Test func theHardwareOfAThingCanBeReplaced() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        try registry.add(try thing("a"))
        try registry.add(try thing("b"))
        let stamp = try registry.changeStamp()
        #expect(try registry.update(try thing("a", hardwareID: "new")))
        #expect(try registry.changeStamp() != stamp)
        #expect(try registry.update(try thing("a", hardwareID: "new")) == false)
        #expect(try registry.find(hardwareID: "hw-a") == nil)
        #expect(try registry.find(hardwareID: "new")?.id.string == "a")
        #expect(throws: StoreError.self) { try registry.update(try thing("a", hardwareID: "hw-b")) }
        #expect(throws: StoreError.thingNotFound(try Slug("c"))) { try registry.update(try thing("c")) }
        #expect(try registry.find(thing: try Slug("a"))?.hardwareID == "new")
        #expect(try registry.count() == 2)
    }

    @Test func listsInPagesAndRemoves() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        for number in 1...25 { try registry.add(try thing("thing-\(number + 10)")) }
        var names: [String] = []
        var after: Slug?
        while true {
            let page = try registry.list(after: after, limit: 10)
            names += page.map(\.id.string)
            guard let last = page.last else { break }
            after = last.id
        }
        #expect(names == (11...35).map { "thing-\($0)" })
        try registry.remove(thing: try Slug("thing-20"))
        #expect(throws: StoreError.thingNotFound(try Slug("thing-20"))) {
            try registry.remove(thing: try Slug("thing-20"))
        }
        #expect(try registry.count() == 24)
        #expect(try registry.snapshot().things.count == 24)
    }

    @Test func thingsAreVisitedAndCountedByModel() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        for number in 1...7 { try registry.add(try thing("thing-\(number)")) }
        try registry.update(try thing("thing-3", state: .retired))
        try registry.update(try thing("thing-7", model: "acme/gone"))
        var names: [String] = []
        try registry.visitThings(model: "acme/gone") { names.append($0.id.string) }
        try registry.visitThings { names.append($0.id.string) }
        #expect(names == ["thing-7"] + (1...7).map { "thing-\($0)" })
        let models = try registry.thingsByModel()
        #expect(models.first?.model == ModelID("acme/gone") && models.map(\.count) == [1, 6])
        #expect(models.last?.counts == [.active: 5, .retired: 1])
        #expect(models.last?.first.map(\.string) == (1...5).map { "thing-\($0)" })
    }

    @Test func aThingThatIsAsItWasIsTheSameOne() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        for name in ["a", "b", "c"] { try registry.add(try thing(name)) }
        let before = try registry.snapshot().things
        try registry.update(try thing("b", name: "other"))
        try registry.update(try thing("c", hardwareID: "new"))
        let after = try registry.snapshot { id in before.first { $0.hardwareID == id } }.things
        #expect(zip(before, after).map { $0 === $1 } == [true, false, false])
        #expect(after[1].name == "other" && after[2].hardwareID == "new")
    }

    @Test func whatIsWrongBesidesTheAuditIsFound() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        for name in ["a", "b", "c"] { try registry.add(try thing(name)) }
        #expect(try registry.integrityFaultsBesidesAudit() == [])
        try registry.write { database, _ in
            try database.execute(
                sql: "PRAGMA ignore_check_constraints = ON; UPDATE things SET state = 'other' WHERE thing = 'b'"
            )
        }
        // SQLite knows no CHECK of a file that it opens for reading only.
        let faults = try ThingRegistry(path: scratch.registry).integrityFaultsBesidesAudit()
        #expect(faults == ["CHECK constraint failed in things"])
    }

    @Test func anotherProcessSeesTheChange() throws {
        let run = try ThingRegistry(path: scratch.registry)
        let command = try ThingRegistry(path: scratch.registry)
        let before = try run.snapshot()
        try command.add(try thing("a"))
        #expect(try run.changeStamp() != before.stamp)
        let after = try run.snapshot()
        #expect(after.things.map(\.id.string) == ["a"])
        #expect(try run.changeStamp() == after.stamp)
        #expect(try ThingRegistry(readingOnly: scratch.registry).count() == 1)
    }
}
