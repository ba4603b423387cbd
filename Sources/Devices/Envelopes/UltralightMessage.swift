import Observations

/// A message of FIWARE's UltraLight 2.0.
///
/// Topic: `[/ul]/{service key}/{device}/attrs` for groups of measures, `…/attrs/{name}` for one value; `…/cmdexe` answers a
/// command and `…/cmd` gives one.
///
/// | part | written |
/// | --- | --- |
/// | measure | `name\|value` |
/// | group | measures with `\|` between them, a moment (ISO 8601) and `\|` before them if the device knows it |
/// | message | groups with `#` between them |
///
/// A value that is a JSON number, `true` or `false` is one; anything else is a text. The payload that a model reads is a
/// JSON object, a member for each measure. White space at the end of the message is left out.
///
/// Source: IoT Agent for UltraLight 2.0, "User & Programmers Manual" (fiware-iotagent-ul.readthedocs.io).
struct UltralightMessage {
    /// The most groups of a message.
    static let groupsMax = 1_024

    private let payload: [UInt8]
    private let end: Int

    private init(_ payload: [UInt8]) {
        self.payload = payload
        end = 1 + (payload.lastIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } ?? -1)
    }

    /// Opens a message.
    static func open(
        topic: [UInt8],
        payload: [UInt8],
        _ rule: HardwareIDRule?
    ) throws(EnvelopeError) -> Opened {
        let levels = topic.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let attributes = levels.lastIndex { $0.elementsEqual("attrs".utf8) }
        let hardwareID = try hardwareID(topic, payload, rule, levels, attributes)
        if attributes == nil, let last = levels.last {
            if last.elementsEqual("cmdexe".utf8) { return .deviceEvent(.ack, hardwareID: hardwareID) }
            if last.elementsEqual("cmd".utf8) { return .deviceEvent(.command, hardwareID: hardwareID) }
        }
        let message = UltralightMessage(payload)
        guard message.end > 0 else { throw .malformedText(offset: 0) }
        if let attributes, attributes + 2 == levels.count {
            var object = JSONObjectWriter()
            object.add(try message.name(in: levels[attributes + 1]), measure: try message.text(0..<message.end))
            return .uplink(
                Uplink(hardwareID: hardwareID, payload: object.object, identity: topic + [0] + payload)
            )
        }
        let uplinks = try message.groups(of: hardwareID)
        return uplinks.count == 1 ? .uplink(uplinks[0]) : .uplinks(uplinks)
    }

    private static func hardwareID(
        _ topic: [UInt8],
        _ payload: [UInt8],
        _ rule: HardwareIDRule?,
        _ levels: [ArraySlice<UInt8>],
        _ attributes: Int?
    ) throws(EnvelopeError) -> String {
        if let rule { return try rule.hardwareID(topic: topic, payload: payload) }
        guard let place = attributes ?? (levels.count > 1 ? levels.count - 1 : nil), place > 0 else {
            throw .missingTopicLevel(level: 2)
        }
        return try HardwareIDRule.checked(levels[place - 1])
    }

    private func groups(of hardwareID: String) throws(EnvelopeError) -> [Uplink] {
        var uplinks: [Uplink] = []
        var start = 0
        while start <= end {
            let stop = payload[start..<end].firstIndex(of: UInt8(ascii: "#")) ?? end
            guard uplinks.count < UltralightMessage.groupsMax else {
                throw .tooManyParts(offset: start, most: UltralightMessage.groupsMax)
            }
            let (time, object) = try group(start..<stop)
            uplinks.append(
                Uplink(
                    hardwareID: hardwareID,
                    payload: object.object,
                    deviceTime: time,
                    identity: payload,
                    part: uplinks.count
                )
            )
            start = stop + 1
        }
        return uplinks
    }

    private func group(_ range: Range<Int>) throws(EnvelopeError) -> (Timestamp?, JSONObjectWriter) {
        var fields = payload[range].split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
        var time: Timestamp?
        if !fields.count.isMultiple(of: 2) {
            let first = fields.removeFirst()
            time = Timestamp(iso8601: first, assuming: 0)
            guard time != nil else { throw .malformedText(offset: first.startIndex) }
        }
        guard !fields.isEmpty else { throw .malformedText(offset: range.lowerBound) }
        var object = JSONObjectWriter()
        for index in stride(from: 0, to: fields.count, by: 2) {
            let value = fields[index + 1]
            object.add(try name(in: fields[index]), measure: try text(value.startIndex..<value.endIndex))
        }
        return (time, object)
    }

    private func name(in bytes: ArraySlice<UInt8>) throws(EnvelopeError) -> String {
        guard !bytes.isEmpty, let name = String(validating: bytes, as: UTF8.self) else {
            throw .malformedText(offset: min(bytes.startIndex, payload.count))
        }
        return name
    }

    private func text(_ range: Range<Int>) throws(EnvelopeError) -> String {
        guard let text = String(validating: payload[range], as: UTF8.self) else {
            throw .malformedText(offset: range.lowerBound)
        }
        return text
    }
}

extension JSONObjectWriter {
    /// Adds a value as it is written: a number, a yes or no, or a text.
    fileprivate mutating func add(_ name: String, measure text: String) {
        var scanner = JSONScanner(Array(text.utf8))
        let token: JSONToken?
        do throws(JSONError) {
            token = try scanner.nextValue()
            try scanner.finish()
        } catch {
            return add(name, text)
        }
        switch token?.kind {
        case .number, .yes, .no: add(name, raw: text)
        default: add(name, text)
        }
    }
}
