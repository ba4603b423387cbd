import Devices
import Foundation
import Observations

/// A payload with what a codec is expected to make of it, as makers' repositories have them.
///
/// Two formats are read, both an array of objects: ChirpStack's `{name, input: {bytes, fPort, recvTime}, expected: {data,
/// errors, warnings}}`, and the LoRaWAN payload codec API's `{description, input: {bytes, fPort}, output: {data, …}}`.
/// `bytes` is an array of numbers, hexadecimal or base64.
struct CodecExample {
    /// What may be done with the answer.
    enum Expectation {
        /// The data have to be these.
        case data(Any)
        /// The codec has to refuse the payload.
        case refusal
        /// Nobody has said.
        case nothing
    }

    let name: String
    let payload: [UInt8]
    let port: UInt8?
    let received: Timestamp?
    let expectation: Expectation

    private struct Fault: Error { let text: String }

    /// Reads a file of examples.
    static func load(_ path: String) throws -> [CodecExample] {
        let data = Data(try FileSystem.read(path))
        guard let root = try? JSONSerialization.jsonObject(with: data) else {
            throw CommandFailure(status: .failure, message: "\(path) is not JSON")
        }
        let list = root as? [Any] ?? (root as? [String: Any]).flatMap { $0["examples"] ?? $0["tests"] } as? [Any]
        guard let list else {
            let message = "\(path) has no examples: an array of {name, input: {bytes, fPort}, expected: {data}}"
            throw CommandFailure(status: .failure, message: message)
        }
        return try list.enumerated().map { index, entry in
            do {
                return try CodecExample(entry, index)
            } catch let fault as Fault {
                throw CommandFailure(status: .failure, message: "\(path): example \(index + 1): \(fault.text)")
            }
        }
    }

    private init(_ entry: Any, _ index: Int) throws {
        guard let entry = entry as? [String: Any], let input = entry["input"] as? [String: Any] else {
            throw Fault(text: "it has no \"input\"")
        }
        name = (entry["name"] ?? entry["description"]) as? String ?? "example \(index + 1)"
        guard let bytes = input["bytes"] ?? input["payload"], let payload = CodecExample.bytes(bytes) else {
            throw Fault(text: "\"bytes\" is no array of numbers from 0 to 255, and neither hexadecimal nor base64")
        }
        self.payload = payload
        port = (input["fPort"] as? Int).flatMap { UInt8(exactly: $0) }
        received = (input["recvTime"] as? String).flatMap { Timestamp(iso8601: Array($0.utf8)[...]) }
        guard let expected = (entry["expected"] ?? entry["output"]) as? [String: Any] else {
            expectation = .nothing
            return
        }
        let errors = expected["errors"] as? [Any] ?? []
        if !errors.isEmpty { expectation = .refusal } else { expectation = .data(expected["data"] ?? expected) }
    }

    /// A payload that somebody has typed.
    init(name: String, payload: [UInt8], port: UInt8?) {
        self.name = name
        self.payload = payload
        self.port = port
        received = nil
        expectation = .nothing
    }

    private static func bytes(_ value: Any) -> [UInt8]? {
        if let numbers = value as? [Int] {
            let bytes = numbers.compactMap { UInt8(exactly: $0) }
            return bytes.count == numbers.count ? bytes : nil
        }
        guard let text = value as? String else { return nil }
        let digits = text.filter { !$0.isWhitespace && $0 != ":" }
        return Hexadecimal.decode(digits) ?? Data(base64Encoded: text).map { [UInt8]($0) }
    }
}
