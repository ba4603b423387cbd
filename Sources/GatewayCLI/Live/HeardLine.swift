import Foundation
import Observations

/// One line of what a running gateway tells: when, and what.
struct HeardLine {
    /// When the gateway received it, or when it happened.
    let time: Timestamp
    let event: HeardEvent

    /// Reads a line; one that cannot be read is a failure that says so.
    static func read(_ line: [UInt8]) throws -> HeardLine {
        do {
            return try JSONDecoder().decode(HeardLine.self, from: Data(line))
        } catch {
            let message = "the gateway told something that this program does not understand; are they of one version?"
            throw CommandFailure(status: .failure, message: message)
        }
    }
}

extension HeardLine: Decodable {
    private enum CodingKeys: String, CodingKey {
        case event, time, missed, state, replayed, hardwareID, thing, reading
        case reason, detail, topic, payload, payloadBytes, kind, things, link, isOpen
    }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        if let missed = try object.decodeIfPresent(Int.self, forKey: .missed) {
            (time, event) = (.now, .missed(missed))
            return
        }
        time = Timestamp(iso8601: try object.decode(String.self, forKey: .time).utf8) ?? .now
        event = try HeardLine.event(object)
    }

    private static func event(_ object: KeyedDecodingContainer<CodingKeys>) throws -> HeardEvent {
        let sender = HeardSender(
            hardwareID: try object.decodeIfPresent(String.self, forKey: .hardwareID),
            thing: try object.decodeIfPresent(String.self, forKey: .thing)
        )
        let event = try object.decode(String.self, forKey: .event)
        switch event {
        case "following": return .following
        case "reading":
            return .reading(
                HeardReading(
                    state: try object.decode(String.self, forKey: .state),
                    isReplayed: try object.decode(Bool.self, forKey: .replayed),
                    hardwareID: sender.hardwareID,
                    reading: try object.decode(ReceivedReading.self, forKey: .reading)
                )
            )
        case "quarantined":
            return .refused(
                HeardRefusal(
                    sender: sender,
                    reason: try object.decode(String.self, forKey: .reason),
                    detail: try object.decode(String.self, forKey: .detail),
                    topic: try object.decode(String.self, forKey: .topic),
                    payload: try object.decode(String.self, forKey: .payload),
                    payloadBytes: try object.decode(Int.self, forKey: .payloadBytes)
                )
            )
        case "no-reading": return .withoutReading(sender)
        case "device": return .device(kind: try object.decode(String.self, forKey: .kind), sender)
        case "registry": return .registry(things: try object.decode(Int.self, forKey: .things))
        case "link":
            return .link(
                HeardLink(
                    isField: try object.decode(String.self, forKey: .link) == "field",
                    isOpen: try object.decode(Bool.self, forKey: .isOpen),
                    reason: try object.decodeIfPresent(String.self, forKey: .reason)
                )
            )
        default: return .other(event)
        }
    }
}
