import Devices
import Foundation
import Observations
import Testing

/// A file of payloads and what they say: `Vectors/<vendor>-<model>.json`.
struct VectorFile: Decodable {
    let model: String
    let source: String
    let vectors: [Vector]

    struct Vector: Decodable, CustomStringConvertible {
        let name: String
        let port: UInt8?
        let payload: String
        let receivedAt: String?
        let readings: [Reading]?
        let skippedFields: Int?
        let error: Failure?

        var description: String { name }
        var bytes: [UInt8] { Hexadecimal.decode(payload) ?? [] }

        var context: DecodingContext {
            let reception = receivedAt.flatMap { Timestamp(iso8601: $0.utf8) } ?? Timestamp(microseconds: 0)
            return DecodingContext(port: port, receivedAt: reception)
        }
    }

    struct Reading: Decodable {
        let time: String?
        let observations: [Expected]
        let parameters: [String: Scalar]?
    }

    struct Expected: Decodable {
        let property: String
        let channel: String?
        let kind: String?
        let value: Scalar
        let quality: String?
    }

    struct Failure: Decodable {
        let reason: String
        let offset: Int
    }

    enum Scalar: Decodable, Equatable {
        case boolean(Bool)
        case number(Double)
        case string(String)
        case numbers([Double])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let value = try? container.decode(Bool.self) {
                self = .boolean(value)
            } else if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else if let value = try? container.decode([Double].self) {
                self = .numbers(value)
            } else {
                self = .string(try container.decode(String.self))
            }
        }
    }

    /// All files, sorted by their names.
    static func all() throws -> [(name: String, file: VectorFile)] {
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Vectors")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "json" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { ($0.lastPathComponent, try JSONDecoder().decode(VectorFile.self, from: Data(contentsOf: $0))) }
    }
}
