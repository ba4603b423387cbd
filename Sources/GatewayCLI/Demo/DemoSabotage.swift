import Observations
import Store

/// Makes a gateway lose readings: rows of its outbox are deleted before their PUBACK.
///
/// The gateway itself has no such thing. The demo stops it, takes its lock, does this to the state directory that the
/// demo has made, and starts it again: the account must notice.
enum DemoSabotage {
    /// Deletes the older half of the rows.
    ///
    /// - Returns: how many were deleted.
    static func deleteHalf(stateDirectory: String) throws -> Int {
        let lock = try StateLock(directory: stateDirectory)
        defer { withExtendedLifetime(lock) {} }
        let store = try BufferStore(path: stateDirectory + "/buffer.db", now: .now)
        let rows = try store.rows(after: nil, limit: 1_000_000, bytes: 256 << 20, includingParked: true)
        let deleted = rows.prefix((rows.count + 1) / 2).map(\.sequence)
        _ = try store.apply(StoreTransaction(acknowledged: Array(deleted)), now: .now)
        try store.close()
        return deleted.count
    }
}
