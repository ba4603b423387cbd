/// A reading as a consumer of the upstream topics reads it: only what the demo shows and counts.
struct ReceivedReading: Decodable {
    struct Observation: Decodable {
        let property: String
        let channel: String?
        let value: Value?
        let unit: String?
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

    struct Parameters: Decodable {
        let frameCounter: UInt64?
        let seq: UInt64?
    }

    let id: String
    let thing: String
    let domain: String
    let phenomenonTime: String
    let replayed: Bool
    let observations: [Observation]
    let parameters: Parameters?

    /// The device's own count of its messages: the network's, or one that the device sends itself.
    var frameCounter: UInt64? { parameters?.frameCounter ?? parameters?.seq }
}
