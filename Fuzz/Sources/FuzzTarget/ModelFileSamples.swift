import Devices
import Observations

/// Models as files describe them: one for JSON and one for each byte order, with every way to write a value.
enum ModelFileSamples {
    static let models: [DeviceModel] = [
        model("json", .json, FieldMap.Time(source: .path("ts"), unit: .iso8601), paths.map { .path($0) }),
        model("json-epoch", .json, FieldMap.Time(source: .path("ts"), unit: .nanoseconds), paths.map { .path($0) }),
        model("big", .binary(.bigEndian), FieldMap.Time(source: bytes(0, .uint32), unit: .seconds), places),
        model("little", .binary(.littleEndian), FieldMap.Time(source: bytes(0, .uint64), unit: .milliseconds), places),
    ]

    private static let paths = ["a", "b.c", "b.d.0", "list.2.v", "e"]

    private static let places: [FieldSource] =
        BinaryType.allCases.enumerated().map { bytes(4 + 2 * $0, $1) } + [
            .bytes(offset: 3, type: .uint8, bits: 2...5), .bytes(offset: 8, type: .int16, bits: 4...15),
            .bytes(offset: 12, type: .uint64, bits: 0...63),
        ]

    private static func bytes(_ offset: Int, _ type: BinaryType) -> FieldSource { .bytes(offset: offset, type: type) }

    private static func model(
        _ name: String,
        _ format: FieldMapFormat,
        _ time: FieldMap.Time,
        _ sources: [FieldSource]
    ) -> DeviceModel {
        let fields = sources.enumerated().map { number, source in
            FieldMap.Field(
                source: source,
                property: "air_temperature",
                channel: "probe-\(number)",
                unit: "[degF]",
                scale: 0.1
            )
        }
        let parameters = sources.enumerated().map { FieldMap.ParameterField(source: $1, name: "raw\($0)") }
        guard let id = ModelID("model-file/\(name)") else { preconditionFailure("The name is valid.") }
        do throws(FieldMapError) {
            return try FieldMap(
                id: id,
                domain: .environment,
                format: format,
                time: time,
                fields: fields,
                parameters: parameters
            ).deviceModel
        } catch {
            preconditionFailure("The tables are valid: \(error)")
        }
    }
}
