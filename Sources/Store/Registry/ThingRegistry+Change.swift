internal import GRDB
public import Observations

extension ThingRegistry {
    /// Reads the thing of that name, changes it and writes it, in one transaction.
    ///
    /// With new hardware the old device's key and password are forgotten, and the replacement is noted for the operations
    /// center.
    ///
    /// - Parameters:
    ///   - id: the thing's name.
    ///   - key: what becomes of its device's key.
    ///   - change: answers the thing as it shall be; what it throws ends the call without a change.
    /// - Returns: the thing before and after.
    /// - Throws: `StoreError.thingNotFound`, `StoreError.conflicts` when the hardware id is bound to another thing, or what
    ///   `change` threw.
    public func change(
        thing id: Slug,
        key: KeyChange = .keep,
        _ change: (Thing) throws -> Thing
    ) throws -> ThingChange {
        // What `change` throws must come out as it is, so it does not pass the translation of SQLite's errors.
        var thrownByChange: (any Error)?
        do {
            return try write { database, author in
                guard let before = try ThingTable.find(database, thing: id.string) else {
                    throw StoreError.thingNotFound(id)
                }
                let after: Thing
                do { after = try change(before) } catch {
                    thrownByChange = error
                    throw error
                }
                return try ThingRegistry.apply(before, after, key, database, author)
            }
        } catch {
            throw thrownByChange ?? error
        }
    }

    private static func apply(
        _ before: Thing,
        _ after: Thing,
        _ key: KeyChange,
        _ database: Database,
        _ author: Author
    ) throws -> ThingChange {
        precondition(before.id == after.id, "a thing keeps its name")
        let id = after.id.string
        let knownKey = try KeyTable.find(database, thing: id)
        let hadPassword = try CredentialTable.find(database, thing: id) != nil
        let isReplaced = before.hardwareID != after.hardwareID
        try refuseBoundHardware(of: after, database)
        if before != after {
            try ThingTable.remove(database, thing: id)
            try ThingTable.insert(database, after)
            try note(changeFrom: before, to: after, database, author)
        }
        var isKeyChanged = false
        switch key {
        case .keep: break
        case .set(let new) where new != knownKey || isReplaced:
            try KeyTable.set(database, thing: id, new)
            try AuditTable.append(database, author, .keySet, id, "{}")
            isKeyChanged = true
        case .forget where knownKey != nil && !isReplaced:
            try KeyTable.remove(database, thing: id)
            try AuditTable.append(database, author, .keyRemoved, id, "{}")
            isKeyChanged = true
        case .set, .forget: break
        }
        if before != after || isKeyChanged { try ThingTable.changed(database, thingsAdded: 0) }
        return ThingChange(
            before: before,
            after: after,
            isKeyChanged: isKeyChanged,
            isKeyLost: isReplaced && knownKey != nil && !isKeyChanged,
            arePasswordsLost: isReplaced && hadPassword
        )
    }
}
