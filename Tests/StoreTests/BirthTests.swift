import Store
import Testing

/// Births of Sparkplug nodes are kept so that a restart knows them.
@Suite struct BirthTests {
    let scratch = Scratch()

    private func birth(_ node: String, _ device: String? = nil, _ number: UInt8 = 0, bytes: Int = 1) -> BirthMessage {
        BirthMessage(
            node: node,
            device: device,
            topic: Array("t/\(node)".utf8),
            payload: [UInt8](repeating: number, count: bytes)
        )
    }

    private func open() throws -> BufferStore {
        try BufferStore(path: scratch.buffer, limits: StoreLimits(reserveBytes: 0), now: moment())
    }

    @Test func theLastOfEachNodeAndDeviceIsKnownAfterARestart() throws {
        do {
            let store = try open()
            let first = [birth("g/a"), birth("g/a", "x"), birth("g/a", "y"), birth("g/b")]
            _ = try store.apply(StoreTransaction(births: first), now: moment())
            _ = try store.apply(StoreTransaction(births: [birth("g/a", "x", 1)]), now: moment())
            try store.close()
        }
        let store = try open()
        #expect(try store.births() == [birth("g/a"), birth("g/a", "y"), birth("g/b"), birth("g/a", "x", 1)])
    }

    @Test func aNodesBirthTakesThePlaceOfItsDevices() throws {
        let store = try open()
        let births = [birth("g/a"), birth("g/a", "x"), birth("g/b", "x"), birth("g/a", nil, 2)]
        _ = try store.apply(StoreTransaction(births: births), now: moment())
        #expect(try store.births() == [birth("g/b", "x"), birth("g/a", nil, 2)])
    }

    @Test func manyBirthsAtOnceAreKeptAsOneAfterTheOther() throws {
        let store = try open()
        let births = [
            birth("g/a"), birth("g/a", "x"), birth("g/a", "x", 1), birth("g/a", nil, 2), birth("g/a", "x", 3),
            birth("g/b"),
            birth("g/b", nil, 4),
        ]
        _ = try store.apply(StoreTransaction(births: births), now: moment())
        #expect(try store.births() == [birth("g/a", nil, 2), birth("g/a", "x", 3), birth("g/b", nil, 4)])
    }

    @Test func theOldestLeaveWhenTheyAreTooLarge() throws {
        let store = try open()
        for number in 0..<6 as Range<UInt8> {
            let large = birth("g/\(number)", nil, number, bytes: 8 << 20)
            _ = try store.apply(StoreTransaction(births: [large]), now: moment())
        }
        #expect(try store.births().map(\.node) == ["g/2", "g/3", "g/4", "g/5"])
    }
}
