import Observations

/// A Sparkplug B message: the metrics of one node or device, each with a time and a quality of its own.
///
/// | field | type | meaning |
/// | --- | --- | --- |
/// | 1 | uint64 | timestamp, ms since 1970: of metrics that have none |
/// | 2 | message, repeated | metrics, see ``SparkplugMetric`` |
/// | 3 | uint64 | seq, 0 to 255, one more with every message of the node; an NBIRTH has 0 |
///
/// Metrics of the same time, quality and age (historical or not) become one uplink; its payload is a JSON object, a member
/// for each metric. `bdSeq` and the controls of node and device are no measurements and are left out. Data sets,
/// templates and bytes are passed over and counted.
///
/// Source: Eclipse Sparkplug 3.0.0 specification, chapters 4 (topics) and 6 (payloads).
struct SparkplugMessage {
    /// The most metrics of a message.
    static let metricsMax = 16_384
    /// The most moments of a message: each becomes a reading.
    static let groupsMax = 4_096

    private let bytes: [UInt8]
    private var milliseconds: UInt64?
    private var sequence: UInt64?
    private var metrics: [SparkplugMetric] = []

    /// Opens a message; a birth is noted in the memory.
    static func open(
        topic: [UInt8],
        payload: [UInt8],
        _ memory: inout SparkplugMemory
    ) throws(EnvelopeError) -> Opened {
        let topic = try SparkplugTopic(topic)
        switch topic.kind {
        case .state: return .deviceEvent(.hostState, hardwareID: topic.hardwareID)
        case .nodeCommand, .deviceCommand: return .deviceEvent(.command, hardwareID: topic.hardwareID)
        default: break
        }
        let message = try SparkplugMessage(payload)
        let birthSequence = message.birthSequence
        if topic.kind.isBirth {
            memory.birth(node: topic.node, device: topic.device, birthSequence: birthSequence, message.born)
        }
        if topic.kind != .nodeDeath, let sequence = message.sequence {
            let number = UInt8(truncatingIfNeeded: sequence)
            memory.note(sequence: number, of: topic.node, isBirth: topic.kind == .nodeBirth)
        }
        if topic.kind == .nodeDeath || topic.kind == .deviceDeath {
            memory.death(node: topic.node, device: topic.device, birthSequence: birthSequence)
            return .deviceEvent(.death, hardwareID: topic.hardwareID)
        }
        let uplinks = try message.uplinks(of: topic, &memory)
        if uplinks.isEmpty { return .deviceEvent(topic.kind.isBirth ? .birth : .empty, hardwareID: topic.hardwareID) }
        return .uplinks(uplinks)
    }

    private init(_ payload: [UInt8]) throws(EnvelopeError) {
        bytes = payload
        var reader = ProtobufReader(payload, 0..<payload.count)
        while let field = try reader.next() {
            switch (field.number, field.value) {
            case (1, .varint(let number)): milliseconds = number
            case (2, .bytes(let range)):
                guard metrics.count < SparkplugMessage.metricsMax else {
                    throw .tooManyParts(offset: field.offset, most: SparkplugMessage.metricsMax)
                }
                metrics.append(try SparkplugMetric(payload, range))
            case (3, .varint(let number)): sequence = number
            case (1...3, _): throw .malformedProtobuf(offset: field.offset)
            default: continue
            }
        }
    }

    /// Which birth a node's death belongs to.
    private var birthSequence: UInt64? {
        for metric in metrics where metric.name == "bdSeq" {
            if case .integer(let number) = metric.value { return number }
        }
        return nil
    }

    /// What a birth says of its metrics.
    private var born: SparkplugMemory.Born {
        var born = SparkplugMemory.Born()
        for metric in metrics {
            guard let name = metric.name else { continue }
            let type = metric.type.flatMap(SparkplugDataType.init(rawValue:))
            if let alias = metric.alias {
                born.byAlias[alias] = SparkplugMemory.Known(name: name, type: type)
            }
            if let type { born.types[name] = type }
        }
        return born
    }

    /// What metrics have in common that become one uplink.
    private struct Group: Hashable {
        let milliseconds: UInt64?
        let isHistorical: Bool
        let quality: Quality
    }

