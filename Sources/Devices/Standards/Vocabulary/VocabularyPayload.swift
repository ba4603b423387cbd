import Observations

/// A JSON object of names and values, of which some names are our own.
///
/// | name | becomes |
/// | --- | --- |
/// | `air_temperature` | the observation |
/// | `roof/air_temperature`, `air_temperature/roof` | the same on the channel `roof`; further levels are joined with `-` |
/// | any other | a parameter |
///
/// A value has to be in the property's unit. `null` is a value that the device does not have. A value of another type
/// than the property's becomes a parameter; objects, arrays and texts beyond 1024 bytes are passed over and counted.
enum VocabularyPayload {
    /// The longest name of a parameter, in bytes.
    private static let nameBytesMax = 128
    /// The most members that are taken; those beyond are counted.
    private static let membersMax = 256

    /// Reads a payload.
    static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var scanner = JSONScanner(payload)
        var builder = ReadingBuilder()
        var (members, skipped) = (0, 0)
        do throws(JSONError) {
            let object = try scanner.nextValue()
            guard object.kind == .object else { throw .unexpectedByte(offset: object.range.lowerBound) }
            var isFirst = true
            while let name = try scanner.nextName(isFirst: &isFirst) {
                let value = try scanner.nextValue()
                members += 1
                if members > membersMax || !add(scanner.text(name), value, scanner, &builder) { skipped += 1 }
                if value.isContainer { try scanner.skip(value) }
            }
            try scanner.finish()
        } catch {
            throw .malformedJSON(error)
        }
        guard !builder.isEmpty else { throw .nothingFound(offset: payload.count) }
        return Decoded(readings: [builder.reading], skippedFields: skipped)
    }

    private static func add(
        _ name: String,
        _ value: JSONToken,
        _ scanner: JSONScanner,
        _ builder: inout ReadingBuilder
    ) -> Bool {
        if let (property, channel) = target(name), let observation = observation(property, channel, value, scanner) {
            builder.add(observation)
            return true
        }
        guard name.utf8.count <= nameBytesMax, let value = scanner.parameterValue(value) else { return false }
        builder.note(name, value)
        return true
    }

    /// The property and the channel that a name stands for.
    private static func target(_ name: String) -> (ObservedProperty, Channel?)? {
        if let property = ObservedProperty.named(name) { return (property, nil) }
        let levels = name.split(separator: "/", omittingEmptySubsequences: false)
        guard levels.count > 1, let first = levels.first, let last = levels.last else { return nil }
        if let property = ObservedProperty.named(String(last)), let channel = channel(levels.dropLast()) {
            return (property, channel)
        }
        if let property = ObservedProperty.named(String(first)), let channel = channel(levels.dropFirst()) {
            return (property, channel)
        }
        return nil
    }

    private static func channel(_ levels: ArraySlice<Substring>) -> Channel? {
        let text = levels.joined(separator: "-").lowercased()
        // Room for the number that tells equal names apart.
        guard text.utf8.count <= 48 else { return nil }
        do throws(SlugError) { return try Channel(text) } catch { return nil }
    }

    private static func observation(
        _ property: ObservedProperty,
        _ channel: Channel?,
        _ value: JSONToken,
        _ scanner: JSONScanner
    ) -> Observation? {
        switch (property.valueType, value.kind) {
        case (_, .null): return Observation(property: property, channel: channel, value: nil)
        case (.number, .number), (.boolean, .number):
            return Observation(property, scanner.number(value), channel: channel)
        case (.number, .string), (.boolean, .string):
            return scanner.numberInText(value).map { Observation(property, scanner.number($0), channel: channel) }
        case (.boolean, .yes), (.number, .yes): return Observation(property, true, channel: channel)
        case (.boolean, .no), (.number, .no): return Observation(property, false, channel: channel)
        case (.string, .string):
            guard value.range.count <= FieldPlan.textBytesMax else { return nil }
            return Observation(property, scanner.text(value), channel: channel)
        case (.string, _), (_, .object), (_, .array): return nil
        }
    }
}
