import Gateway
import Observations
import Store

/// The devices that have messages in quarantine because they were not registered when they sent them.
struct UnknownSenders {
    private static let groupsMax = 10_000

    /// Those that are not registered yet.
    private(set) var unregistered: [QuarantineGroup] = []
    /// The things that the others are bound to by now: what they sent before waits to be read again.
    private(set) var things: [Thing] = []

    /// Those among the groups of a quarantine.
    init(_ groups: [QuarantineGroup], _ registry: ThingRegistry?) throws {
        for group in groups where group.reason == .unknownDevice {
            guard let hardwareID = group.hardwareID else { continue }
            let thing = try RegistryAccess.translating {
                try registry?.find(hardwareID: HardwareID.canonical(hardwareID))
            }
            guard let thing, thing.state != .retired else {
                unregistered.append(group)
                continue
            }
            things.append(thing)
        }
    }

    /// Those of a gateway; nothing where its buffer cannot be read.
    init?(_ configuration: GatewayConfiguration) {
        do {
            guard try FileSystem.isThere(configuration.bufferPath) else { return nil }
            let groups = try BufferReader(path: configuration.bufferPath).quarantineGroups(limit: Self.groupsMax)
            try self.init(groups, RegistryAccess.readable(configuration))
        } catch {
            return nil  // A hint: whoever may not read the buffer goes without it.
        }
    }

    /// What is to be done with what registered devices sent before; nothing where there is none.
    var remedy: String? {
        switch things.count {
        case 0: nil
        case 1:
            "what the device of \(things[0].id) sent before waits in quarantine; "
                + "`gateway quarantine redecode --thing \(things[0].id)` delivers it"
        default:
            "what the devices of \(things.count) things sent before waits in quarantine; "
                + "`gateway quarantine redecode --reason unknown-device` delivers it"
        }
    }

    /// Says so after devices were registered.
    static func tell(_ configuration: GatewayConfiguration) {
        if let remedy = UnknownSenders(configuration)?.remedy { StandardError.write("gateway: \(remedy)\n") }
    }
}
