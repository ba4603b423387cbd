/// `[broker]`: the field broker's own files, for `gateway broker sync`.
public struct BrokerSection: Hashable, Sendable {
    /// mosquitto's `password_file`.
    public let passwordFile: String?
    /// mosquitto's `acl_file`.
    public let accessFile: String?
    /// mosquitto's `pid_file`: whom to tell that the files have changed.
    public let processFile: String?

    init?(_ table: SettingsTable, directory: String) {
        let kind = SettingsKind.path(relativeTo: directory)
        passwordFile = table.optional("password_file", kind)
        accessFile = table.optional("acl_file", kind)
        processFile = table.optional("pid_file", kind)
        table.refuseUnknownKeys()
        let isRight =
            table.contains("password_file") == (passwordFile != nil)
            && table.contains("acl_file") == (accessFile != nil) && table.contains("pid_file") == (processFile != nil)
        guard isRight else { return nil }
    }
}
