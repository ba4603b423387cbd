import Devices
import Foundation
import Observations

/// A question in, an answer out, for one line of `decode --jsonl`.
///
/// Whatever the line is, it has an answer: an error is one.
///
/// Lines of the same `meter` (and model) belong to one device and stand in their order: a compact frame is read by the
/// format that an earlier full frame has taught. At most `metersMax` meters are remembered; beyond it all are forgotten.
struct DecodeLine {
    private static let metersMax = 16_384

    private let models: ModelSource
    private let now: Timestamp
    private var formats: [String: FrameFormats] = [:]

    init(models: ModelSource, now: Timestamp) {
        self.models = models
        self.now = now
    }

    /// What a line asks; members it does not know are ignored.
    private struct Question: Decodable {
        var model: String?
        var payload: String?
        var fPort: Int?
        var receivedAt: String?
        var key: String?
        var decrypted: Bool?
        var meter: String?
    }

    /// The member that names the answer, kept apart: an answer carries it even when the rest of the line is wrong.
    private struct Name: Decodable {
        var id: String?
    }

    private struct Refusal: Error { let reason: String }

    /// `{"id", "readings"}` or `{"id", "error"}`, without a line break.
    mutating func answer(_ line: String) -> String {
        let data = Data(line.utf8)
        let decoder = JSONDecoder()
        let id = (try? decoder.decode(Name.self, from: data))?.id.map(JSONText.quoted) ?? "null"
        do {
            let question = try DecodeLine.question(data, decoder)
            let decoded = try decode(question)
            return "{\"id\":\(id),\"readings\":\(DecodedJSON.readings(decoded.readings))}"
        } catch {
            return "{\"id\":\(id),\"error\":\(JSONText.quoted(error.reason))}"
        }
    }

    private static func question(_ data: Data, _ decoder: JSONDecoder) throws(Refusal) -> Question {
        do {
            return try decoder.decode(Question.self, from: data)
        } catch DecodingError.typeMismatch(_, let context) {
            let key = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw Refusal(reason: key.isEmpty ? "the line is not a JSON object" : "\"\(key)\" is not of its type")
        } catch {
            throw Refusal(reason: "the line is not a JSON object")
        }
    }

    private mutating func decode(_ question: Question) throws(Refusal) -> Decoded {
        guard let name = question.model else { throw Refusal(reason: "\"model\" is missing") }
        guard let id = ModelID(name), let model = models.catalogue[id] else {
            throw Refusal(reason: models.missing(name))
        }
        guard let payload = question.payload else { throw Refusal(reason: "\"payload\" is missing") }
        guard let bytes = Hexadecimal.decode(payload) else { throw Refusal(reason: "\"payload\" is not hexadecimal") }
        var port: UInt8?
        if let number = question.fPort {
            guard let value = UInt8(exactly: number) else { throw Refusal(reason: "\"fPort\" is not 0 to 255") }
            port = value
        }
        var receivedAt = now
        if let text = question.receivedAt {
            guard let time = Timestamp(iso8601: text.utf8) else {
                throw Refusal(reason: "\"receivedAt\" is not a time with its zone (RFC 3339)")
            }
            receivedAt = time
        }
        var key: [UInt8]?
        if let text = question.key {
            guard let value = Hexadecimal.decode(text) else { throw Refusal(reason: "\"key\" is not hexadecimal") }
            key = value
        }
        let meter = question.meter.map { "\(name) \($0)" }
        let context = DecodingContext(
            port: port,
            receivedAt: receivedAt,
            key: key,
            isDecrypted: question.decrypted ?? false,
            formats: meter.flatMap { formats[$0] } ?? FrameFormats()
        )
        do throws(DecodeError) {
            let decoded = try model.decode(bytes, context)
            if let meter, let format = decoded.learned { learn(format, of: meter) }
            return decoded
        } catch {
            throw Refusal(reason: "\(error)")
        }
    }

    private mutating func learn(_ format: FrameFormat, of meter: String) {
        if formats[meter] == nil, formats.count >= DecodeLine.metersMax { formats.removeAll() }
        formats[meter, default: FrameFormats()].learn(format)
    }
}
