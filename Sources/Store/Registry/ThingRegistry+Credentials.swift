internal import GRDB
public import Observations

extension ThingRegistry {
    /// The passwords of a thing's device; nothing when it has none.
    public func credentials(of thing: Slug) throws(StoreError) -> DeviceCredentials? {
        try read { try CredentialTable.find($0, thing: thing.string) }
    }

    /// The passwords of all devices in the order of their things, with the things as they were at that moment.
    public func allCredentials() throws(StoreError) -> [(thing: Thing, credentials: DeviceCredentials)] {
        try read { database in
            try CredentialTable.all(database).compactMap { credentials in
                try ThingTable.find(database, thing: credentials.thing.string).map { ($0, credentials) }
            }
        }
    }

    /// Gives a thing's device a new password; an old one stays valid as long as the answer of `next` says.
    ///
    /// - Parameters:
    ///   - id: the thing's name.
    ///   - next: answers the passwords as they shall be, after the thing and its passwords as they are.
    /// - Returns: the passwords as they are now.
    /// - Throws: `StoreError.thingNotFound`.
    public func issueCredentials(
        to id: Slug,
        _ next: (Thing, DeviceCredentials?) -> DeviceCredentials
    ) throws(StoreError) -> DeviceCredentials {
        try write { database, author in
            guard let thing = try ThingTable.find(database, thing: id.string) else {
                throw StoreError.thingNotFound(id)
            }
            let credentials = next(thing, try CredentialTable.find(database, thing: id.string))
            try CredentialTable.set(database, credentials)
            let detail =
                credentials.previousUntil.map {
                    AuditDetail.texts(("user", credentials.current.user), ("previous_until", $0.description))
                } ?? AuditDetail.texts(("user", credentials.current.user))
            try AuditTable.append(database, author, .credentialsIssued, id.string, detail)
            return credentials
        }
    }

    /// Takes the passwords of a thing's device back.
    ///
    /// - Returns: whether it had one.
    /// - Throws: `StoreError.thingNotFound`.
    public func revokeCredentials(of id: Slug) throws(StoreError) -> Bool {
        try write { database, author in
            guard try ThingTable.find(database, thing: id.string) != nil else { throw StoreError.thingNotFound(id) }
            guard let credentials = try CredentialTable.find(database, thing: id.string) else { return false }
            try CredentialTable.remove(database, thing: id.string)
            let detail = AuditDetail.texts(("user", credentials.current.user))
            try AuditTable.append(database, author, .credentialsRevoked, id.string, detail)
            return true
        }
    }
}
