import GRDB
import Observations
import Testing

@testable import Store

/// Vendors' codecs in the registry.
@Suite struct CodecTableTests {
    let scratch = Scratch()

    private func codec(_ model: String, source: String = "function Decoder() {}", map: String = "t=co2\n") throws
        -> InstalledCodec
    {
        InstalledCodec(
            model: try #require(ModelID(model)),
            title: "Tên thiết bị",
            domain: .utility,
            source: source,
            digest: String(repeating: "a", count: 64),
            map: map,
            installed: Timestamp(microseconds: 1_795_392_000_000_000)
        )
    }

    @Test func whatIsInstalledIsInTheSnapshotAndCountsAsAChange() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        let before = try registry.changeStamp()
        #expect(try registry.install(codec("b/two")) == .added)
        #expect(try registry.install(codec("a/one", source: "// \u{1F321}\n")) == .added)
        #expect(try registry.codecs() == [codec("a/one", source: "// \u{1F321}\n"), codec("b/two")])
        #expect(try registry.snapshot().codecs == registry.codecs())
        #expect(try registry.changeStamp().changes == before.changes + 2)
        #expect(try registry.count() == 0)
    }

    @Test func theSameAgainChangesNothingAndAnotherTextReplaces() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        try registry.install(codec("a/one"))
        let stamp = try registry.changeStamp()
        #expect(try registry.install(codec("a/one")) == .unchanged)
        #expect(try registry.changeStamp() == stamp)
        #expect(try registry.install(codec("a/one", map: "t=co\n")) == .replaced)
        #expect(try registry.codecs().map(\.map) == ["t=co\n"])
    }

    @Test func whatIsRemovedIsGone() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        try registry.install(codec("a/one"))
        #expect(try registry.removeCodec(of: codec("a/one").model))
        #expect(try !registry.removeCodec(of: codec("a/one").model))
        #expect(try registry.codecs().isEmpty)
    }

    /// A registry of before there were codecs is brought up to date by the first who writes.
    @Test func aRegistryOfVersion1IsMigrated() throws {
        let old = Schema(applicationID: RegistrySchema.schema.applicationID, steps: [RegistrySchema.schema.steps[0]])
        try SyncedDatabase.open(path: scratch.registry, schema: old).close()
        let registry = try ThingRegistry(path: scratch.registry)
        #expect(try registry.install(codec("a/one")) == .added)
    }
}
