/// Where a route finds the hardware id: `topic:3` or `json:device.id`.
public enum HardwareIDRule: Hashable, Sendable, CustomStringConvertible {
    /// A level of the topic, counted from 1.
    case topicLevel(Int)
    /// A text or a whole number in the payload.
    case json(JSONPath)

    /// Reads a rule as the configuration has it: `topic:N` with N from 1 to 128, or `json:PATH`.
    public init(parsing text: String) throws(HardwareIDRuleError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .unknownKind(text) }
        switch parts[0] {
        case "topic":
            guard let level = Int(parts[1]), (1...128).contains(level), String(level) == parts[1] else {
                throw .invalidLevel(String(parts[1]))
            }
            self = .topicLevel(level)
        case "json":
            do throws(JSONPathError) { self = .json(try JSONPath(String(parts[1]))) } catch {
                throw .invalidPath(error)
            }
        default: throw .unknownKind(text)
        }
    }

    /// The rule as the configuration has it.
    public var description: String {
        switch self {
        case .topicLevel(let level): "topic:\(level)"
        case .json(let path): "json:\(path)"
        }
    }

    /// Checks that a message names this hardware where the rule says, too; hexadecimal digits of a DevEUI in any case.
    ///
    /// - Throws: `EnvelopeError.contradictingIDs`, or `unconfirmedID` when the message has no id there.
    public func confirm(_ hardwareID: String, topic: [UInt8], payload: [UInt8]) throws(EnvelopeError) {
        let found: String
        do throws(EnvelopeError) { found = try self.hardwareID(topic: topic, payload: payload) } catch {
            throw .unconfirmedID(place: description)
        }
        let isEqual = found == hardwareID || found.utf8.count == 16 && found.lowercased() == hardwareID.lowercased()
        guard isEqual else { throw .contradictingIDs(topic: hardwareID, message: found) }
    }

    /// Finds the hardware id of a message.
    func hardwareID(topic: [UInt8], payload: [UInt8]) throws(EnvelopeError) -> String {
        switch self {
        case .topicLevel(let level):
            guard let range = HardwareIDRule.range(ofLevel: level, in: topic) else {
                throw .missingTopicLevel(level: level)
            }
            return try HardwareIDRule.checked(topic[range])
        case .json(let path):
            var scanner = JSONScanner(payload)
            let found: JSONToken?
            do throws(JSONError) { found = try path.find(in: &scanner) } catch { throw .malformedJSON(error) }
            guard let token = found else { throw .missingMember(name: path.description) }
            guard token.kind == .string || token.kind == .number && token.isPlain else {
                throw .invalidMember(name: path.description, offset: token.range.lowerBound)
            }
            return try HardwareIDRule.checked(Array(scanner.text(token).utf8)[...])
        }
    }

    private static func range(ofLevel level: Int, in topic: [UInt8]) -> Range<Int>? {
        var start = 0
        for _ in 1..<level {
            guard let slash = topic[start...].firstIndex(of: UInt8(ascii: "/")) else { return nil }
            start = slash + 1
        }
        return start..<(topic[start...].firstIndex(of: UInt8(ascii: "/")) ?? topic.count)
    }

    /// Checks what is meant to be a hardware id.
    static func checked(_ bytes: ArraySlice<UInt8>) throws(EnvelopeError) -> String {
        guard (1...Uplink.hardwareIDBytesMax).contains(bytes.count), let text = String(validating: bytes, as: UTF8.self)
        else { throw .invalidHardwareID }
        return text
    }
}
