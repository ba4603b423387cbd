import Observations

/// A Sensor Measurement List as a device's payload.
///
/// A record whose name, or what follows its last `/` or `:`, is the name of a property of the vocabulary or a usual name
/// for one (`SenMLName`) becomes an observation, if its unit fits. Any other record becomes a parameter by its full name,
/// as does a sum, with `sum` behind the name. Records of different times become readings of their own, the oldest first;
/// those without a time come last.
///
/// Source: RFC 8428; units: RFC 8798.
enum SenMLPayload {
    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "SenML pack, any sensor",
            domain: .environment,
            properties: ObservedProperty.allCases,
            source: "RFC 8428, Sensor Measurement Lists",
            payloadBytesMax: .max,
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context) }
        )
    }

    private static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        guard payload.first == UInt8(ascii: "{") else {
            return Decoded(readings: readings(of: try SenMLPack(payload, now: context.referenceTime)))
        }
        // The envelope has taken the pack apart by devices and moments.
        let (records, skipped) = try SenMLObject.records(payload)
        var reading = ReadingBuilder()
        for record in records { add(record, to: &reading) }
        return Decoded(readings: [reading.reading], skippedFields: skipped)
    }

    /// The readings of a pack.
    static func readings(of pack: SenMLPack) -> [DecodedReading] {
        var readings: [ReadingBuilder] = []
        for record in pack.records {
            if let place = readings.lastIndex(where: { $0.time == record.time }) {
                add(record, to: &readings[place])
            } else {
                var reading = ReadingBuilder(time: record.time)
                add(record, to: &reading)
                readings.append(reading)
            }
        }
        if let name = pack.baseNames.first, !name.isEmpty { readings[0].note("baseName", .string(name)) }
        return readings.enumerated().sorted { left, right in
            let first = left.element.time?.microseconds ?? .max
            let second = right.element.time?.microseconds ?? .max
            return first == second ? left.offset < right.offset : first < second
        }.map(\.element.reading)
    }

    private static func add(_ record: SenMLRecord, to reading: inout ReadingBuilder) {
        let property = SenMLName.property(record.name)
        switch record.value {
        case .number(let number):
            if let property, property.valueType != .string,
                let value = SenMLName.convert(number, record.unit, to: property)
            {
                reading.add(property, value)
            } else {
                reading.note(record.name, .number(number))
                if let unit = record.unit { reading.note("\(record.name) unit", .string(unit)) }
            }
        case .boolean(let isTrue):
            if let property, property.valueType == .boolean {
                reading.add(property, isTrue)
            } else {
                reading.note(record.name, .boolean(isTrue))
            }
        case .text(let text):
            if let property, property.valueType == .string {
                reading.add(property, text)
            } else {
                reading.note(record.name, .string(text))
            }
        case .data(let data): reading.note(record.name, .string(data))
        case nil: break
        }
        if let sum = record.sum { reading.note("\(record.name) sum", .number(sum)) }
        if let seconds = record.updateTime { reading.note("\(record.name) updateTime", .number(seconds)) }
    }
}
