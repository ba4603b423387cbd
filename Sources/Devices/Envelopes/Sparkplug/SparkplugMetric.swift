import Observations

/// One metric of a Sparkplug payload, as it stands there.
///
/// | field | type | meaning |
/// | --- | --- | --- |
/// | 1 | string | name; left out when an alias stands for it |
/// | 2 | uint64 | alias, given by the birth |
/// | 3 | uint64 | ms since 1970 |
/// | 4 | uint32 | data type, given by the birth |
/// | 5 | bool | the value is of earlier, and not the current one |
/// | 7 | bool | there is no value |
/// | 9 | message | properties: keys (1), values (2); `Quality` is 0 (bad), 192 (good) or 500 (stale) |
/// | 10, 11 | uint32, uint64 | a whole number; negative ones as two's complement |
/// | 12, 13, 14, 15 | float, double, bool, string | the value |
/// | 16 to 19 | bytes, message | bytes, data set, template, extension: passed over and counted |
///
/// Of a property value: type (1), int_value (3), long_value (4).
///
/// Source: Eclipse Sparkplug 3.0.0 specification, section 6.4 and its protocol buffer schema.
struct SparkplugMetric {
    /// A value by the field that holds it.
    enum Value {
        case integer(UInt64)
        case float(Float)
        case double(Double)
        case boolean(Bool)
        case string(String)
        /// A data set, a template, bytes or something newer.
        case other
    }

    /// The longest name, in bytes.
    static let nameBytesMax = 512

    /// Where it stands in the message.
    let offset: Int
    private(set) var name: String?
    private(set) var alias: UInt64?
    private(set) var milliseconds: UInt64?
    private(set) var type: UInt32?
    private(set) var isHistorical = false
    private(set) var isNull = false
    private(set) var quality = Quality.good
    private(set) var value: Value?

    /// Whether only a birth says what the value is: what its alias stands for, or of what type a whole number is.
    var needsBirth: Bool {
        if name?.isEmpty ?? true { return true }
        if case .integer = value { return type == nil }
        return false
    }

    /// Reads a metric.
    init(_ bytes: [UInt8], _ range: Range<Int>) throws(EnvelopeError) {
        offset = range.lowerBound
        var reader = ProtobufReader(bytes, range)
        while let field = try reader.next() {
            switch field.number {
            case 1: name = try SparkplugMetric.text(field, reader, bytesMax: SparkplugMetric.nameBytesMax)
            case 2: alias = try SparkplugMetric.varint(field)
            case 3: milliseconds = try SparkplugMetric.varint(field)
            case 4: type = UInt32(truncatingIfNeeded: try SparkplugMetric.varint(field))
            case 5: isHistorical = try SparkplugMetric.varint(field) != 0
            case 7: isNull = try SparkplugMetric.varint(field) != 0
            case 9: quality = try SparkplugMetric.quality(bytes, try SparkplugMetric.range(field))
            case 10, 11: value = .integer(try SparkplugMetric.varint(field))
            case 12:
                guard case .fixed32(let bits) = field.value else { throw .malformedProtobuf(offset: field.offset) }
                value = .float(Float(bitPattern: bits))
            case 13:
                guard case .fixed64(let bits) = field.value else { throw .malformedProtobuf(offset: field.offset) }
                value = .double(Double(bitPattern: bits))
            case 14: value = .boolean(try SparkplugMetric.varint(field) != 0)
            case 15: value = .string(try SparkplugMetric.text(field, reader, bytesMax: .max))
            case 16...19: value = .other
            default: continue
            }
        }
    }

    private static func varint(_ field: ProtobufField) throws(EnvelopeError) -> UInt64 {
        guard let number = field.varint else { throw .malformedProtobuf(offset: field.offset) }
        return number
    }

    private static func range(_ field: ProtobufField) throws(EnvelopeError) -> Range<Int> {
        guard let range = field.range else { throw .malformedProtobuf(offset: field.offset) }
        return range
    }

    private static func text(
        _ field: ProtobufField,
        _ reader: ProtobufReader,
        bytesMax: Int
    ) throws(EnvelopeError) -> String {
        let range = try range(field)
        guard range.count <= bytesMax else { throw .invalidMember(name: "a metric's name", offset: field.offset) }
        return try reader.text(range)
    }

    /// What the property `Quality` says; good where there is none.
    private static func quality(_ bytes: [UInt8], _ range: Range<Int>) throws(EnvelopeError) -> Quality {
        var reader = ProtobufReader(bytes, range)
        var place: Int?
        var keys = 0
        var values: [Range<Int>] = []
        while let field = try reader.next() {
            switch (field.number, field.value) {
            case (1, .bytes(let range)):
                if bytes[range].elementsEqual("Quality".utf8) { place = keys }
                keys += 1
            case (2, .bytes(let range)): values.append(range)
            default: continue
            }
        }
        guard let place, values.indices.contains(place) else { return .good }
        var property = ProtobufReader(bytes, values[place])
        var code: UInt64?
        while let field = try property.next() {
            if field.number == 3 || field.number == 4, let number = field.varint { code = number }
        }
        switch code {
        case 192, nil: return .good
        case 0: return .bad
        default: return .suspect
        }
    }
}
