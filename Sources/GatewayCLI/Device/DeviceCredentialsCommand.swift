import ArgumentParser
import Gateway
import Observations
import Store

/// The command `gateway device credentials THING`.
struct DeviceCredentialsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credentials",
        abstract: "Make the password that a thing's device logs in to the field broker with, and show it once.",
        discussion: """
            The user name is the device's hardware id, and ties the device to its own topics. Only a hash is kept: who has lost \
            the password makes a new one. The broker knows the new one once `gateway broker sync` has run. An old one stays \
            valid for --overlap, so that the device is not cut off before it has the new one; the new one belongs to the \
            device's second user name then.

            \(Examples(
                "gateway device credentials meter-7",
                "gateway device credentials meter-7 --overlap 7d",
                "gateway device credentials meter-7 --revoke"
            ))
            """
    )

    @Argument(help: "The thing's name.") var thing: String
    @Option(help: ArgumentHelp("How long the old password stays valid; 0 ends it at once.", valueName: "duration"))
    var overlap = "24h"
    @Flag(help: "Take the device's passwords back, and make no new one.") var revoke = false
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    private static let overlapMax = Duration.seconds(86400 * 366)

    mutating func run() throws {
        let configuration = try file.load()
        let overlap = try duration()
        let id = try ThingName.existing(thing, configuration)
        let registry = try RegistryAccess.writable(configuration)
        if revoke { return try take(from: id, registry) }
        let topics = DeviceTopics(configuration.field.routes)
        guard let known = try RegistryAccess.translating({ try registry.find(thing: id) }) else {
            throw ThingName.missing(thing, registry)
        }
        if let obstacle = DevicePassword.obstacle(known.hardwareID) {
            throw CommandFailure(status: .failure, message: obstacle)
        }
        guard !topics.isEmpty else {
            let message =
                "no route in \(file.path) has the hardware id in its topic, so that no device may publish by itself"
            throw CommandFailure(status: .failure, message: message)
        }
        var random = SystemRandomNumberGenerator()
        let secret = DevicePassword(using: &random)
        let credentials = try RegistryAccess.translating {
            try registry.issueCredentials(to: id) { thing, known in
                secret.credentials(for: thing, replacing: known, overlap: overlap, at: .now)
            }
        }
        show(credentials, secret.password, topics.topics(known.hardwareID))
    }

    private func show(_ credentials: DeviceCredentials, _ password: String, _ topics: [String]) {
        var details = Details()
        details.add("thing", .text(credentials.thing.string))
        details.add("user", .text(credentials.current.user))
        details.add("password", .text(password))
        details.add("clientID", .text(credentials.current.user))
        details.add("topics", .list(topics.map(Cell.text)))
        details.add("previousUser", Cell(credentials.previous?.user))
        details.add("previousUntil", Cell(credentials.previousUntil?.description))
        listing.write(details)
        StandardError.write("The password is shown only now. `gateway broker sync` lets the device in.\n")
        guard let previous = credentials.previous, let until = credentials.previousUntil else { return }
        StandardError.write(
            "The old password of user \(previous.user) stays valid until \(until), and ends with the sync after that.\n"
        )
    }

    private func take(from id: Slug, _ registry: ThingRegistry) throws {
        let had = try RegistryAccess.translating { try registry.revokeCredentials(of: id) }
        guard had else { return StandardError.write("The device of \(id) has no password.\n") }
        StandardError.write("Took the password of \(id) back. `gateway broker sync` shuts the device out.\n")
    }

    private func duration() throws -> Duration {
        if overlap == "0" { return .zero }
        guard let duration = Duration(written: overlap), duration >= .zero, duration <= Self.overlapMax else {
            throw CommandFailure(status: .usage, message: "--overlap is 0 or a duration of at most 366d, as 24h")
        }
        return duration
    }
}
