import Observations

/// One type of record of a Yobiiq meter: how many bytes it has and what they mean; the highest byte comes first.
struct YobiiqField: Sendable {
    /// What becomes of a value.
    enum Meaning: Sendable {
        /// A number; value × `factor` / `divisor` is in the property's unit.
        case number(ObservedProperty, Channel?, ObservationKind, isSigned: Bool, factor: Double, divisor: Double)
        /// Yes when the byte is 1.
        case flag(ObservedProperty, Channel?)
        /// Seconds since 1970: the moment of the reading, unless it is 0 or a later one is given.
        case time(String)
        /// A whole number under a name.
        case parameter(String)
        /// Two bytes whose hexadecimal digits are the version, as `1.5`.
        case version(String)
        /// Two bytes whose hexadecimal digits are the year.
        case year(String)
        /// A text of ASCII, which goes on to the next record's channel `FF` or to the end.
        case text(String)
    }

    let size: Int
    let meaning: Meaning

    /// The table of the types that are given, by their number.
    static func table(_ fields: [(UInt8, YobiiqField)]) -> [YobiiqField?] {
        var table = [YobiiqField?](repeating: nil, count: 256)
        for (type, field) in fields { table[Int(type)] = field }
        return table
    }

    static func counter(_ property: ObservedProperty, _ channel: Channel, over divisor: Double = 1000) -> YobiiqField {
        YobiiqField(
            size: 4,
            meaning: .number(property, channel, .counter, isSigned: false, factor: 1, divisor: divisor)
        )
    }

    static func value(
        _ property: ObservedProperty,
        _ channel: Channel? = nil,
        size: Int = 4,
        times factor: Double = 1,
        over divisor: Double = 1,
        isSigned: Bool = true
    ) -> YobiiqField {
        YobiiqField(
            size: size,
            meaning: .number(property, channel, .instant, isSigned: isSigned, factor: factor, divisor: divisor)
        )
    }

    static func parameter(_ name: String, _ size: Int) -> YobiiqField {
        YobiiqField(size: size, meaning: .parameter(name))
    }

    /// Writes what a value says into a reading.
    func add(_ value: ArraySlice<UInt8>, to reading: inout ReadingBuilder) {
        var number: UInt64 = 0
        for byte in value.prefix(8) { number = number << 8 | UInt64(byte) }
        switch meaning {
        case .number(let property, let channel, let kind, let isSigned, let factor, let divisor):
            let shift = Int64(64 - 8 * size)
            let value = isSigned ? Double((Int64(bitPattern: number) << shift) >> shift) : Double(number)
            reading.add(property, value * factor / divisor, channel, kind)
        case .flag(let property, let channel): reading.add(property, Double(number), channel)
        case .time(let name):
            reading.note(name, .unsigned(number))
            if number > 0, let moment = Timestamp(seconds: Int64(number)) { reading.time = moment }
        case .parameter(let name): reading.note(name, .unsigned(number))
        case .version(let name):
            reading.note(name, .string("\(String(number >> 8, radix: 16)).\(String(number & 0xFF, radix: 16))"))
        case .year(let name): reading.note(name, .string(Hexadecimal.encode(value)))
        case .text(let name): reading.note(name, .string(String(decoding: value, as: UTF8.self)))
        }
    }
}
