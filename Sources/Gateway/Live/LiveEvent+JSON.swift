import Devices
import Foundation
import Observations
import Store

/// The lines that clients read: one JSON object each, told apart by `event`.
///
/// | event         | beside `event` and `time` (when the gateway received it, or when it happened)              |
/// | ------------- | ------------------------------------------------------------------------------------------ |
/// | `following`   | nothing: the client hears everything from here on                                          |
/// | `reading`     | `state` (a ``SettledReading/Outcome``), `replayed`, `hardwareID`, `topic`, and the `reading` itself |
/// | `quarantined` | `hardwareID`, `thing`, `reason`, `detail`, `topic`, `payload` in hexadecimal, `payloadBytes` |
/// | `no-reading`  | `hardwareID`, `thing`: a message without a measurement                                     |
/// | `device`      | `hardwareID`, `thing`, `kind` (a `DeviceEvent`)                                            |
/// | `registry`    | `things`: how many are registered now                                                      |
/// | `link`        | `link` (`field` or `uplink`), `isOpen`, `reason`                                           |
///
/// A line `{"missed":N}` says that N lines were left out before it, as the client did not read fast enough.
extension LiveEvent {
    /// The most bytes of a payload in quarantine that are shown.
    static let payloadBytesMax = 4_096

    private struct Line: Encodable {
        let event: String
        let time: String
        var hardwareID: String?
        var thing: String?
        var state: SettledReading.Outcome?
        var replayed: Bool?
        var topic: String?
        var reason: String?
        var detail: String?
        var payload: String?
        var payloadBytes: Int?
        var kind: String?
        var things: Int?
        var link: String?
        var isOpen: Bool?

        init(_ event: String, _ time: Timestamp) {
            self.event = event
            self.time = time.description
        }
    }

    /// Adds the event's line, with its end.
    func writeLine(to bytes: inout [UInt8]) {
        let line = ControlSession.line(self.line)
        if case .reading(let settled, _) = self {
            bytes += line.dropLast()
            bytes += ",\"reading\":".utf8
            bytes += settled.reading.body
            bytes.append(UInt8(ascii: "}"))
        } else {
            bytes += line
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private var line: Line {
        switch self {
        case .following(let time): return Line("following", time)
        case .reading(let settled, let hardwareID):
            var line = Line("reading", settled.reading.received)
            line.hardwareID = hardwareID
            line.state = settled.outcome
            line.replayed = settled.isReplayed
            line.topic = settled.reading.topic
            return line
        case .quarantined(let entry, let sender):
            var line = LiveEvent.line("quarantined", entry.received, sender)
            line.reason = entry.reason.rawValue
            line.detail = entry.detail
            line.topic = String(decoding: entry.topic, as: UTF8.self)
            line.payload = Hexadecimal.encode(entry.payload.prefix(LiveEvent.payloadBytesMax))
            line.payloadBytes = entry.payload.count
            return line
        case .withoutReading(let sender, let time): return LiveEvent.line("no-reading", time, sender)
        case .device(let event, let sender, let time):
            var line = LiveEvent.line("device", time, sender)
            line.kind = event.rawValue
            return line
        case .registry(let things, let time):
            var line = Line("registry", time)
            line.things = things
            return line
        case .link(let link, let isOpen, let reason, let time):
            var line = Line("link", time)
            line.link = link.rawValue
            line.isOpen = isOpen
            line.reason = reason
            return line
        }
    }

    private static func line(_ event: String, _ time: Timestamp, _ sender: LiveSender) -> Line {
        var line = Line(event, time)
        line.hardwareID = sender.hardwareID
        line.thing = sender.thing?.id.string
        return line
    }
}
