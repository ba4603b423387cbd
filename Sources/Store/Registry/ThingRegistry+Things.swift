internal import GRDB
public import Observations

extension ThingRegistry {
    /// Adds a thing.
    ///
    /// - Returns: false when it was registered just so before, and nothing was changed.
    /// - Throws: `StoreError.conflicts` when its name or its hardware id is taken.
    @discardableResult
    public func add(_ thing: Thing) throws(StoreError) -> Bool { try add(Registration(thing)) == .added }

    /// Adds a thing with its key; one that is registered just so gets this key, whichever it had.
    ///
    /// - Returns: what was changed.
    /// - Throws: `StoreError.conflicts` when its name or its hardware id is taken.
    public func add(_ registration: Registration) throws(StoreError) -> Addition {
        try write { database, author in
            switch try ThingTable.add(database, registration) {
            case .success(let addition):
                if addition != .unchanged {
                    try ThingTable.changed(database, thingsAdded: addition == .added ? 1 : 0)
                    try ThingRegistry.note(addition, of: registration, database, author)
                }
                return addition
            case .failure(let conflict): throw StoreError.conflicts([conflict], count: 1)
            }
        }
    }

    /// Removes the thing of that name, its key and its password.
    ///
    /// - Throws: `StoreError.thingNotFound` when there is none.
    public func remove(thing: Slug) throws(StoreError) {
        try write { database, author in
            guard let known = try ThingTable.find(database, thing: thing.string) else {
                throw StoreError.thingNotFound(thing)
            }
            try ThingTable.remove(database, thing: thing.string)
            try KeyTable.remove(database, thing: thing.string)
            try CredentialTable.remove(database, thing: thing.string)
            try AuditTable.append(database, author, .thingRemoved, thing.string, AuditDetail.of(known))
            try ThingTable.changed(database, thingsAdded: -1)
        }
    }

    /// Notes in the audit what adding came to.
    static func note(
        _ addition: Addition,
        of registration: Registration,
        _ database: Database,
        _ author: Author
    ) throws {
        let thing = registration.thing
        switch addition {
        case .added: try AuditTable.append(database, author, .thingAdded, thing.id.string, AuditDetail.of(thing))
        case .keySet: break
        case .unchanged: return
        }
        guard registration.key != nil else { return }
        try AuditTable.append(database, author, .keySet, thing.id.string, "{}")
    }

    static func refuseBoundHardware(of thing: Thing, _ database: Database) throws {
        guard let other = try ThingTable.find(database, hardwareID: thing.hardwareID), other.id != thing.id else {
            return
        }
        let conflict = RegistryConflict(
            row: nil,
            thing: thing.id,
            hardwareID: thing.hardwareID,
            cause: .hardwareIDBound(to: other.id)
        )
        throw StoreError.conflicts([conflict], count: 1)
    }

    /// Notes in the audit what changed about a thing; with new hardware, forgets what belongs to the old one.
    static func note(
        changeFrom known: Thing,
        to thing: Thing,
        _ database: Database,
        _ author: Author
    ) throws {
        let isReplaced = known.hardwareID != thing.hardwareID
        let action: AuditAction = isReplaced ? .hardwareReplaced : .thingChanged
        try AuditTable.append(database, author, action, thing.id.string, AuditDetail.change(from: known, to: thing))
        guard isReplaced else { return }
        try KeyTable.remove(database, thing: thing.id.string)
        try CredentialTable.remove(database, thing: thing.id.string)
        try ReplacementTable.insert(database, HardwareReplacement(of: known, by: thing, at: author.now()))
    }
}
