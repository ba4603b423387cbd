import Observations
import Store

/// As the socket has it: `{"command":"redecode","hardwareIDs":["…"],"trial":true}`; times are RFC 3339.
extension MendingTask: Codable {
    private enum CodingKeys: String, CodingKey {
        case command, hardwareIDs, reasons, sequences, before, through, since, thing, trial, by
    }

    /// Reads a request; what cannot be read is a ``ControlFailure``.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let isTrial = try object.decodeIfPresent(Bool.self, forKey: .trial) ?? false
        func time(_ key: CodingKeys) throws -> Timestamp? {
            guard let text = try object.decodeIfPresent(String.self, forKey: key) else { return nil }
            guard let time = Timestamp(iso8601: text.utf8) else {
                throw ControlFailure("\"\(key.rawValue)\" is not a time with its zone (RFC 3339)")
            }
            return time
        }
        func selection() throws -> QuarantineSelection {
            let names = try object.decodeIfPresent([String].self, forKey: .reasons)
            return QuarantineSelection(
                hardwareIDs: try object.decodeIfPresent([String].self, forKey: .hardwareIDs),
                reasons: try names?.map { name in
                    guard let reason = QuarantineReason(rawValue: name) else {
                        throw ControlFailure("there is no reason \"\(name)\"")
                    }
                    return reason
                },
                sequences: try object.decodeIfPresent([Int64].self, forKey: .sequences)?.map {
                    SequenceNumber(rawValue: $0)
                },
                before: try time(.before),
                through: try object.decodeIfPresent(Int64.self, forKey: .through).map(SequenceNumber.init(rawValue:))
            )
        }
        switch try object.decode(String.self, forKey: .command) {
        case "redecode": self = .redecode(try selection(), isTrial: isTrial)
        case "drop": self = .discard(try selection(), by: try object.decode(String.self, forKey: .by))
        default:
            let thing = try object.decodeIfPresent(String.self, forKey: .thing)
            self = .reissue(since: try time(.since), thing: try thing.map { try Slug($0) }, isTrial: isTrial)
        }
    }

    /// Writes the request as the server reads it.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        func encode(_ selection: QuarantineSelection) throws {
            try object.encodeIfPresent(selection.hardwareIDs, forKey: .hardwareIDs)
            try object.encodeIfPresent(selection.reasons?.map(\.rawValue), forKey: .reasons)
            try object.encodeIfPresent(selection.sequences?.map(\.rawValue), forKey: .sequences)
            try object.encodeIfPresent(selection.before?.description, forKey: .before)
            try object.encodeIfPresent(selection.through?.rawValue, forKey: .through)
        }
        if isTrial { try object.encode(true, forKey: .trial) }
        switch self {
        case .redecode(let selection, _):
            try object.encode("redecode", forKey: .command)
            try encode(selection)
        case .discard(let selection, let person):
            try object.encode("drop", forKey: .command)
            try object.encode(person, forKey: .by)
            try encode(selection)
        case .reissue(let since, let thing, _):
            try object.encode("replay", forKey: .command)
            try object.encodeIfPresent(since?.description, forKey: .since)
            try object.encodeIfPresent(thing?.string, forKey: .thing)
        }
    }
}
