import Observations

/// The blocks of a KLAX message: see the table of `ComtacKLAX`.
enum KLAXBlock {
    /// Reads the next block.
    static func read(_ reader: inout ByteReader, version: UInt8, _ values: inout KLAXValues) throws(DecodeError) {
        let offset = reader.offset
        switch try reader.uint8() {
        case 1 where version == 0: try twoRegisters(&reader, &values)
        case 1: try register(&reader, &values)
        case 2: try now(&reader, isFloat: version > 0, &values)
        case 3: values.current.note("meterId", .string(Hexadecimal.encode(try reader.take(10))))
        case 4: try modbus(&reader, size: 2, &values)
        case 5: try modbus(&reader, size: 4, &values)
        case 6: try modbus(&reader, size: 8, &values)
        case 7:
            let status = try reader.uint8()
            values.current.note("registersSet", .unsigned(UInt64(status & 15)))
            values.current.note("registersValid", .unsigned(UInt64(status >> 4)))
        case 8: values.current.note("deviceId", .unsigned(try reader.bigEndian(4)))
        case let type: throw .unknownType(offset: offset, type: Int(type))
        }
    }

    /// A unit of the meter: the property, by what a value is divided, and whether it counts.
    private struct Unit {
        let property: ObservedProperty
        var divisor = 1.0
        var kind = ObservationKind.instant
    }

    /// By the number of the unit; what has none is a bare number.
    private static let units: [Unit] = [
        Unit(property: .analogValue),
        Unit(property: .energy, divisor: 1000, kind: .counter),
        Unit(property: .activePower),
        Unit(property: .voltage),
        Unit(property: .current),
        Unit(property: .frequency),
        Unit(property: .reactiveEnergy, divisor: 1000, kind: .counter),
        Unit(property: .reactivePower),
        Unit(property: .apparentEnergy, divisor: 1000, kind: .counter),
        Unit(property: .apparentPower),
    ]

    private static func unit(_ number: UInt8, _ offset: Int) throws(DecodeError) -> Unit {
        guard number < units.count else { throw .invalidValue(offset: offset, field: "unit") }
        return units[Int(number)]
    }

    /// Block 1 of version 0: mask, units, eight values.
    ///
    /// The mask has a nibble for each register, the first one's is the lower: bit 0 active, bits 1–2 its number, bit 3
    /// valid. Older values that are 0 were not measured.
    private static func twoRegisters(_ reader: inout ByteReader, _ values: inout KLAXValues) throws(DecodeError) {
        let mask = try reader.uint8()
        let unitsOffset = reader.offset
        let unitNumbers = try reader.uint8()
        for place in 0..<UInt8(2) {
            let flags = mask >> (4 * place) & 15
            let unit = try unit(unitNumbers >> (4 * place) & 15, unitsOffset)
            let register = Int(flags >> 1 & 3)
            for age in 0..<4 {
                let value = try reader.int32()
                guard flags & 1 != 0, age == 0 || value != 0 else { continue }
                if age == 0, flags & 8 == 0, value == 0 {
                    if unit.property != .analogValue { values.addMissing(unit.property, register: register) }
                } else {
                    values.add(
                        unit.property,
                        Double(value) / unit.divisor,
                        register: register,
                        kind: unit.kind,
                        age: age
                    )
                }
            }
        }
    }

    /// Block 1 of later versions: number of the register and unit, which values are valid, four values.
    private static func register(_ reader: inout ByteReader, _ values: inout KLAXValues) throws(DecodeError) {
        let offset = reader.offset
        let flags = try reader.uint8()
        let valid = try reader.uint8()
        let unit = try unit(flags >> 4, offset)
        for age in 0..<4 {
            let value = try float(&reader)
            guard flags & 1 != 0, valid >> UInt8(age) & 1 != 0 else { continue }
            let register = Int(flags >> 1 & 3)
            values.add(unit.property, value / unit.divisor, register: register, kind: unit.kind, age: age)
        }
    }

    /// Block 2: which registers are set and valid, their units in nibbles, their present values.
    private static func now(
        _ reader: inout ByteReader,
        isFloat: Bool,
        _ values: inout KLAXValues
    ) throws(DecodeError) {
        let flags = try reader.uint8()
        let offset = reader.offset
        let unitNumbers = [try reader.uint8(), try reader.uint8()]
        for register in 0..<4 {
            let number = unitNumbers[register / 2] >> (register % 2 == 0 ? 0 : 4) & 15
            let unit = try unit(number, offset + register / 2)
            let value = isFloat ? try float(&reader) : Double(try reader.int32())
            guard flags >> UInt8(register) & 1 != 0, flags >> UInt8(register + 4) & 1 != 0 else { continue }
            values.add(unit.property, value / unit.divisor, register: register, kind: unit.kind, age: 0)
        }
    }

    /// Blocks 4 to 6: number and type of the register, which values are valid, four values without a unit.
    private static func modbus(
        _ reader: inout ByteReader,
        size: Int,
        _ values: inout KLAXValues
    ) throws(DecodeError) {
        let offset = reader.offset
        let flags = try reader.uint8()
        let valid = try reader.uint8()
        for age in 0..<4 {
            let value: Double
            switch (flags >> 4, size) {
            case (0, 8): value = Double(bitPattern: try reader.bigEndian(8))
            case (1, 2), (3, 4): value = Double(try reader.signedBigEndian(size))
            case (2, 2), (4, 4): value = Double(try reader.bigEndian(size))
            case (5, 4): value = try float(&reader)
            default: throw .invalidValue(offset: offset, field: "type of the register")
            }
            guard flags & 1 != 0, valid >> UInt8(age) & 1 != 0 else { continue }
            values.add(.analogValue, value, register: Int(flags >> 1 & 3), kind: .instant, age: age)
        }
    }

    private static func float(_ reader: inout ByteReader) throws(DecodeError) -> Double {
        Double(Float(bitPattern: try reader.uint32()))
    }
}
