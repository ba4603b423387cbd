import GRDB
import Observations
import Testing

@testable import Store

@Suite struct AuditTests {
    let scratch = Scratch()

    private func thing(_ id: String, hardwareID: String? = nil, name: String = "a place") throws -> Thing {
        Thing(
            id: try Slug(id),
            hardwareID: hardwareID ?? "hw-\(id)",
            model: try #require(ModelID("milesight/am319")),
            agency: try Slug("environment-dept"),
            domain: .environment,
            name: name
        )
    }

    @Test func everyChangeHasItsLine() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        let key = try #require(DeviceKey([UInt8](repeating: 1, count: 16)))
        _ = try registry.add(Registration(try thing("a"), key: key))
        try registry.add(try thing("a"))
        try registry.update(try thing("a", name: "cầu Thủ Ngữ"))
        try registry.update(try thing("a", hardwareID: "new", name: "cầu Thủ Ngữ"))
        try registry.importThings([ImportRow(try thing("b")), ImportRow(try thing("c"))])
        try registry.remove(thing: try Slug("b"))
        let lines = try registry.audit(limit: 100)
        #expect(
            lines.map { "\($0.line) \($0.action.rawValue) \($0.subject)" } == [
                "7 thing-removed b", "6 thing-added c", "5 thing-added b", "4 hardware-replaced a", "3 thing-changed a",
                "2 key-set a", "1 thing-added a",
            ]
        )
        #expect(lines.allSatisfy { $0.author == "tester" && $0.at == moment() })
        #expect(lines[4].detail == #"{"name":["a place","cầu Thủ Ngữ"]}"#)
        #expect(lines[3].detail == #"{"hardware_id":["hw-a","new"]}"#)
        #expect(lines[5].detail == "{}", "a key is never told")
        #expect(try registry.audit(of: "a", before: 4, limit: 2).map(\.line) == [3, 2])
        #expect(try registry.verifyAudit() == .intact(lines: 7, digest: lines[0].digest))
        #expect(try registry.replacements(limit: 10).map(\.newHardwareID) == ["new"])
        #expect(try registry.replacements(of: try Slug("b"), limit: 10).isEmpty)
    }

    @Test func aFailedChangeHasNoLine() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        try registry.add(try thing("a"))
        try registry.add(try thing("b"))
        #expect(throws: StoreError.self) { try registry.update(try thing("a", hardwareID: "hw-b")) }
        #expect(throws: StoreError.self) { try registry.add(try thing("a", name: "another")) }
        let rows = [ImportRow(try thing("c")), ImportRow(try thing("a", name: "another"))]
        #expect(throws: StoreError.self) { try registry.importThings(rows) }
        #expect(try registry.audit(limit: 100).count == 2)
    }

    @Test func aLineIsNeitherChangedNorRemoved() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        try registry.add(try thing("a"))
        for sql in ["UPDATE audit SET author = 'x'", "DELETE FROM audit"] {
            #expect(throws: StoreError.self) { try registry.write { database, _ in try database.execute(sql: sql) } }
        }
        #expect(try registry.audit(limit: 10).count == 1)
    }

    /// Whoever takes the triggers away can change the file, but not without a trace.
    @Test(arguments: [
        ("UPDATE audit SET author = 'nobody' WHERE line = 2", AuditVerdict.broken(line: 2)),
        ("UPDATE audit SET detail = '{}' WHERE line = 3", .broken(line: 3)),
        ("DELETE FROM audit WHERE line = 2", .gap(before: 3)), ("DELETE FROM audit WHERE line = 1", .gap(before: 2)),
        ("DELETE FROM audit WHERE line = 3", .gap(before: 4)),
    ])
    func whatWasChangedFromOutsideShows(sql: String, verdict: AuditVerdict) throws {
        let registry = try ThingRegistry(path: scratch.registry)
        for name in ["a", "b", "c"] { try registry.add(try thing(name)) }
        try registry.write { database, _ in
            try database.execute(sql: "DROP TRIGGER audit_stays; DROP TRIGGER audit_is_kept; \(sql)")
        }
        #expect(try registry.verifyAudit() == verdict)
    }

    @Test func theNewestLinesAreVerifiedAlone() throws {
        let registry = try ThingRegistry(path: scratch.registry)
        for name in ["a", "b", "c", "d", "e"] { try registry.add(try thing(name)) }
        let whole = try registry.verifyAudit()
        for newest: Int64 in [0, 1, 4, 5, 6] { #expect(try registry.verifyAudit(newest: newest) == whole) }
        try registry.write { database, _ in
            try database.execute(sql: "DROP TRIGGER audit_stays; UPDATE audit SET author = 'nobody' WHERE line = 2")
        }
        #expect(try registry.verifyAudit(newest: 3) == whole)
        #expect(try registry.verifyAudit(newest: 4) == .broken(line: 2))
        try registry.write { database, _ in
            try database.execute(sql: "DROP TRIGGER audit_is_kept; DELETE FROM audit WHERE line IN (2, 5)")
        }
        #expect(try registry.verifyAudit(newest: 2) == .gap(before: 6))
        #expect(try registry.verifyAudit(newest: 3) == .gap(before: 3))
    }

    /// The digest's format is for ever: an audit is verified by later versions, too.
    @Test func theDigestIsTheDocumentedOne() throws {
        let entry = AuditEntry(
            line: 1,
            at: moment(),
            author: "tester",
            action: .thingAdded,
            actionText: "thing-added",
            subject: "a",
            detail: "{}",
            digest: []
        )
        let digest = entry.expectedDigest(after: AuditEntry.noDigest)
        #expect(
            digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
                == "cccbc1148c37380d84bba8e8ebb72c5ea8112ccee4c0ddda2d9b5acc6e15db7f"
        )
    }
}
