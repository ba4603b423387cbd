import Observations

/// Makes payloads that a model file's map can read.
struct FieldMapSimulation: Sendable {
    private let format: FieldMapFormat
    private let time: FieldMap.Time?
    private let fields: [FieldMap.Field]
    private let parameters: [FieldMap.ParameterField]

    /// A simulation for tables that are valid already; nothing when one path lies inside another.
    init?(
        format: FieldMapFormat,
        time: FieldMap.Time?,
        fields: [FieldMap.Field],
        parameters: [FieldMap.ParameterField]
    ) {
        (self.format, self.time, self.fields, self.parameters) = (format, time, fields, parameters)
        let sources = fields.map(\.source) + parameters.map(\.source) + (time.map { [$0.source] } ?? [])
        var paths: Set<String> = []
        for case .path(let path) in sources { paths.insert(path) }
        guard !paths.contains(where: { outer in paths.contains { $0.hasPrefix(outer + ".") } }) else { return nil }
    }

    /// The next payload.
    func next(_ device: inout SimulatedDevice) -> SimulatedUplink {
        let payload: [UInt8] =
            switch format {
            case .json: json(&device)
            case .binary(let order): binary(&device, order)
            }
        return SimulatedUplink(payload: payload, port: nil, frameCounter: device.frameCounter)
    }

    /// A raw value whose property stays in the quieter part of its physical range.
    private func raw(_ field: FieldMap.Field, _ slot: Int, _ device: inout SimulatedDevice) -> Double {
        guard let property = ObservedProperty.named(field.property), property.valueType == .number else {
            return Double(device.number(in: 0...1))
        }
        let low = max(property.range?.lowerBound ?? 0, 0)
        let high = max(low + 1, min(property.range?.upperBound ?? 100, 100))
        let span = high - low
        var value = device.walk(slot, within: low + 0.4 * span...low + 0.6 * span, step: 0.01 * span)
        if let unit = field.unit.flatMap(UnitOfMeasurement.named), let own = property.unit {
            value = own.convert(value, to: unit) ?? value
        }
        return (value - field.add) / field.scale
    }

    private func moment(_ time: FieldMap.Time, _ now: Timestamp) -> Int64 {
        switch time.unit {
        case .seconds: now.microseconds / 1_000_000
        case .milliseconds: now.microseconds / 1000
        case .microseconds, .iso8601: now.microseconds
        case .nanoseconds: now.microseconds &* 1000
        }
    }

    private func binary(_ device: inout SimulatedDevice, _ order: ByteOrder) -> [UInt8] {
        var writes: [(BinaryField, Double)] = []
        func add(_ source: FieldSource, _ number: Double) {
            guard case .bytes(let offset, let type, let bits) = source else { return }
            writes.append((BinaryField(offset: offset, type: type, order: order, bits: bits), number))
        }
        if let time { add(time.source, Double(moment(time, device.now))) }
        for parameter in parameters { add(parameter.source, Double(device.frameCounter)) }
        for (slot, field) in fields.enumerated() { add(field.source, raw(field, slot, &device)) }
        let count = writes.map { $0.0.offset + $0.0.type.byteCount }.max() ?? 0
        var payload = [UInt8](repeating: 0, count: count)
        for (field, number) in writes { field.write(number, to: &payload) }
        return payload
    }

    private func json(_ device: inout SimulatedDevice) -> [UInt8] {
        var members: [(path: [Substring], text: String)] = []
        func add(_ source: FieldSource, _ text: String) {
            guard case .path(let path) = source, !members.contains(where: { $0.path.joined(separator: ".") == path })
            else { return }
            members.append((path.split(separator: "."), text))
        }
        if let time {
            add(time.source, time.unit == .iso8601 ? "\"\(device.now)\"" : "\(moment(time, device.now))")
        }
        for parameter in parameters { add(parameter.source, "\(device.frameCounter)") }
        for (slot, field) in fields.enumerated() {
            let number = raw(field, slot, &device)
            let places = field.scale == 1 ? 100.0 : 1
            let isText = ObservedProperty.named(field.property)?.valueType == .string
            add(field.source, isText ? "\"ok\"" : "\((number * places).rounded() / places)")
        }
        return Array(object(members[...]).utf8)
    }

    /// An object of members whose paths begin here.
    private func object(_ members: ArraySlice<(path: [Substring], text: String)>) -> String {
        var names: [Substring] = []
        for member in members where !names.contains(member.path[0]) { names.append(member.path[0]) }
        let parts = names.map { name in
            let inner = members.filter { $0.path[0] == name }
            let text =
                inner[0].path.count == 1
                ? inner[0].text : object(inner.map { (Array($0.path.dropFirst()), $0.text) }[...])
            let escaped = name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
            return "\"\(escaped)\":\(text)"
        }
        return "{\(parts.joined(separator: ","))}"
    }
}
