import Observations

extension FieldMap {
    /// Reads a binary payload.
    func decodeBinary(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var skipped = 0
        var reading = DecodedReading(observations: [])
        reading.observations.reserveCapacity(fields.count)
        for field in fields {
            guard let value = field.bytes?.value(in: payload) else {
                skipped += 1
                continue
            }
            let target = field.target
            reading.observations.append(target.observation(target.conversion.apply(value.number)))
        }
        guard !reading.observations.isEmpty else { throw .nothingFound(offset: payload.count) }
        reading.parameters.reserveCapacity(parameters.count)
        for parameter in parameters {
            switch parameter.bytes?.value(in: payload) {
            case .unsigned(let value):
                reading.parameters.append(Parameter(name: parameter.name, value: .unsigned(value)))
            case .signed(let value): reading.parameters.append(Parameter(name: parameter.name, value: .signed(value)))
            case .float(let value): reading.parameters.append(Parameter(name: parameter.name, value: .number(value)))
            case nil: skipped += 1
            }
        }
        if let time {
            reading.time = time.bytes?.value(in: payload).flatMap(time.moment)
            if reading.time == nil { skipped += 1 }
        }
        return Decoded(readings: [reading], skippedFields: skipped)
    }
}
