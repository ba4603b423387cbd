/// Sparkplug payloads by the field numbers of the specification.
enum SparkplugSample {
    /// 2026-11-23T08:00:00Z.
    static let noon: UInt64 = 1_795_420_800_000

    struct Metric {
        var name: String?
        var alias: UInt64?
        var milliseconds: UInt64?
        var type: UInt64?
        var isHistorical = false
        var isNull = false
        var quality: UInt64?
        var value: Value?

        enum Value {
            case integer(UInt64)
            case long(UInt64)
            case float(Float)
            case double(Double)
            case boolean(Bool)
            case string(String)
            case dataSet
            case template
        }

        var bytes: [UInt8] {
            var writer = ProtobufWriter()
            if let name { writer.text(1, name) }
            if let alias { writer.varint(2, alias) }
            if let milliseconds { writer.varint(3, milliseconds) }
            if let type { writer.varint(4, type) }
            if isHistorical { writer.varint(5, 1) }
            if isNull { writer.varint(7, 1) }
            if let quality {
                var value = ProtobufWriter()
                value.varint(1, 3)
                value.varint(3, quality)
                var unit = ProtobufWriter()
                unit.varint(1, 12)
                unit.text(8, "Cel")
                var properties = ProtobufWriter()
                properties.text(1, "engUnit")
                properties.text(1, "Quality")
                properties.message(2, unit.bytes)
                properties.message(2, value.bytes)
                writer.message(9, properties.bytes)
            }
            switch value {
            case .integer(let number): writer.varint(10, number)
            case .long(let number): writer.varint(11, number)
            case .float(let number): writer.fixed32(12, number.bitPattern)
            case .double(let number): writer.fixed64(13, number.bitPattern)
            case .boolean(let boolean): writer.varint(14, boolean ? 1 : 0)
            case .string(let text): writer.text(15, text)
            case .dataSet: writer.message(17, [0x08, 0x01])
            case .template: writer.message(18, [0x0A, 0x00])
            case nil: break
            }
            return writer.bytes
        }
    }

    static func payload(_ metrics: [Metric], sequence: UInt64?, milliseconds: UInt64? = noon) -> [UInt8] {
        var writer = ProtobufWriter()
        if let milliseconds { writer.varint(1, milliseconds) }
        for metric in metrics { writer.message(2, metric.bytes) }
        if let sequence { writer.varint(3, sequence) }
        return writer.bytes
    }

    /// A node that is born with a control and two values.
    static let nodeBirth = payload(
        [
            Metric(name: "bdSeq", type: 8, value: .long(7)),
            Metric(name: "Node Control/Rebirth", type: 11, value: .boolean(false)),
            Metric(name: "battery_voltage", alias: 1, type: 9, value: .float(12.6)),
            Metric(name: "Properties/Hardware Make", type: 12, value: .string("Acme \"X\"")),
        ],
        sequence: 0
    )

    /// A device of that node, with aliases.
    static let deviceBirth = payload(
        [
            Metric(name: "air_temperature", alias: 10, type: 10, quality: 192, value: .double(24.5)),
            Metric(name: "relative_humidity", alias: 11, type: 9, value: .float(61.2)),
            Metric(name: "counts/in", alias: 12, type: 3, value: .integer(5)),
        ],
        sequence: 1
    )

    /// Its data: values by alias, one of an hour before, one that the device does not trust, one that it does not have.
    static let deviceData = payload(
        [
            Metric(alias: 10, milliseconds: noon + 60_000, value: .double(25.25)),
            Metric(alias: 10, milliseconds: noon - 3_600_000, isHistorical: true, value: .double(20)),
            Metric(alias: 11, milliseconds: noon + 60_000, quality: 500, value: .float(99.5)),
            Metric(alias: 12, milliseconds: noon + 60_000, value: .integer(0xFFFF_FFFE)),
            Metric(name: "table", milliseconds: noon + 60_000, type: 16, value: .dataSet),
            Metric(name: "shape", milliseconds: noon + 60_000, type: 19, value: .template),
        ],
        sequence: 2,
        milliseconds: noon + 60_000
    )
}
