import Observations
import Store
import Testing

@Suite struct ThingChangeTests {
    let scratch = Scratch()

    struct Refused: Error {}

    private func registry() throws -> ThingRegistry {
        let registry = try ThingRegistry(path: scratch.registry)
        for name in ["a", "b"] { try registry.add(try thing(name)) }
        return registry
    }

    private func thing(_ id: String) throws -> Thing {
        Thing(
            id: try Slug(id),
            hardwareID: "hw-\(id)",
            model: try #require(ModelID("elsys/ers")),
            agency: try Slug("d"),
            domain: .environment,
            name: id
        )
    }

    private func key(_ byte: UInt8) throws -> DeviceKey { try #require(DeviceKey([UInt8](repeating: byte, count: 16))) }

    @Test func severalThingsChangeInOneTransactionWithOneLine() throws {
        let registry = try registry()
        let change = try registry.change(thing: try Slug("a")) { thing in
            try thing.changed {
                $0.state = .maintenance
                $0.expectedIntervalSeconds = 600
                try $0.tags.add("street", "Bạch Đằng")
            }
        }
        #expect(
            change.differences.map { "\($0.column): \($0.before) -> \($0.after)" } == [
                "expected_interval:  -> 600s", "tags:  -> street=Bạch Đằng", "state: active -> maintenance",
            ]
        )
        #expect(try registry.find(thing: try Slug("a")) == change.after)
        #expect(try registry.audit(of: "a", limit: 9).map(\.action) == [.thingChanged, .thingAdded])
    }

    @Test func whatChangesNothingLeavesNoTrace() throws {
        let registry = try registry()
        let stamp = try registry.changeStamp()
        #expect(try registry.change(thing: try Slug("a"), key: .forget) { $0 }.isEmpty)
        #expect(throws: Refused.self) { try registry.change(thing: try Slug("a")) { _ in throw Refused() } }
        #expect(throws: StoreError.thingNotFound(try Slug("c"))) { try registry.change(thing: try Slug("c")) { $0 } }
        #expect(throws: StoreError.self) {
            try registry.change(thing: try Slug("a")) { $0.changed { $0.hardwareID = "hw-b" } }
        }
        #expect(try registry.changeStamp() == stamp)
        #expect(try registry.audit(limit: 9).count == 2)
    }

    @Test func aKeyIsSetForgottenAndLostWithItsHardware() throws {
        let registry = try registry()
        let id = try Slug("a")
        #expect(try registry.change(thing: id, key: .set(key(1))) { $0 }.isKeyChanged)
        #expect(try registry.change(thing: id, key: .set(key(1))) { $0 }.isEmpty)
        let replaced = try registry.change(thing: id) { $0.changed { $0.hardwareID = "new" } }
        #expect(replaced.isKeyLost && !replaced.isKeyChanged)
        #expect(try !registry.hasKey(thing: id))
        let again = try registry.change(thing: id, key: .set(key(1))) { $0.changed { $0.hardwareID = "newer" } }
        #expect(!again.isKeyLost && again.isKeyChanged)
        #expect(try registry.change(thing: id, key: .forget) { $0 }.isKeyChanged)
        #expect(try !registry.hasKey(thing: id))
        #expect(try registry.snapshot().replacements.map(\.newHardwareID) == ["new", "newer"])
        #expect(try registry.lastReplacement() == 2)
        #expect(
            try registry.audit(of: "a", limit: 9).map(\.action.rawValue) == [
                "key-removed", "key-set", "hardware-replaced", "hardware-replaced", "key-set", "thing-added",
            ]
        )
    }

    // MARK: Passwords

    private func line(_ user: String) -> PasswordLine { PasswordLine(user: user, hash: "$7$101$c2FsdA==$aGFzaA==") }

    @Test func passwordsAreKeptGivenBackAndGoWithTheHardware() throws {
        let registry = try registry()
        let id = try Slug("a")
        #expect(try registry.credentials(of: id) == nil)
        let first = DeviceCredentials(thing: id, current: line("hw-a"), issued: moment())
        _ = try registry.issueCredentials(to: id) { thing, known in
            #expect(thing.hardwareID == "hw-a" && known == nil)
            return first
        }
        let second = DeviceCredentials(
            thing: id,
            current: line("hw-a/2"),
            issued: moment(1),
            previous: (line("hw-a"), moment(60))
        )
        _ = try registry.issueCredentials(to: id) { _, known in
            #expect(known == first)
            return second
        }
        #expect(try registry.credentials(of: id) == second)
        #expect(try registry.allCredentials().map(\.credentials) == [second])
        #expect(try registry.revokeCredentials(of: id))
        #expect(try !registry.revokeCredentials(of: id))
        _ = try registry.issueCredentials(to: id) { _, _ in first }
        #expect(try registry.change(thing: id) { $0.changed { $0.hardwareID = "new" } }.arePasswordsLost)
        #expect(try registry.credentials(of: id) == nil)
        let lines = try registry.audit(of: "a", limit: 9)
        #expect(!lines.contains { $0.detail.contains("$7$") }, "not even a hash is told")
        #expect(lines[3].detail == #"{"user":"hw-a/2","previous_until":"\#(moment(60))"}"#)
        #expect(throws: StoreError.self) { try registry.revokeCredentials(of: try Slug("nobody")) }
    }
}
