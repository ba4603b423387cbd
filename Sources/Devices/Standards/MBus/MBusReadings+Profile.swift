import Observations

/// Compact profiles: values of one quantity at regular times, in one record.
///
/// | byte | meaning |
/// | --- | --- |
/// | 0 | length of the record (type D) |
/// | 1 | bits 6–7: 0 values, 1 increments, 2 decrements, 3 signed differences; bits 4–5: unit of the spacing (s, min, h, d); bits 0–3: type of a value |
/// | 2 | spacing: 1–250 units; with days 253 half a month, 254 a month |
/// | 3… | the values |
///
/// Times count from the date of the record's storage: forwards, in an inverse profile backwards. The first value lies one
/// step from it. Differences count from the value of the same storage.
///
/// Source: EN 13757-3:2018 annex F (compact profile).
extension MBusReadings {
    /// The most values of a profile.
    static let profileValuesMax = 96

    /// Adds the values as readings of their own where the profile's date is known, else on channels.
    mutating func addProfile(
        _ record: MBusRecord,
        _ unit: MBusUnit,
        _ aspects: MBusAspects,
        _ property: MBusProperty,
        isInverse: Bool
    ) {
        let bytes = telegram.bytes
        let start = record.value.lowerBound + 1
        guard record.type == 0xD, record.value.count > 3, bytes[start] >> 6 == 0 else {
            return note(record, aspects)
        }
        let type = bytes[start] & 0x0F
        let size = MBusRecord.valueBytes(type)
        guard size > 0 else { return note(record, aspects) }
        var element = record
        element.type = type
        element.extensions = record.extensions.upperBound..<record.extensions.upperBound
        let base = date(of: record.storage)
        var step = 0
        var position = start + 2
        while position + size <= record.value.upperBound, step < MBusReadings.profileValuesMax {
            element.value = position..<position + size
            position += size
            step += 1
            guard let number = MBusValue(element, in: bytes).number else { continue }
            let value = MBusScale.of(unit.quantity).apply(number, power: Int(unit.exponent), factor: unit.factor)
            let time = base.flatMap { moment($0, step: isInverse ? -step : step, bytes[start], bytes[start + 1]) }
            addProfileValue(value, property, record, step, time)
        }
    }

    private mutating func addProfileValue(
        _ value: Double,
        _ property: MBusProperty,
        _ record: MBusRecord,
        _ step: Int,
        _ time: Timestamp?
    ) {
        if let time, isPast(time) {
            let channel = MBusChannel.of(
                (property.label, nil, nil),
                tariff: record.tariff,
                subunit: record.subunit,
                storage: 0,
                record.function
            )
            addEarlier([Observation(property.property, value, channel: channel, kind: property.kind)], at: time)
        } else {
            let channel = MBusChannel.of(
                (.compact, property.label, nil),
                tariff: record.tariff,
                subunit: record.subunit,
                storage: record.storage + step,
                record.function
            )
            current.add(Observation(property.property, value, channel: channel))
        }
    }

    /// A moment some steps away from another one.
    private func moment(_ base: Timestamp, step: Int, _ control: UInt8, _ spacing: UInt8) -> Timestamp? {
        let units: [Int64] = [1, 60, 3600, 86_400]
        let unit = units[Int(control >> 4 & 3)]
        guard control >> 4 & 3 == 3, spacing >= 253 else {
            guard (1...250).contains(spacing) else { return nil }
            return base.advanced(byMicroseconds: Int64(step) * Int64(spacing) * unit * 1_000_000)
        }
        guard spacing == 254 else { return nil }
        return MBusTime.monthsLater(base, step)
    }
}
