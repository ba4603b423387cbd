internal import GRDB
internal import Observations

/// The state behind `BufferStore`: the open file, its totals in memory, the reserve and how far the handle is trusted.
struct BufferFile: Sendable {
    /// How far the handle is trusted.
    enum Trust: Hashable, Sendable {
        /// Every commit that returned is on the disk.
        case trusted
        /// A read, write or sync failed: what the handle believes may not be on the disk.
        case failed
        /// SQLite said that the file is damaged.
        case damaged(String)
    }

    let path: String
    let limits: StoreLimits
    var queue: DatabaseQueue
    var totals: BufferTotals
    /// The last sequence that was given to a reading.
    var highestSequence: Int64
    var reserve: SpaceReserve
    var trust = Trust.trusted
    var report: OpeningReport
    /// What is known of the file outside of it.
    var note: StoreNote
    /// When taking the reserve was last tried.
    var reserveTried: Timestamp?

    /// Where the reserve of the file at `path` lies.
    static func reservePath(for path: String) -> String { path + ".reserve" }

    /// Runs one transaction that is synced when this returns, or changes nothing.
    mutating func commit<Result>(
        _ body: (Database, inout BufferTotals) throws -> Result
    ) throws(StoreError) -> Result {
        guard trust == .trusted else { throw .needsReopening(path: path) }
        var next = totals
        do {
            let result = try queue.write { database in
                let result = try body(database, &next)
                if next != totals { try next.write(database) }
                return result
            }
            totals = next
            if note.isOutdated(by: next.summary.rows) { note.follow(next.summary.rows, of: path, isSynced: false) }
            return result
        } catch {
            throw failed(error)
        }
    }

    /// Reads without a transaction of its own.
    mutating func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        guard trust == .trusted else { throw .needsReopening(path: path) }
        do {
            return try queue.unsafeRead(body)
        } catch {
            throw failed(error)
        }
    }

    /// Notes what the failure means for the handle.
    mutating func failed(_ error: any Error) -> StoreError {
        let error = StoreError(error, path: path)
        switch error {
        case .damaged(_, let detail): trust = .damaged(detail)
        case .ioFailed: trust = .failed
        case .diskFull: return .diskFull(path: path, reserveIsHeld: reserve.isHeld && reserve.bytes > 0)
        default: break
        }
        return error
    }
}
