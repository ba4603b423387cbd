import Devices
import Gateway

/// How messages reach a gateway: the topic and the envelope of one of its routes, seen from the sensors' side.
struct FieldRoute {
    /// What is wrapped around the payload.
    let envelope: Envelope
    private let filter: [Substring]
    private let hardwareIDLevel: Int?

    /// The routes of the sample configuration.
    static let samples = [
        FieldRoute(envelope: .plain, filter: "field/+/+/up", hardwareIDLevel: 3),
        FieldRoute(envelope: .chirpstack, filter: "application/+/device/+/event/+", hardwareIDLevel: nil),
    ]

    init(envelope: Envelope, filter: String, hardwareIDLevel: Int?) {
        self.envelope = envelope
        self.filter = filter.split(separator: "/", omittingEmptySubsequences: false)
        self.hardwareIDLevel = hardwareIDLevel
    }

    /// A configured route; nil where the hardware id is inside the payload, which a model does not write.
    init?(_ route: RouteSettings) {
        switch route.hardwareID {
        case nil: self.init(envelope: route.envelope, filter: route.filter.string, hardwareIDLevel: nil)
        case .topicLevel(let level):
            self.init(envelope: route.envelope, filter: route.filter.string, hardwareIDLevel: level)
        case .json: return nil
        }
    }

    /// The topic of a device, or nil when this route cannot carry its messages.
    func topic(hardwareID: String) -> String? {
        var levels: [String]
        let free: ClosedRange<Int>
        switch envelope {
        case .chirpstack:
            guard hardwareID.utf8.count == 16, Hexadecimal.decode(hardwareID) != nil else { return nil }
            levels = ["application", "simulated", "device", hardwareID, "event", "up"]
            free = 1...1
        case .plain:
            guard let level = hardwareIDLevel else { return nil }
            guard !hardwareID.utf8.contains(where: { [0, 0x23, 0x2B, 0x2F].contains($0) }) else { return nil }
            levels = [String](repeating: "simulated", count: max(filter.count, level))
            levels[level - 1] = hardwareID
            free = 0...levels.count - 1
        case .theThingsStack, .sparkplugB, .senml, .ultralight: return nil
        }
        for (index, name) in filter.enumerated() where free.contains(index) && name != "+" && name != "#" {
            if hardwareIDLevel != index + 1 { levels[index] = String(name) }
        }
        let topic = levels.joined(separator: "/")
        do {
            return try TopicFilter(filter.joined(separator: "/")).matches(topic) ? topic : nil
        } catch {
            return nil
        }
    }
}
