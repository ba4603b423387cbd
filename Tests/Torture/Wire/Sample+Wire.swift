import Foundation

@testable import TestCity

extension Sample {
    /// The sample of a message on a wire, of the sensors' payloads and of the gateway's readings; nil: it is neither.
    init?(_ message: MQTTFrame.Publication) {
        let payload = String(decoding: message.payload, as: UTF8.self)
        guard let sequence = Sample.sequence(payload) else { return nil }
        let levels = message.topic.split(separator: "/")
        if levels.count == 4, levels[0] == "field", levels[2].hasPrefix("dev") {
            self.init(thing: "air-\(levels[2].dropFirst(3))", sequence: sequence)
        } else if levels.count > 2, levels.last == "reading" {
            self.init(thing: String(levels[levels.count - 2]), sequence: sequence)
        } else {
            return nil
        }
    }

    private static func sequence(_ payload: String) -> Int? {
        guard let start = payload.range(of: #""seq":"#, options: .backwards)?.upperBound else { return nil }
        return Int(payload[start...].prefix { $0.isNumber })
    }
}
