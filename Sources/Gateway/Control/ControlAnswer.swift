import Foundation

/// An answer of the socket; a gateway of another version than the command that asks may leave parts out, or say more.
public protocol ControlAnswer: Codable, Sendable {
    /// Every part with nothing in it: what an answer leaves out is taken from here.
    static var blank: Self { get }
}

extension ControlAnswer {
    /// Reads an answer; parts that are not known are passed over.
    ///
    /// - Throws: `ControlError.notUnderstood` when a part is missing that `blank` does not have, or is of another kind.
    static func read(_ line: [UInt8]) throws(ControlError) -> Self {
        var data = Data(line)
        for _ in 0..<missingPartsMax {
            do {
                return try JSONDecoder().decode(Self.self, from: data)
            } catch DecodingError.keyNotFound(let key, let context) {
                guard let filled = filling((context.codingPath + [key]).map(\.stringValue)[...], of: data) else {
                    break
                }
                data = filled
            } catch {
                break
            }
        }
        throw .notUnderstood(version: version(line))
    }

    /// More parts than an answer has.
    private static var missingPartsMax: Int { 256 }

    /// The answer with one part more.
    private static func filling(_ path: ArraySlice<String>, of data: Data) -> Data? {
        do {
            let blank = try JSONSerialization.jsonObject(with: JSONEncoder().encode(Self.blank))
            let value = path.reduce(blank as Any?) { ($0 as? [String: Any])?[$1] }
            guard let value, var object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
                return nil
            }
            guard put(value, at: path, into: &object) else { return nil }
            return try JSONSerialization.data(withJSONObject: object)
        } catch {
            return nil
        }
    }

    private static func put(_ value: Any, at path: ArraySlice<String>, into object: inout [String: Any]) -> Bool {
        guard let name = path.first else { return false }
        if path.count == 1 {
            object[name] = value
            return true
        }
        guard var inner = object[name] as? [String: Any], put(value, at: path.dropFirst(), into: &inner) else {
            return false
        }
        object[name] = inner
        return true
    }

    private static func version(_ line: [UInt8]) -> String? {
        do {
            let object = try JSONSerialization.jsonObject(with: Data(line))
            return (object as? [String: Any])?["version"] as? String
        } catch {
            return nil
        }
    }
}
