internal import GRDB
internal import Observations

extension ThingRegistry {
    /// Adds all things that `next` answers until it answers none, or not one of them.
    ///
    /// Rows that are registered just so are counted as unchanged. With a conflict the rest is still read, so that all
    /// conflicts are named together. Another key than the registered one is a conflict.
    ///
    /// - Parameter next: answers the things one after the other; what it throws ends the import without a change.
    /// - Returns: how many were added, and how many were registered just so before.
    /// - Throws: `StoreError.conflicts` with the row of each conflict, or what `next` threw.
    public func importThings(_ next: () throws -> Registration?) throws -> ImportReport {
        // What `next` throws must come out as it is, so it does not pass the translation of SQLite's errors.
        var thrownByNext: (any Error)?
        var report = ImportReport()
        do {
            try write { database, author in
                var conflicts: [RegistryConflict] = []
                var conflictCount = 0
                var row = 0
                while true {
                    let registration: Registration?
                    do { registration = try next() } catch {
                        thrownByNext = error
                        throw error
                    }
                    guard let registration else { break }
                    row += 1
                    switch try ThingTable.add(database, registration, row: row, replacesKey: false) {
                    case .success(let addition):
                        report.count(addition)
                        try ThingRegistry.note(addition, of: registration, database, author)
                    case .failure(let conflict):
                        conflictCount += 1
                        if conflicts.count < ThingRegistry.conflictsNamedMax { conflicts.append(conflict) }
                    }
                }
                guard conflicts.isEmpty else { throw StoreError.conflicts(conflicts, count: conflictCount) }
                if report.added + report.keysSet > 0 {
                    try ThingTable.changed(database, thingsAdded: report.added)
                }
            }
        } catch {
            throw thrownByNext ?? error
        }
        return report
    }
}
