import Observations

/// A reading as a consumer of the upstream topics reads it: only what is shown, counted or judged.
struct ReceivedReading: Decodable {
    struct Observation: Decodable {
        let property: String
        let channel: String?
        let value: Value?
        let unit: String?
        let quality: String?
    }

    /// A number, a boolean or a text.
    enum Value: Decodable, Hashable {
        case number(Double)
        case boolean(Bool)
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let value = try? container.decode(Bool.self) {
                self = .boolean(value)
            } else if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else {
                self = .text(try container.decode(String.self))
            }
        }
    }

    /// Raw values of device and network; whoever wrote a model file may have given one of these names to something else.
    struct Parameters: Decodable {
        let frameCounter: UInt64?
        let seq: UInt64?
        let deviceTime: String?
        let deviceTimeFault: String?
        let networkTimeFault: String?

        private enum CodingKeys: String, CodingKey {
            case frameCounter, seq, deviceTime, deviceTimeFault, networkTimeFault
        }

        init(from decoder: any Decoder) throws {
            let object = try decoder.container(keyedBy: CodingKeys.self)
            func member<Member: Decodable>(_ key: CodingKeys) -> Member? {
                do { return try object.decodeIfPresent(Member.self, forKey: key) } catch { return nil }
            }
            frameCounter = member(.frameCounter)
            seq = member(.seq)
            deviceTime = member(.deviceTime)
            deviceTimeFault = member(.deviceTimeFault)
            networkTimeFault = member(.networkTimeFault)
        }
    }

    struct Radio: Decodable {
        let rssi: Double?
        let snr: Double?
    }

    let id: String
    let thing: String
    let domain: String
    let model: String?
    let phenomenonTime: String
    let resultTime: String?
    let timeSource: String?
    let gatewayClock: String?
    let replayed: Bool
    let observations: [Observation]
    let parameters: Parameters?
    let radio: Radio?

    /// The device's own count of its messages: the network's, or one that the device sends itself.
    var frameCounter: UInt64? { parameters?.frameCounter ?? parameters?.seq }
}

extension ReceivedReading.Observation {
    /// The observation as people read it, as `air_temperature 31.4 Cel`; at most three decimals.
    var words: String {
        let name = channel.map { "\(property) \($0)" } ?? property
        switch value {
        case .number(let number):
            let rounded = Cell.number((number * 1_000).rounded() / 1_000).plain
            return [name, rounded, unit ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        case .boolean(let isTrue): return "\(name) \(isTrue ? "yes" : "no")"
        case .text(let text): return "\(name) \(text)"
        case nil: return "\(name) no value"
        }
    }
}
