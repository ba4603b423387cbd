import ArgumentParser
import Gateway
import Observations
import Store

/// The command `gateway broker sync`.
struct BrokerSyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Write mosquitto's password file and access list from the registry, and let it read them.",
        discussion: """
            What stands in the files beside the gateway's own part stays. A file is replaced at once and as a whole, and only \
            when something has changed; it keeps its owner and mode. The broker needs `use_username_as_clientid true` beside \
            both files, so that no device takes another one's session. Run it from a timer, and old passwords end in time.

            \(Examples(
                "gateway broker sync"
            ))
            """
    )

    @Option(help: ArgumentHelp("mosquitto's password_file.", valueName: "file")) var passwordFile: String?
    @Option(help: ArgumentHelp("mosquitto's acl_file.", valueName: "file")) var aclFile: String?
    @Option(help: ArgumentHelp("mosquitto's pid_file.", valueName: "file")) var pidFile: String?
    @Flag(help: "Write the files, and leave it to somebody else to let the broker read them.") var noSignal = false
    @Flag(help: "Let the broker read the files even when nothing has changed.") var reload = false
    @OptionGroup var file: ConfigurationOptions

    mutating func run() throws {
        let configuration = try file.load()
        let passwordFile = try path(passwordFile, configuration.broker.passwordFile, "password_file")
        let accessFile = try path(aclFile, configuration.broker.accessFile, "acl_file")
        let registry = try RegistryAccess.readable(configuration)
        let devices = try RegistryAccess.translating { try registry?.allCredentials() ?? [] }
        let files = BrokerFiles(devices, field: configuration.field, at: .now)
        let passwords = try BrokerFile(passwordFile)
        let access = try BrokerFile(accessFile)
        try refuseTaken(files, passwords)
        // A device that is in the access list and has no password is shut out: that order is the safe one.
        let isAccessChanged = try access.replace(with: files.access)
        let arePasswordsChanged = try passwords.replace(with: files.passwords.map(\.description))
        if isAccessChanged { StandardError.write("Wrote \(accessFile).\n") }
        if arePasswordsChanged { StandardError.write("Wrote \(passwordFile): \(files.passwords.count) passwords.\n") }
        if let end = files.nextEnd { StandardError.write("An old password ends at \(end): run it again then.\n") }
        guard isAccessChanged || arePasswordsChanged || reload else {
            return StandardError.write("Nothing has changed.\n")
        }
        guard !noSignal else { return }
        try BrokerProcess(processFile: pidFile ?? configuration.broker.processFile).reload()
        StandardError.write("The broker was told to read them.\n")
    }

    private func path(_ option: String?, _ configured: String?, _ key: String) throws -> String {
        if let path = option ?? configured { return path }
        let name = key.replacing("_", with: "-")
        let message = "the broker's \(key) is not known: set [broker] \(key) in \(file.path), or give --\(name)"
        throw CommandFailure(status: .usage, message: message)
    }

    /// A line of somebody else's with a device's user name would win over the gateway's own.
    private func refuseTaken(_ files: BrokerFiles, _ passwords: BrokerFile) throws {
        let users = Set(files.passwords.map(\.user))
        let taken = passwords.others.compactMap { line in
            line.firstIndex(of: ":").map { String(line[..<$0]) }.flatMap { users.contains($0) ? $0 : nil }
        }
        guard let first = taken.first else { return }
        let message = "the user \(first) stands in \(passwords.path) outside of the gateway's part; remove that line"
        throw CommandFailure(status: .conflict, message: message)
    }
}
