import Observations

/// A meter on the M-Bus of a smart meter, as its P1 telegram shows it.
///
/// | object | meaning |
/// | --- | --- |
/// | `0-n:24.1.0(type)` | its M-Bus medium: 3 gas, 4, 12 and 13 heat, 6 and 7 water, 10 and 11 cold |
/// | `0-n:96.1.0(id)`, `0-n:96.1.1(id)` | its identifier |
/// | `0-n:24.2.x(time)(value*unit)` | its counter at its own time |
/// | `0-n:24.3.0(time)(…)(…)(…)(code)(unit)(value)` | the same before DSMR 4 |
/// | `0-n:24.4.0(state)` | its valve: 1 open |
struct DSMRSubMeter {
    /// Its number on the bus.
    let number: UInt8

    private var type: UInt64?
    private var identifier = ""
    private var isValveOpen: Bool?
    private var time: Timestamp?
    private var values: [(value: Double, unit: UnitOfMeasurement)] = []
    private var others: [Parameter] = []

    init(number: UInt8) { self.number = number }

    /// A reading at the meter's own time, or nothing where it has none.
    var reading: DecodedReading? {
        guard let time else { return nil }
        var reading = ReadingBuilder(time: time)
        add(to: &reading)
        return reading.reading
    }

    /// Takes an object of this meter.
    mutating func add(_ object: DSMRObject) {
        switch (object.code.c, object.code.d) {
        case (96, _): identifier = object.text(0)
        case (24, 1): type = object.count(0)
        case (24, 2):
            if let (value, unit) = object.number(1), let unit { return add(value, unit, at: object.time(0)) }
            note(object)
        case (24, 3):
            if let unit = UnitOfMeasurement.named(object.text(5)), let (value, _) = object.number(6) {
                return add(value, unit, at: object.time(0))
            }
            note(object)
        case (24, 4):
            if let state = object.count(0) { isValveOpen = state == 1 } else { note(object) }
        default: note(object)
        }
    }

    /// Adds what is known to a reading.
    func add(to reading: inout ReadingBuilder) {
        let channel = Channel.numbered("mbus", Int(number))
        for (value, unit) in values {
            let property = property(unit)
            guard let target = property.unit, let converted = unit.convert(value, to: target) else { continue }
            reading.add(property, converted, channel, .counter)
        }
        if let isValveOpen { reading.add(.valveOpen, isValveOpen, channel) }
        if let type { reading.note("mbus\(number)DeviceType", .unsigned(type)) }
        if !identifier.isEmpty { reading.note("mbus\(number)EquipmentId", .string(identifier)) }
        for other in others { reading.add(other) }
    }

    private mutating func add(_ value: Double, _ unit: UnitOfMeasurement, at moment: Timestamp?) {
        guard unit.dimension == .volume || unit.dimension == .energy else { return }
        values.append((value, unit))
        time = time ?? moment
    }

    private mutating func note(_ object: DSMRObject) {
        others.append(Parameter(name: object.code.text, value: .string(object.texts())))
    }

    private func property(_ unit: UnitOfMeasurement) -> ObservedProperty {
        let isVolume = unit.dimension == .volume
        switch type {
        case 3: return isVolume ? .gasVolume : .energy
        case 4, 12, 13: return isVolume ? .heatVolume : .heatEnergy
        case 6, 7, 21, 22: return isVolume ? .waterVolume : .energy
        case 10, 11: return isVolume ? .heatVolume : .coolingEnergy
        default: return isVolume ? .volume : .energy
        }
    }
}
