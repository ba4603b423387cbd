import Foundation
import GRDB
import Observations
import Testing

@testable import Store

/// The keys of things' devices: beside the things, and never among them.
@Suite struct KeyTests {
    let scratch = Scratch()

    private func thing(_ id: String, hardwareID: String? = nil, name: String = "n") throws -> Thing {
        Thing(
            id: try Slug(id),
            hardwareID: hardwareID ?? "hw-\(id)",
            model: try #require(ModelID("a/b")),
            agency: try Slug("x"),
            domain: .utility,
            name: name
        )
    }

    private func key(_ byte: UInt8) throws -> DeviceKey {
        try #require(DeviceKey([UInt8](repeating: byte, count: 16)))
    }

    @Test func aKeyIsAddedWithItsThingAndGoesWithIt() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        #expect(try registry.add(Registration(try thing("a"), key: try key(1))) == .added)
        #expect(try registry.add(Registration(try thing("b"))) == .added)
        #expect(try registry.snapshot().keys == ["a": try key(1)])
        #expect(try registry.hasKey(thing: try Slug("a")))
        #expect(try !registry.hasKey(thing: try Slug("b")))
        try registry.remove(thing: try Slug("a"))
        #expect(try registry.snapshot().keys.isEmpty)
        #expect(try registry.add(Registration(try thing("a"))) == .added)
        #expect(try !registry.hasKey(thing: try Slug("a")), "a thing of the same name starts without")
    }

    @Test func aKeyCanBeSetLaterAndIsAChangeThatOthersSee() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        try registry.add(try thing("a"))
        let stamp = try registry.changeStamp()
        #expect(try registry.add(Registration(try thing("a"), key: try key(1))) == .keySet)
        let second = try registry.changeStamp()
        #expect(second != stamp)
        #expect(try registry.add(Registration(try thing("a"), key: try key(1))) == .unchanged)
        #expect(try registry.add(Registration(try thing("a"))) == .unchanged, "no key leaves the one that is there")
        #expect(try registry.changeStamp() == second)
        #expect(try registry.add(Registration(try thing("a"), key: try key(2))) == .keySet)
        #expect(try registry.snapshot().keys == ["a": try key(2)])
        #expect(try registry.count() == 1)
    }

    @Test func anotherDeviceHasAnotherKey() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        _ = try registry.add(Registration(try thing("a"), key: try key(1)))
        #expect(try registry.update(try thing("a", name: "other")))
        #expect(try registry.hasKey(thing: try Slug("a")))
        #expect(try registry.update(try thing("a", hardwareID: "new", name: "other")))
        #expect(try !registry.hasKey(thing: try Slug("a")))
    }

    @Test func aRegistryOfTheFirstVersionIsTakenOver() throws {
        let steps = Array(RegistrySchema.schema.steps.prefix(1))
        let first = Schema(applicationID: RegistrySchema.schema.applicationID, steps: steps)
        let old = try SyncedDatabase.open(path: scratch.registry, schema: first)
        try old.write { database in
            try database.execute(
                sql: """
                    INSERT INTO things VALUES ('a', 'hw-a', 'a/b', 'x', 'utility', 'n', NULL, NULL, NULL, 'active');
                    UPDATE stamp SET things = 1;
                    """
            )
        }
        try old.close()

        // Who only reads leaves the file as it is, and says so.
        let error = #expect(throws: StoreError.self) { _ = try ThingRegistry(readingOnly: scratch.registry) }
        #expect(error == .olderSchema(path: scratch.registry, found: 1, known: RegistrySchema.schema.version))

        let registry = try ThingRegistry(path: scratch.registry)
        #expect(try registry.snapshot().things.map(\.id.string) == ["a"])
        #expect(try registry.add(Registration(try thing("a"), key: try key(1))) == .keySet)
        #expect(try registry.snapshot().keys == ["a": try key(1)])
    }

    @Test func aRemovedKeyIsNotLeftInTheFile() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        for number in 0..<50 {
            _ = try registry.add(Registration(try thing("a-\(number)"), key: try key(0xA7)))
        }
        for number in 0..<50 { try registry.remove(thing: try Slug("a-\(number)")) }
        try registry.close()
        let bytes = try Data(contentsOf: URL(filePath: scratch.registry))
        #expect(bytes.range(of: Data(try key(0xA7).bytes)) == nil)
    }

    @Test func aKeyPrintsNothingOfItself() throws {
        let key = try key(0xAB)
        var text = "\(key) \(String(reflecting: key)) \(Registration(try thing("a"), key: key))"
        dump(key, to: &text)
        dump(Registration(try thing("a"), key: key), to: &text)
        #expect(!text.lowercased().contains("ab, ") && !text.contains("171"))
        #expect(DeviceKey([1, 2, 3]) == nil && DeviceKey([]) == nil)
        #expect(DeviceKey.byteCounts.allSatisfy { DeviceKey([UInt8](repeating: 0, count: $0)) != nil })
    }
}
