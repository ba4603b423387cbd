import Observations

extension FieldMap {
    /// Reads a JSON payload.
    func decodeJSON(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var scanner = JSONScanner(payload)
        var found = [JSONToken?](repeating: nil, count: tree.slotCount)
        do throws(JSONError) { try tree.find(in: &scanner, &found) } catch { throw .malformedJSON(error) }
        var skipped = 0
        var reading = DecodedReading(observations: [])
        reading.observations.reserveCapacity(fields.count)
        for field in fields {
            guard let token = found[field.slot], let observation = field.target.observation(token, scanner) else {
                skipped += 1
                continue
            }
            reading.observations.append(observation)
        }
        guard !reading.observations.isEmpty else { throw .nothingFound(offset: payload.count) }
        reading.parameters.reserveCapacity(parameters.count)
        for parameter in parameters {
            guard let token = found[parameter.slot], let value = scanner.parameterValue(token) else {
                skipped += 1
                continue
            }
            reading.parameters.append(Parameter(name: parameter.name, value: value))
        }
        if let time {
            reading.time = found[time.slot].flatMap { time.moment($0, scanner) }
            if reading.time == nil { skipped += 1 }
        }
        return Decoded(readings: [reading], skippedFields: skipped)
    }
}

extension FieldPlan.Target {
    /// The observation that a token makes, or nothing when it is not of the property's type.
    @inline(__always)
    func observation(_ token: JSONToken, _ scanner: JSONScanner) -> Observation? {
        switch (property.valueType, token.kind) {
        case (.number, .number), (.boolean, .number): return observation(value(token, scanner))
        case (.number, .yes), (.boolean, .yes): return observation(conversion.apply(1))
        case (.number, .no), (.boolean, .no): return observation(conversion.apply(0))
        case (.number, .string), (.boolean, .string):
            return scanner.numberInText(token).map { observation(value($0, scanner)) }
        case (.string, .string), (.string, .number), (.string, .yes), (.string, .no):
            guard token.range.count <= FieldPlan.textBytesMax else { return nil }
            return Observation(property, scanner.text(token), channel: channel, kind: kind)
        case (_, .object), (_, .array), (_, .null): return nil
        }
    }

    @inline(__always)
    private func value(_ token: JSONToken, _ scanner: JSONScanner) -> Double {
        if let decimal = DecimalNumber(scanner.bytes, token.range), let value = conversion.apply(decimal) {
            return value
        }
        return conversion.apply(scanner.number(token))
    }
}

extension JSONScanner {
    /// The number that a string consists of, as some devices send their numbers.
    func numberInText(_ token: JSONToken) -> JSONToken? {
        guard token.kind == .string, token.isPlain, (1...40).contains(token.range.count) else { return nil }
        var inner = JSONScanner(Array(bytes[token.range]))
        let number: JSONToken
        do throws(JSONError) {
            number = try inner.nextValue()
            try inner.finish()
        } catch {
            return nil
        }
        guard number.kind == .number, number.range.count == token.range.count else { return nil }
        return JSONToken(.number, token.range, isPlain: number.isPlain)
    }

    /// A token's value as a parameter: whole numbers of up to 64 bits stay as they are.
    func parameterValue(_ token: JSONToken) -> ParameterValue? {
        switch token.kind {
        case .number:
            if let value = unsignedInteger(token) { return .unsigned(value) }
            if let value = signedInteger(token) { return .signed(value) }
            return token.isPlain ? .json(text(token)) : .number(number(token))
        case .string:
            guard token.range.count <= FieldPlan.textBytesMax else { return nil }
            return .string(text(token))
        case .yes: return .boolean(true)
        case .no: return .boolean(false)
        case .object, .array, .null: return nil
        }
    }
}
