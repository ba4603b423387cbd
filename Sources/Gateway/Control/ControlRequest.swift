import Observations
public import Store

/// What a client asks over `gateway.sock`: one JSON object on one line, told apart by `command`.
///
/// | request                                       | answer                                                          |
/// | --------------------------------------------- | --------------------------------------------------------------- |
/// | `{"command":"status"}`                        | one line: the ``GatewayStatus``                                 |
/// | `{"command":"heard","name":"aq-03"}`          | one line: the ``HeardAnswer`` for a thing or a hardware id      |
/// | `{"command":"purge","thing":"…","hardwareIDs":["…"]}` | one line: the ``PurgeOutcome``; with a `cursor`, not the last |
/// | `{"command":"follow","filter":{"thing":"…"}}` | a line for each ``LiveEvent``, until either side closes         |
/// | `{"command":"redecode", …}`, `drop`, `replay` | one line: the ``MendingReport`` of a ``MendingTask``            |
///
/// A request that cannot be answered gets one line `{"error":"…"}`. After its answer the connection is closed.
public enum ControlRequest: Hashable, Sendable {
    /// The gateway's status.
    case status
    /// What was last heard of a thing, by its name or its hardware id.
    case heard(name: String)
    /// Dropping a slice of what a removed thing has left, and its hardware.
    case purge(ThingPurge)
    /// Everything that happens from now on and passes the filter.
    case follow(LiveFilter)

    /// Something to be done with messages that were kept.
    case mend(MendingTask)

    /// The commands, as requests name them.
    static let commands = ["drop", "follow", "heard", "purge", "redecode", "replay", "status"]
}

extension ControlRequest: Codable {
    private enum CodingKeys: String, CodingKey {
        case command, filter, name, thing, hardwareIDs, cursor
    }

    /// Reads a request; a command that is not known is a ``ControlFailure`` that names the known ones.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let command = try object.decode(String.self, forKey: .command)
        switch command {
        case "status": self = .status
        case "heard": self = .heard(name: try object.decode(String.self, forKey: .name))
        case "purge":
            let thing = try object.decode(String.self, forKey: .thing)
            let hardwareIDs = try object.decodeIfPresent([String].self, forKey: .hardwareIDs) ?? []
            let cursor = try object.decodeIfPresent(Int64.self, forKey: .cursor).map(SequenceNumber.init(rawValue:))
            do throws(SlugError) {
                self = .purge(ThingPurge(thing: try Slug(thing), hardwareIDs: hardwareIDs, cursor: cursor))
            } catch {
                throw ControlFailure("the thing's name \"\(thing)\" \(error)")
            }
        case "follow": self = .follow(try object.decodeIfPresent(LiveFilter.self, forKey: .filter) ?? LiveFilter())
        case "drop", "redecode", "replay": self = .mend(try MendingTask(from: decoder))
        default:
            let known = ControlRequest.commands.joined(separator: ", ")
            throw ControlFailure("unknown command \(command); known: \(known)")
        }
    }

    /// Writes the request as the server reads it.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .status: try object.encode("status", forKey: .command)
        case .heard(let name):
            try object.encode("heard", forKey: .command)
            try object.encode(name, forKey: .name)
        case .purge(let purge):
            try object.encode("purge", forKey: .command)
            try object.encode(purge.thing.string, forKey: .thing)
            try object.encode(purge.hardwareIDs, forKey: .hardwareIDs)
            try object.encodeIfPresent(purge.cursor?.rawValue, forKey: .cursor)
        case .follow(let filter):
            try object.encode("follow", forKey: .command)
            try object.encode(filter, forKey: .filter)
        case .mend(let task): try task.encode(to: encoder)
        }
    }
}
