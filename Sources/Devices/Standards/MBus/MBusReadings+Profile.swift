import Observations

/// Compact profiles (`MBusProfile`) become readings.
extension MBusReadings {
    /// Adds the values as readings of their own where the profile's date is known, else on channels.
    mutating func addProfile(_ meaning: MBusMeaning, isInverse: Bool, of records: [MBusRecord]) {
        let record = meaning.record
        let bytes = telegram.bytes
        guard let profile = MBusProfile(record, isInverse: isInverse, in: bytes) else {
            return note(record, meaning.aspects)
        }
        let base = records.first { $0.isBase(of: record, in: bytes) }.flatMap { MBusValue($0, in: bytes).number }
        let numbers = profile.numbers(base: base)
        guard !numbers.isEmpty else { return note(record, meaning.aspects) }
        let date = date(of: record.storage)
        for (step, number) in numbers {
            let value = meaning.scaled(number)
            addProfileValue(value, meaning, step, date.flatMap { profile.moment($0, step: step) })
        }
    }

    private mutating func addProfileValue(_ value: Double, _ meaning: MBusMeaning, _ step: Int, _ time: Timestamp?) {
        let (record, property) = (meaning.record, meaning.property)
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
}
