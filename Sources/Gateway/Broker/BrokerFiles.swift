public import Observations
public import Store

/// What the gateway writes into mosquitto's password file and access list.
public struct BrokerFiles: Sendable {
    /// The lines of the password file, by user name.
    public let passwords: [PasswordLine]
    /// The lines of the access list.
    public let access: [String]
    /// When the next old password ends; nothing when none is valid.
    public let nextEnd: Timestamp?

    /// The files of these devices at a moment; a retired thing's device may not log in.
    public init(
        _ devices: [(thing: Thing, credentials: DeviceCredentials)],
        field: FieldSection,
        at now: Timestamp
    ) {
        let topics = DeviceTopics(field.routes)
        let valid = devices.filter { $0.thing.state != .retired }
        passwords = valid.flatMap { $0.credentials.lines(at: now) }.sorted { $0.user < $1.user }
        var access = topics.topics("%u").map { "pattern write \($0)" }
        if let user = field.connection.username {
            access.append("user \(user)")
            access += field.routes.map { "topic read \($0.filter)" }
        }
        for (thing, credentials) in valid {
            for line in credentials.lines(at: now) where line.user != thing.hardwareID {
                access.append("user \(line.user)")
                access += topics.topics(thing.hardwareID).map { "topic write \($0)" }
            }
        }
        self.access = access
        nextEnd = valid.compactMap { $0.credentials.previousUntil }.filter { $0 > now }.min()
    }
}
