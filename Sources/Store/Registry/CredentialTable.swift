internal import GRDB
internal import Observations

/// The statements on the hashes of devices' passwords.
enum CredentialTable {
    /// Forgets the password of a thing's device, if it has one.
    static func remove(_ database: Database, thing: String) throws {
        let delete = try DirectStatement(database, "DELETE FROM credentials WHERE thing = ?")
        delete.bind(thing, at: 0)
        try delete.run()
    }
}
