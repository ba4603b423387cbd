import Observations

/// Records that a maker means in a way of its own.
extension MBusReadings {
    /// Adds a record by a maker's table; says whether it has a row there.
    mutating func addMakers(_ record: MBusRecord) -> Bool {
        guard let makerUnits else { return false }
        let bytes = telegram.bytes
        guard let row = makerUnits.first(where: { $0.fits(record, in: bytes) }) else { return false }
        let value = MBusValue(record, in: bytes)
        switch row.meaning {
        case .quantity(let property, let kind, let unit): add(record, row, value, property, kind, unit)
        case .conditions(let properties):
            guard case .integer(let bits) = value else { return false }
            for (index, property) in properties.enumerated() {
                current.add(Observation(property, bits >> Int64(index) & 1 != 0))
            }
            current.note("infoCode", .unsigned(UInt64(bitPattern: bits)))
        case .alarm:
            guard case .integer(let bits) = value else { return false }
            current.add(Observation(.alarmActive, bits != 0, channel: "info-code"))
            current.note("infoCode", .unsigned(UInt64(bitPattern: bits)))
        }
        return true
    }

    private mutating func add(
        _ record: MBusRecord,
        _ row: MBusMakerUnit,
        _ value: MBusValue,
        _ property: ObservedProperty,
        _ kind: ObservationKind,
        _ unit: MBusUnit
    ) {
        let isPhase = row.hasPhaseTariffs && record.tariff >= 5
        let phase = isPhase && (8...10).contains(record.tariff) ? MBusLabel(rawValue: UInt8(record.tariff - 8)) : nil
        let isStored = record.function == .instantaneous && date(of: record.storage) != nil
        func channel(storage: Int) -> Channel? {
            MBusChannel.of(
                (phase, nil, nil),
                row.channel,
                tariff: isPhase ? 0 : record.tariff,
                subunit: row.subunit == nil ? record.subunit : 0,
                storage: storage,
                record.function
            )
        }
        let ownChannel = channel(storage: isStored ? 0 : record.storage)
        let observation: Observation
        if let number = value.number {
            let scaled = MBusScale.of(unit.quantity).apply(number, power: Int(unit.exponent), factor: unit.factor)
            observation = Observation(
                property,
                scaled,
                channel: ownChannel,
                kind: record.function == .instantaneous ? kind : .instant
            )
        } else {
            observation = Observation(property: property, channel: ownChannel, value: nil)
        }
        guard isStored else { return current.add(observation) }
        addStored(observation, storage: record.storage, channelOfStorage: channel(storage: record.storage))
    }
}
