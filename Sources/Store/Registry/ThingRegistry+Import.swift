internal import GRDB
internal import Observations

extension ThingRegistry {
    /// Says what an import of these rows would come to, one result for each, and changes nothing.
    ///
    /// Every row is judged beside what is registered now: no two of them may name the same thing or the same hardware.
    ///
    /// - Parameters:
    ///   - rows: what is to be judged.
    ///   - updates: whether registered things would be changed.
    ///   - step: called before each row; what it throws ends the call.
    /// - Returns: what each row would come to, in their order.
    /// - Throws: `StoreError` when the file cannot be read, or what `step` threw.
    public func judge(
        _ rows: some Sequence<ImportRow>,
        updates: Bool = false,
        step: () throws -> Void = {}
    ) throws -> [ImportResult] {
        // What `step` throws must come out as it is, so it does not pass the translation of SQLite's errors.
        var thrownByStep: (any Error)?
        do {
            return try read { database in
                var results: [ImportResult] = []
                for row in rows {
                    do { try step() } catch {
                        thrownByStep = error
                        throw error
                    }
                    results.append(try ImportJudgement(database, row, updates: updates).result)
                }
                return results
            }
        } catch {
            throw thrownByStep ?? error
        }
    }

    /// Adds the things of these rows: all of them or none, unless the options say that those are taken that fit.
    ///
    /// What a row does not say, a registered thing keeps. Rows that are registered just so are counted as unchanged. After a
    /// row that is refused the rest is still read, so that all conflicts are named together.
    ///
    /// - Parameters:
    ///   - rows: what is said of the things.
    ///   - options: how what is registered is treated.
    ///   - step: called with what each row comes to; what it throws ends the import without a change.
    /// - Returns: how many were added, and how many were registered just so before.
    /// - Throws: `StoreError.conflicts` with the row of each conflict, or what `step` threw.
    @discardableResult
    public func importThings(
        _ rows: some Sequence<ImportRow>,
        _ options: ImportOptions = ImportOptions(),
        step: (ImportResult) throws -> Void = { _ in }
    ) throws -> ImportReport {
        var report = ImportReport()
        var thrownByStep: (any Error)?
        do {
            try write { database, author in
                var conflicts: [RegistryConflict] = []
                for (index, row) in rows.enumerated() {
                    let judgement = try ImportJudgement(database, row, updates: options.updates)
                    do { try step(judgement.result) } catch {
                        thrownByStep = error
                        throw error
                    }
                    report.count(judgement.result)
                    try ThingRegistry.carryOut(judgement, row.registration, database, author)
                    guard !options.isPartial, conflicts.count < ThingRegistry.conflictsNamedMax else { continue }
                    conflicts += RegistryConflict.all(judgement.result, of: row.registration.thing, row: index + 1)
                }
                guard options.isPartial || report.refused == 0 else {
                    throw StoreError.conflicts(conflicts, count: report.refused)
                }
                if report.hasChanges { try ThingTable.changed(database, thingsAdded: report.added) }
            }
        } catch {
            throw thrownByStep ?? error
        }
        return report
    }

    /// Writes what was judged, and its lines of the audit.
    private static func carryOut(
        _ judgement: ImportJudgement,
        _ registration: Registration,
        _ database: Database,
        _ author: Author
    ) throws {
        let thing = judgement.thing
        var hasOtherKey = registration.key != nil
        switch judgement.result {
        case .unchanged, .refused, .notRegistered: return
        case .keySet: break
        case .added:
            try ThingTable.insert(database, thing)
            try AuditTable.append(database, author, .thingAdded, thing.id.string, AuditDetail.of(thing))
        case .changed:
            guard let known = judgement.known else { preconditionFailure("only a registered thing is changed") }
            if hasOtherKey { hasOtherKey = try registration.key != KeyTable.find(database, thing: thing.id.string) }
            guard known != thing else { break }
            try ThingTable.remove(database, thing: thing.id.string)
            try ThingTable.insert(database, thing)
            try note(changeFrom: known, to: thing, database, author)
        }
        guard hasOtherKey, let key = registration.key else { return }
        try KeyTable.set(database, thing: thing.id.string, key)
        try AuditTable.append(database, author, .keySet, thing.id.string, "{}")
    }
}
