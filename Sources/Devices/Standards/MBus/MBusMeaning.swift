import Observations

/// What a record observes, of which meter: its property, unit, channel and kind.
struct MBusMeaning {
    let record: MBusRecord
    let unit: MBusUnit
    let aspects: MBusAspects
    let property: MBusProperty

    /// The meaning of a record whose unit and aspects are known; nothing where it has no property.
    init?(_ record: MBusRecord, _ unit: MBusUnit, _ aspects: MBusAspects, _ medium: MBusMedium) {
        guard let property = MBusProperty(unit.quantity, medium, aspects, record.function) else { return nil }
        self.record = record
        self.unit = unit
        self.aspects = aspects
        self.property = property
    }

    /// Whether it is a value as it stands: neither an extreme, nor a limit, nor a mean, nor of the future.
    var isPlain: Bool { record.function == .instantaneous && aspects.label == nil && !aspects.isFuture }

    /// The channel, as of a storage.
    func channel(storage: Int) -> Channel? {
        MBusChannel.of(
            (
                property.saysAll ? nil : aspects.phase, property.label,
                aspects.isFuture ? .future : property.saysAll ? nil : aspects.label
            ),
            aspects.makerCode.map { "code-\($0)" },
            tariff: record.tariff,
            subunit: record.subunit,
            storage: storage,
            record.function
        )
    }

    /// The observation, on the channel of a storage; nothing where the record's value is no number.
    func observation(in bytes: [UInt8], storage: Int) -> Observation? {
        let value = MBusValue(record, in: bytes)
        switch value {
        case .bytes, .text: return nil
        case .missing, .integer, .real: break
        }
        guard let number = aspects.isError ? nil : value.number else {
            return Observation(property: property.property, channel: channel(storage: storage), value: nil)
        }
        let keepsKind = isPlain || record.function == .instantaneous && aspects.role != .value
        return Observation(
            property.property,
            scaled(number),
            channel: channel(storage: storage),
            kind: keepsKind ? property.kind : .instant,
            deviceSaysFault: record.function == .error && !unit.isTime
        )
    }

    /// A number of the record's unit in the property's.
    func scaled(_ number: Double) -> Double {
        switch aspects.role {
        case .count: return number
        case .duration(let seconds): return number * seconds / 3600
        default: break
        }
        return MBusScale.of(unit.quantity).apply(
            number + aspects.addition,
            power: Int(unit.exponent) + aspects.exponent,
            factor: unit.factor
        )
    }
}
