import Foundation
import JSONSchema

/// One reading as it came out at the operations center.
struct Delivery {
    let topic: String
    let payload: [UInt8]
    let id: String
    /// Which sample it is; nothing when it is no sample of the sensors.
    let sample: Sample?
    let isReplayed: Bool
    let arrived: ContinuousClock.Instant

    /// Looks only for what the ledgers need; the whole is validated in the account.
    init(topic: String, payload: [UInt8]) {
        self.topic = topic
        self.payload = payload
        let data = Data(payload)
        id = Delivery.text(data, after: #""id":""#, until: "\"") ?? ""
        isReplayed = Delivery.text(data, after: #""replayed":"#, until: ",") == "true"
        let thing = Delivery.text(data, after: #""thing":""#, until: "\"")
        let sequence = Delivery.text(data, after: #""seq":"#, until: "}").flatMap { Int($0) }
        if let thing, let sequence { sample = Sample(thing: thing, sequence: sequence) } else { sample = nil }
        arrived = .now
    }

    var json: JSONValue {
        get throws { try JSONValue(parsing: payload) }
    }

    private static func text(_ data: Data, after prefix: String, until end: String) -> String? {
        guard let start = data.range(of: Data(prefix.utf8))?.upperBound,
            let stop = data.range(of: Data(end.utf8), in: start..<data.endIndex)?.lowerBound
        else { return nil }
        return String(decoding: data[start..<stop], as: UTF8.self)
    }
}