    private func uplinks(
        of topic: SparkplugTopic,
        _ memory: inout SparkplugMemory
    ) throws(EnvelopeError) -> [Uplink] {
        var objects: [Group: JSONObjectWriter] = [:]
        var order: [Group] = []
        var skipped = 0
        let isDoubtful = memory.isDoubtful(topic.node, device: topic.device)
        var doubtful: Set<Group> = []
        for metric in metrics {
            let (name, type) = try identity(of: metric, topic, memory)
            guard !SparkplugMessage.isControl(name) else { continue }
            let group = Group(
                milliseconds: metric.milliseconds ?? milliseconds,
                isHistorical: metric.isHistorical,
                quality: metric.quality
            )
            if objects[group] == nil {
                guard order.count < SparkplugMessage.groupsMax else {
                    throw .tooManyParts(offset: metric.offset, most: SparkplugMessage.groupsMax)
                }
                order.append(group)
            }
            if isDoubtful, metric.needsBirth { doubtful.insert(group) }
            if !(try objects[group, default: JSONObjectWriter()].add(name, metric, type, topic)) { skipped += 1 }
        }
        memory.skippedMetrics += skipped
        let groups = order.enumerated().sorted { left, right in
            (left.element.isHistorical ? 0 : 1, left.element.milliseconds ?? .max, left.offset)
                < (right.element.isHistorical ? 0 : 1, right.element.milliseconds ?? .max, right.offset)
        }.map(\.element)
        var uplinks: [Uplink] = []
        for group in groups {
            guard let object = objects[group], !object.isEmpty else { continue }
            var parameters: [Parameter] = []
            if let sequence { parameters.append(Parameter(name: "sequence", value: .unsigned(sequence))) }
            if group.isHistorical { parameters.append(Parameter(name: "historical", value: .boolean(true))) }
            uplinks.append(
                Uplink(
                    hardwareID: topic.hardwareID,
                    payload: object.object,
                    deviceTime: group.milliseconds.flatMap { Int64(exactly: $0) }.flatMap {
                        Timestamp(milliseconds: $0)
                    },
                    parameters: parameters,
                    quality: group.quality,
                    identity: bytes,
                    part: uplinks.count,
                    isNamedInDoubt: doubtful.contains(group)
                )
            )
        }
        return uplinks
    }

    /// The name and the type of a metric, from itself or from the birth.
    private func identity(
        of metric: SparkplugMetric,
        _ topic: SparkplugTopic,
        _ memory: SparkplugMemory
    ) throws(EnvelopeError) -> (name: String, type: SparkplugDataType?) {
        let ownType = metric.type.flatMap(SparkplugDataType.init(rawValue:))
        if let name = metric.name, !name.isEmpty {
            return (name, ownType ?? memory.type(of: name, of: topic.node, device: topic.device))
        }
        guard let alias = metric.alias else {
            throw .invalidMember(name: "a metric without name and alias", offset: metric.offset)
        }
        guard let known = memory.metric(alias, of: topic.node, device: topic.device) else {
            throw .birthNeeded(birth: topic.birth, alias: alias, offset: metric.offset)
        }
        return (known.name, ownType ?? known.type)
    }

    private static func isControl(_ name: String) -> Bool {
        name == "bdSeq" || name.hasPrefix("Node Control/") || name.hasPrefix("Device Control/")
    }
}

extension JSONObjectWriter {
    /// Adds a metric, and says whether its value is one that JSON has.
    fileprivate mutating func add(
        _ name: String,
        _ metric: SparkplugMetric,
        _ type: SparkplugDataType?,
        _ topic: SparkplugTopic
    ) throws(EnvelopeError) -> Bool {
        guard !metric.isNull, let value = metric.value else {
            add(name, raw: "null")
            return true
        }
        switch value {
        case .integer(let bits):
            guard let type else {
                // A type that is newer than this reader is passed over; one that nobody gave is in the birth.
                guard metric.type == nil else { return false }
                throw .birthNeeded(birth: topic.birth, alias: nil, offset: metric.offset)
            }
            guard let text = type.integer(bits) else { return false }
            add(name, raw: text)
        case .float(let number): add(name, number)
        case .double(let number): add(name, number)
        case .boolean(let boolean): add(name, boolean)
        case .string(let text): add(name, text)
        case .other: return false
        }
        return true
    }
}

extension SparkplugDataType {
    /// A whole number of this type as it is written; nothing for a type that is none.
    fileprivate func integer(_ bits: UInt64) -> String? {
        switch self {
        case .int8: "\(Int8(truncatingIfNeeded: bits))"
        case .int16: "\(Int16(truncatingIfNeeded: bits))"
        case .int32: "\(Int32(truncatingIfNeeded: bits))"
        case .int64: "\(Int64(bitPattern: bits))"
        case .uint8: "\(UInt8(truncatingIfNeeded: bits))"
        case .uint16: "\(UInt16(truncatingIfNeeded: bits))"
        case .uint32: "\(UInt32(truncatingIfNeeded: bits))"
        case .uint64, .dateTime: "\(bits)"
        case .boolean: bits == 0 ? "false" : "true"
        case .float, .double, .string, .text, .uuid: nil
        }
    }
}
