import Devices
import Observations

extension ModelFile {
    /// What a field or parameter says about its place depends on the format: `path` in JSON, `offset` and `type` in bytes.
    private enum Format: String, CaseIterable {
        case json
        case binary
    }

    init(toml text: String, path: String, report: SettingsReport) throws(ConfigurationError) {
        let root: SettingsTable
        do {
            root = SettingsTable(path: "", generalPath: "", entries: try SettingsNode.document(text), report: report)
        } catch {
            throw ConfigurationError(faults: [error])
        }
        let id = root.required("id", .modelID)
        let title = root.optional("title", .text(bytesMax: 256))
        let source = root.optional("source", .text(bytesMax: 1024))
        let domain: Domain? = root.required("domain", .choice)
        let format: Format? = root.required("format", .choice)
        // Without a format nobody knows which keys belong into the tables below: first things first.
        guard let format else { throw ConfigurationError(faults: report.faults) }

        var mapFormat: FieldMapFormat? = .json
        if format == .binary {
            let order: ByteOrder? = root.required("byte_order", .choice)
            mapFormat = order.map(FieldMapFormat.binary)
        }
        let time = root.optionalTable("time").map { ModelFile.time($0, format) }
        let fields = root.tables("fields").map { ModelFile.field($0, format) }
        let parameters = root.tables("parameters").map { ModelFile.parameter($0, format) }
        root.refuseUnknownKeys()

        guard let id, let domain, let mapFormat, report.faults.isEmpty else {
            throw ConfigurationError(faults: report.faults)
        }
        do {
            fieldMap = try FieldMap(
                id: id,
                title: title,
                domain: domain,
                source: source ?? path,
                format: mapFormat,
                time: time ?? nil,
                fields: fields.compactMap(\.self),
                parameters: parameters.compactMap(\.self)
            )
        } catch {
            throw ConfigurationError(
                faults: error.faults.map { ConfigurationFault(key: $0.key, problem: $0.problem) }
            )
        }
        self.path = path
    }

    private static func field(_ table: SettingsTable, _ format: Format) -> FieldMap.Field? {
        let place = source(table, format)
        let property = table.required("property", .property)
        let channel = table.optional("channel", .slug)
        let unit = table.optional("unit", .text(bytesMax: 64))
        let scale = table.value("scale", .number, default: 1)
        let add = table.value("add", .number, default: 0)
        let kind = table.value("kind", .choice, default: ObservationKind.instant)
        table.refuseUnknownKeys()
        guard let place, let property, let scale, let add, let kind else { return nil }
        return FieldMap.Field(
            source: place,
            property: property,
            channel: channel?.string,
            unit: unit,
            scale: scale,
            add: add,
            kind: kind
        )
    }

    private static func parameter(_ table: SettingsTable, _ format: Format) -> FieldMap.ParameterField? {
        let place = source(table, format)
        let name = table.required("name", .text(bytesMax: FieldMap.nameBytesMax))
        table.refuseUnknownKeys()
        guard let place, let name else { return nil }
        return FieldMap.ParameterField(source: place, name: name)
    }

    private static func time(_ table: SettingsTable, _ format: Format) -> FieldMap.Time? {
        let place = source(table, format)
        let unit: TimeUnit? = table.required("unit", .choice)
        let zone = table.value("zone", .zone, default: 0)
        table.refuseUnknownKeys()
        guard let place, let unit, let zone else { return nil }
        return FieldMap.Time(source: place, unit: unit, zoneSecondsEast: zone)
    }

    private static func source(_ table: SettingsTable, _ format: Format) -> FieldSource? {
        switch format {
        case .json: return table.required("path", .text(bytesMax: 1024)).map(FieldSource.path)
        case .binary:
            let offset = table.required("offset", .integer(0...FieldMap.offsetMax))
            let type: BinaryType? = table.required("type", .choice)
            let bit = table.optional("bit", .integer(0...63))
            let bits = table.optional("bits", .bits)
            if table.contains("bit"), table.contains("bits") {
                table.fault("bits", "stands beside bit", allowed: "bit or bits")
            }
            guard let offset, let type else { return nil }
            return .bytes(offset: offset, type: type, bits: bits ?? bit.map { $0...$0 })
        }
    }
}

extension SettingsKind where Value == ModelID {
    static var modelID: SettingsKind {
        .text("vendor/model, both 1 to 64 of a-z, 0-9 and -", ModelID.init)
    }
}

extension SettingsKind where Value == String {
    /// The name of a property.
    static var property: SettingsKind {
        SettingsKind(allowed: "a property of the vocabulary; see `gateway model properties`") {
            node throws(SettingsProblem) in
            guard case .string(let name) = node else { throw SettingsProblem(text: "is \(node.kind), not a text") }
            guard ObservedProperty.named(name) == nil else { return name }
            let meant = Spelling.nearest(to: name, among: ObservedProperty.all.map(\.name))
            let hint = meant.map { "; did you mean \($0)?" } ?? ""
            throw SettingsProblem(text: "there is no property \(node.excerpt)\(hint)")
        }
    }
}

extension SettingsKind where Value == ClosedRange<Int> {
    /// The lowest and the highest bit, as `[4, 7]`.
    static var bits: SettingsKind {
        SettingsKind(allowed: "the lowest and the highest bit, 0 to 63, as [4, 7]") { node throws(SettingsProblem) in
            guard case .array(let nodes) = node, nodes.count == 2, case .integer(let low) = nodes[0],
                case .integer(let high) = nodes[1], (0...63).contains(low), (low...63).contains(high)
            else { throw SettingsProblem(text: "\(node.excerpt) is not a range of bits") }
            return low...high
        }
    }
}

extension SettingsKind where Value == Int {
    /// Seconds east of UTC, written `Z` or `±hh:mm`.
    static var zone: SettingsKind {
        .text("\"Z\" or the distance from UTC as \"+07:00\"") { text in
            if text == "Z" { return 0 }
            guard let match = text.wholeMatch(of: /([+-])([01][0-9]|2[0-3]):([0-5][0-9])/) else { return nil }
            guard let hours = Int(match.2), let minutes = Int(match.3) else { return nil }
            return (match.1 == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
        }
    }
}
