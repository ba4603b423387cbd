import Observations
import Store

/// One status on its way to the operations center: retained; without a payload it clears the topic.
struct StatusMessage: Hashable, Sendable {
    let topic: String
    let payload: [UInt8]
}

extension StatusMessage {
    /// The status of a thing that is no longer there.
    init(clearing topic: String) { self.init(topic: topic, payload: []) }

    /// The status of a thing, as `deploy/status.schema.json` describes it.
    init(_ health: ThingHealth, gateway: Slug, isClockTrusted: Bool) {
        var text = #"{"schemaVersion":1,"thing":"\#(health.id)","gateway":"\#(gateway)","#
        text += #""state":"\#(health.condition.rawValue)","since":"\#(health.since)""#
        let last = health.last
        if let lastHeard = last.decoded { text += #","lastHeard":"\#(lastHeard)""# }
        if let interval = health.expectedIntervalSeconds { text += #","expectedIntervalSeconds":\#(interval)"# }
        if let battery = last.battery.charge {
            text += #","battery":{"value":\#(battery.value),"unit":"\#(battery.unit)"}"#
        }
        if let radio = last.radio, let members = StatusMessage.members(radio) { text += #","radio":{\#(members)}"# }
        if let failure = last.failure {
            text += #","lastError":{"reason":"\#(failure.reason.rawValue)","time":"\#(failure.time)"}"#
        }
        if !isClockTrusted { text += #","gatewayClock":"unsynchronised""# }
        let topic = ThingHealth.statusTopic(beside: health.readingTopic)
        self.init(topic: topic, payload: Array((text + "}").utf8))
    }

    private static func members(_ radio: Radio) -> String? {
        let members = [("rssi", radio.rssi), ("snr", radio.snr)].compactMap { name, value in
            value.map { "\"\(name)\":\($0)" }
        }
        return members.isEmpty ? nil : members.joined(separator: ",")
    }
}
