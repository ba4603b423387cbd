import Observations

/// One value within a record of a Milesight payload.
struct MilesightField: Sendable {
    /// Says what bytes mean.
    typealias Body = @Sendable (_ bytes: ArraySlice<UInt8>, inout ReadingBuilder) -> Void

    /// How many bytes it has.
    let size: Int
    /// What it can be observed as.
    let properties: [ObservedProperty]

    private let meaning: Meaning

    private enum Meaning: Sendable {
        case number(Number)
        case flag(ObservedProperty, Channel?, isInverted: Bool)
        case alarm(Channel, codes: [UInt8], name: String)
        case parameter(String, MilesightFormat, divisor: Double)
        case nothing
        case body(Body)
    }

    /// A number; number * factor / divisor is in the property's unit.
    private struct Number: Sendable {
        let property: ObservedProperty
        let channel: Channel?
        let format: MilesightFormat
        let factor: Double
        let divisor: Double
        let kind: ObservationKind
        let missing: [UInt64]
    }

    /// A number; number * factor / divisor is in the property's unit.
    ///
    /// The missing ones say that there is no value.
    static func number(
        _ property: ObservedProperty,
        _ format: MilesightFormat,
        times factor: Double = 1,
        per divisor: Double = 1,
        _ kind: ObservationKind = .instant,
        missing: [UInt64] = []
    ) -> MilesightField {
        number(property, nil, format, times: factor, per: divisor, kind, missing: missing)
    }

    /// A number of one channel; number * factor / divisor is in the property's unit.
    static func number(
        _ property: ObservedProperty,
        _ channel: Channel?,
        _ format: MilesightFormat,
        times factor: Double = 1,
        per divisor: Double = 1,
        _ kind: ObservationKind = .instant,
        missing: [UInt64] = []
    ) -> MilesightField {
        let number = Number(
            property: property,
            channel: channel,
            format: format,
            factor: factor,
            divisor: divisor,
            kind: kind,
            missing: missing
        )
        return MilesightField(size: format.size, properties: [property], meaning: .number(number))
    }

    /// A yes (1) or no (0), or the other way round; anything else is no value.
    static func flag(
        _ property: ObservedProperty,
        _ channel: Channel? = nil,
        isInverted: Bool = false
    ) -> MilesightField {
        let meaning = Meaning.flag(property, channel, isInverted: isInverted)
        return MilesightField(size: 1, properties: [property], meaning: meaning)
    }

    /// The code of an event: some codes begin it, the others end it.
    ///
    /// The code goes along as a parameter.
    static func alarm(_ channel: Channel, _ name: String, _ codes: UInt8...) -> MilesightField {
        MilesightField(size: 1, properties: [.alarmActive], meaning: .alarm(channel, codes: codes, name: name))
    }

    /// A number that is no observation.
    static func parameter(_ name: String, _ format: MilesightFormat, per divisor: Double = 1) -> MilesightField {
        MilesightField(size: format.size, properties: [], meaning: .parameter(name, format, divisor: divisor))
    }

    /// Bytes without a meaning.
    static func reserved(_ count: Int) -> MilesightField {
        MilesightField(size: count, properties: [], meaning: .nothing)
    }

    /// Bytes of any other meaning.
    static func bytes(
        _ count: Int,
        _ properties: [ObservedProperty],
        _ body: @escaping Body
    ) -> MilesightField {
        MilesightField(size: count, properties: properties, meaning: .body(body))
    }

    /// Reads the value into a reading.
    func read(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        switch meaning {
        case .number(let number): MilesightField.add(number, try reader.littleEndian(size), to: &reading)
        case .flag(let property, let channel, let isInverted):
            let byte = try reader.uint8()
            let flag = isInverted ? byte == 0 : byte == 1
            let value: Value? = byte <= 1 ? .boolean(flag) : nil
            reading.addOnce(Observation(property: property, channel: channel, value: value))
        case .alarm(let channel, let codes, let name):
            let code = try reader.uint8()
            reading.addAlarm(codes.contains(code), channel)
            reading.note(name, .unsigned(UInt64(code)))
        case .parameter(let name, let format, let divisor):
            let bits = try reader.littleEndian(size)
            let number = format.number(bits)
            reading.note(name, divisor == 1 && number.isWhole ? .signed(Int64(number)) : .number(number / divisor))
        case .nothing: try reader.skip(size)
        case .body(let body): body(try reader.take(size), &reading)
        }
    }

    private static func add(_ number: Number, _ bits: UInt64, to reading: inout ReadingBuilder) {
        guard !number.missing.contains(bits) else { return reading.addMissing(number.property, number.channel) }
        let value = number.format.number(bits) * number.factor / number.divisor
        reading.addOnce(Observation(number.property, value, channel: number.channel, kind: number.kind))
    }
}

extension MilesightField {
    static let temperature = number(.airTemperature, .i16, per: 10)
    static let humidity = number(.relativeHumidity, .u8, per: 2)
    static let airPressure = number(.airPressure, .u16, per: 10)
    static let co2 = number(.co2, .u16)
    static let battery = number(.batteryLevel, .u8)
    static let leak = flag(.leakDetected)
    static let position = flag(.tilted)
    static let millimetres = number(.distance, .u16, per: 1000)
}

extension Double {
    /// Whether it is a whole number that four bytes can hold.
    fileprivate var isWhole: Bool { abs(self) <= 4_294_967_295 && self == rounded(.towardZero) }
}
