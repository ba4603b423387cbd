/// What is wrong with the files of a store, seen before SQLite touches them: it would begin anew without a word.
struct Finding: Hashable, Sendable {
    /// In words, for the log.
    let cause: String
    /// About how many readings were there, as noted outside of the files.
    var readings: Int?
    /// Whether the last transactions are gone, so that the file's own counters know nothing of them.
    var isEndMissing = false

    private static let pageBytes = 4_096

    /// Looks at a database, its log and the note beside them; nothing: SQLite may open them.
    static func look(at path: String) throws(StoreError) -> Finding? {
        let note = StoreNote.read(for: path)
        let readings = note?.readings
        let log = try WriteAheadLog(path: path + "-wal", pageBytes: pageBytes)
        if FileSystem.size(of: path) ?? 0 == 0 {
            // Not yet a store: a first start that was ended before its first commit.
            guard note != nil || log?.committed.isEmpty == false else { return nil }
            let what = FileSystem.exists(path) ? "the file is empty" : "the file is gone"
            return Finding(cause: "\(what), and held about \(note?.readings ?? 0) readings", readings: readings)
        }
        let isSameBoot = note?.isOf(boot: StoreNote.currentBoot()) ?? false
        if let log {
            // The last transaction may have been under way when the power was cut: then nobody had its confirmation.
            let commits = log.commitsNotTaken
            if commits > 1 || (commits == 1 && isSameBoot) {
                let frames = log.committed.count { $0.number >= log.firstNotTaken }
                return Finding(
                    cause: "the log is damaged at frame \(log.firstNotTaken + 1), "
                        + "before \(commits) transactions of \(frames) frames",
                    readings: readings
                )
            }
        }
        guard isSameBoot, let index = try LogIndex(path: path + "-shm"), index.frames > 0 else { return nil }
        if let log, log.salt != index.salt { return nil }
        let taken = log?.framesTaken ?? 0
        guard index.frames > taken else { return nil }
        let cause = "the log ends after \(taken) of \(index.frames) frames"
        return Finding(cause: cause, readings: readings, isEndMissing: true)
    }
}
