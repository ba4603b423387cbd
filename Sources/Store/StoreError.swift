public import Observations

/// Why the store could not do something; every case says where.
public enum StoreError: Error, Hashable, Sendable {
    /// The outbox's limit is reached under `backpressure`; nothing of the transaction was written.
    case outboxFull(rows: Int, bytes: Int64, limits: StoreLimits)
    /// The file system is full; nothing of the transaction was written.
    case diskFull(path: String, reserveIsHeld: Bool)
    /// Another process held the file longer than the busy time-out.
    case busy(path: String)
    /// The file is damaged; the buffer's `reopen` moves it aside and saves what can be read.
    case damaged(path: String, detail: String)
    /// Reading or writing failed; what the handle believes cannot be trusted until `reopen`.
    case ioFailed(path: String, code: Int32, message: String)
    /// An earlier failure made the handle untrustworthy; `reopen` comes first.
    case needsReopening(path: String)
    /// The file would not sync every commit, so it is not used.
    case notSynchronous(path: String, journalMode: String, synchronous: Int)
    /// A newer gateway wrote the file.
    case newerSchema(path: String, found: Int, known: Int)
    /// An older gateway made the file, and it was opened for reading only: opening it for writing brings it up to date.
    case olderSchema(path: String, found: Int, known: Int)
    /// The file is a database of something else.
    case foreignFile(path: String)
    /// The file or directory could not be opened or made.
    case cannotOpen(path: String, message: String)
    /// Another gateway runs on this state directory.
    case locked(path: String, processID: Int32?)
    /// Things could not be added because of what is registered already; nothing was changed.
    case conflicts([RegistryConflict], count: Int)
    /// No thing of that name is registered.
    case thingNotFound(Slug)
    /// SQLite refused for another reason.
    case failed(path: String, code: Int32, message: String)

    /// Whether the same call can succeed later, without anybody changing anything (after `reopen`, where that is needed).
    public var isRetriable: Bool {
        switch self {
        case .outboxFull, .diskFull, .busy, .ioFailed, .needsReopening: true
        case .damaged, .notSynchronous, .newerSchema, .olderSchema, .foreignFile, .cannotOpen, .locked, .conflicts,
            .thingNotFound,
            .failed:
            false
        }
    }

    /// Whether the buffer must be reopened before it can be used again.
    public var needsReopening: Bool {
        switch self {
        case .damaged, .ioFailed, .needsReopening: true
        default: false
        }
    }
}

extension StoreError: CustomStringConvertible {
    /// What is wrong, where, and what to do next.
    public var description: String {
        switch self {
        case .outboxFull(let rows, let bytes, let limits):
            "the outbox is full: \(rows) rows, \(bytes) bytes of at most \(limits.maximumBytes)"
                + (limits.maximumRows > 0 ? " (and of at most \(limits.maximumRows) rows)" : "")
                + "; restore the uplink, or raise maximum_bytes and maximum_rows in [outbox]"
        case .diskFull(let path, let reserveIsHeld):
            "the file system of \(path) is full"
                + (reserveIsHeld ? "" : " and the reserve is used up") + "; free some space on it"
        case .busy(let path):
            "\(path) was held by another process for longer than 5 s; try again, or stop that process"
        case .damaged(let path, let detail):
            "\(path) is damaged (\(detail)); check the disk; for registry.db restore a backup or import the things again"
        case .ioFailed(let path, let code, let message):
            "reading or writing \(path) failed (SQLite \(code): \(message)); check the disk and the kernel's log"
        case .needsReopening(let path):
            "\(path) failed before and has not been reopened yet; check the disk and the kernel's log"
        case .notSynchronous(let path, let journalMode, let synchronous):
            "\(path) would not sync every commit (journal_mode \(journalMode), synchronous \(synchronous), wanted wal and 2);"
                + " put the state directory on a local file system"
        case .newerSchema(let path, let found, let known):
            "\(path) was written by a newer gateway (schema \(found), this one knows \(known)); install that version"
        case .olderSchema(let path, let found, let known):
            "\(path) was written by an older gateway (schema \(found), this one has \(known)) and is brought up to date by a"
                + " command that changes something, or by `gateway run`"
        case .foreignFile(let path):
            "\(path) is a database of another program; choose another state_directory or move the file away"
        case .cannotOpen(let path, let message):
            "\(path) cannot be opened: \(message); check that it exists and who owns it"
        case .locked(let path, let processID):
            "another gateway\(processID.map { " (process \($0))" } ?? "") holds \(path); stop it first"
        case .conflicts(let conflicts, let count):
            (count == 1 ? "1 conflict" : "\(count) conflicts") + ", nothing was changed: "
                + conflicts.prefix(3).map(\.description).joined(separator: "; ")
                + (count > 3 ? "; and more" : "")
        case .thingNotFound(let thing):
            "no thing is named \(thing); see `gateway device list`"
        case .failed(let path, let code, let message):
            "\(path): SQLite answered \(code): \(message)"
        }
    }
}
