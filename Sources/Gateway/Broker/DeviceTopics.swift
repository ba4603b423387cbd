import Devices
import MQTT

/// What a device may publish to: the topics of the routes that have its hardware id as a level.
///
/// A route that looks for the hardware id in the message ties no topic to a device, and a network server publishes for its
/// devices under its own name: neither is among them.
public struct DeviceTopics: Sendable {
    /// Each filter as its levels, and which of them is the hardware id.
    private let filters: [(levels: [String], hardware: Int)]

    /// The topics of these routes.
    public init(_ routes: [RouteSettings]) {
        filters = routes.compactMap { route in
            guard case .topicLevel(let level)? = route.hardwareID else { return nil }
            var levels = route.filter.string.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            if levels.last == "#", level >= levels.count {
                levels.removeLast()
                while levels.count < level { levels.append("+") }
                levels.append("#")
            }
            guard level <= levels.count, levels[level - 1] == "+" else { return nil }
            return (levels, level - 1)
        }
    }

    /// Whether no route has the hardware id in its topic.
    public var isEmpty: Bool { filters.isEmpty }

    /// The filters with something in the place of the hardware id.
    public func topics(_ name: String) -> [String] {
        var unique: [String] = []
        for (levels, hardware) in filters {
            var levels = levels
            levels[hardware] = name
            let topic = levels.joined(separator: "/")
            if !unique.contains(topic) { unique.append(topic) }
        }
        return unique
    }
}
