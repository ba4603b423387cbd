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
        let key: String?
        let isDecrypted: Bool?
        /// Whether it follows the vector before it: the device is the same and remembers.
        let follows: Bool?
        let readings: [Reading]?
        let skippedFields: Int?
        let error: Failure?

        var description: String { name }
        var bytes: [UInt8] { Hexadecimal.decode(payload) ?? [] }

        var context: DecodingContext { context(port: port, formats: FrameFormats()) }

        func context(port: UInt8?, formats: FrameFormats) -> DecodingContext {
            DecodingContext(
                port: port,
                receivedAt: receivedAt.flatMap { Timestamp(iso8601: $0.utf8) } ?? Timestamp(microseconds: 0),
                key: key.flatMap { Hexadecimal.decode($0) },
                isDecrypted: isDecrypted ?? false,
                formats: formats
            )
        }
    }

    struct Reading: Decodable {
        let time: String?
        let observations: [Expected]
        let parameters: [String: Scalar]?
    }

    /// An observation: as an object, or in one line, `property[/channel] [counter|delta] value [quality]`, as in
    /// `"people_count/ltr delta 5"`, `"air_temperature 140 suspect"`, `"co2 none bad"`, `"device_state \"on hold\""`.
    struct Expected: Decodable {
        let property: String
        let channel: String?
        let kind: String?
        let value: Scalar?
        let quality: String?

        private enum Member: CodingKey { case property, channel, kind, value, quality }

        init(from decoder: any Decoder) throws {
            if let line = try? decoder.singleValueContainer().decode(String.self) {
                try self.init(line: line, decoder)
                return
            }
            let members = try decoder.container(keyedBy: Member.self)
            self.init(
                property: try members.decode(String.self, forKey: .property),
                channel: try members.decodeIfPresent(String.self, forKey: .channel),
                kind: try members.decodeIfPresent(String.self, forKey: .kind),
                value: try members.decodeIfPresent(Scalar.self, forKey: .value),
                quality: try members.decodeIfPresent(String.self, forKey: .quality)
            )
        }

        private init(line: String, _ decoder: any Decoder) throws {
            let fault = DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: line))
            let pattern = #/([a-z0-9_]+)(?:/([a-z0-9-]+))?(?: (counter|delta))? (".*"|\S+)(?: (suspect|bad|good))?/#
            guard let match = try pattern.wholeMatch(in: line) else { throw fault }
            let value: Scalar?
            switch match.4 {
            case "none": value = nil
            case "true": value = .boolean(true)
            case "false": value = .boolean(false)
            case let text where text.hasPrefix("\""): value = .string(String(text.dropFirst().dropLast()))
            case let text:
                guard let number = Double(text) else { throw fault }
                value = .number(number)
            }
            self.init(
                property: String(match.1),
                channel: match.2.map(String.init),
                kind: match.3.map(String.init),
                value: value,
                quality: match.5.map(String.init)
            )
        }

        private init(property: String, channel: String?, kind: String?, value: Scalar?, quality: String?) {
            self.property = property
            self.channel = channel
            self.kind = kind
            self.value = value
            self.quality = quality
        }
    }

    struct Failure: Decodable {
        let reason: String
        let offset: Int
    }

    /// A file that is not what a file of vectors is.
    struct Unreadable: Error {
        let file: String
        let why: String
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
            .map { url in
                do {
                    return (
                        url.lastPathComponent, try JSONDecoder().decode(VectorFile.self, from: Data(contentsOf: url))
                    )
                } catch {
                    throw Unreadable(file: url.lastPathComponent, why: "\(error)")
                }
            }
    }
}
