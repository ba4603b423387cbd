import Observations

/// What a Dingtek sensor measures, from offset 5 of its frame to the trailer.
///
/// | layout | bytes |
/// | --- | --- |
/// | level (11 or 12, 8 more with position) | value:2, position flag; where it is 1: longitude, latitude, IEEE 754 with the lowest byte first; temperature Cel with a sign, sign of the angle: 0 plus, angle deg, alarms: level and fire, fall and battery; older: counter:2, a reserved byte; newer: battery 0.01 V:2, counter:2 |
/// | gas level (11, without height 9) | battery 0.01 V:2, alarm of the battery, temperature Cel with a sign, height:2, percent, alarm of the level, counter:2, a reserved byte |
/// | geomagnetic (15, with climate 17) | distance mm:2, alarms: parking and level, magnet and battery, battery 0.01 V:2, field x, y, z mG with a sign:2 each; with climate: temperature Cel with a sign, humidity %; counter:2, a reserved byte |
/// | people (15) | count:2, alarms: count and battery, a reserved byte, battery 0.01 V:2, 6 reserved bytes, counter:2, a reserved byte |
/// | climate (12) | battery 0.01 V:2, alarm of the battery, sign of the temperature: 0 plus, temperature and humidity as four decimal digits in two bytes, hundredths; alarms of the temperature: high and low, of the humidity: high and low, counter:2 |
///
/// Two alarms share a byte, a nibble each, the first in the higher one: 0 is quiet, 1 loud. The value of the level layout is the
/// distance to the waste for bins, the height of the liquid for tanks (mm both), or a count of people. What a sensor does
/// not measure is 0; where it is not, it goes along undecoded.
enum DingtekTelemetry: Sendable {
    /// Waste bins: distance, fire and fall.
    case bin
    /// Waste bins: distance.
    case simpleBin
    /// Tanks: height of the liquid; the channel of its alarm; whether it has a thermometer.
    case tank(alarm: Channel, hasTemperature: Bool)
    /// People counters in the layout of levels.
    case peopleLevel
    /// Gas tanks: percent, some with a height.
    case gas(hasHeight: Bool)
    /// Parking sensors and manhole covers.
    case geomagnetic(isParking: Bool, hasClimate: Bool)
    /// People counters.
    case people
    /// Temperature and humidity.
    case climate

    private static let levelAlarm: Channel = "level"

    /// What it can observe.
    var properties: [ObservedProperty] {
        let common: [ObservedProperty] = [.batteryLow, .batteryVoltage, .messageCount]
        let position: [ObservedProperty] = [.longitude, .latitude]
        return switch self {
        case .bin:
            [.distance, .deviceTemperature, .tilt, .binFull, .fireDetected, .tilted] + common + position
        case .simpleBin: [.distance, .binFull] + common + position
        case .tank(_, let hasTemperature):
            [.fillHeight, .alarmActive] + (hasTemperature ? [.deviceTemperature] : []) + common + position
        case .peopleLevel: [.peopleCount, .alarmActive, .deviceTemperature] + common + position
        case .gas(let hasHeight):
            [.fillLevel, .alarmActive, .deviceTemperature] + common + (hasHeight ? [.analogValue] : [])
        case .geomagnetic(let isParking, let hasClimate):
            [.distance, .magneticFluxDensity, .alarmActive] + common + (isParking ? [.parkingOccupied] : [])
                + (hasClimate ? [.deviceTemperature, .deviceHumidity] : [])
        case .people: [.peopleCount, .alarmActive] + common
        case .climate: [.airTemperature, .relativeHumidity, .alarmActive] + common
        }
    }

    /// Reads what stands before the trailer.
    func read(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        switch self {
        case .bin, .simpleBin, .tank, .peopleLevel: try level(&reader, &reading)
        case .gas(let hasHeight): try gas(&reader, &reading, hasHeight: hasHeight)
        case .geomagnetic(let isParking, let hasClimate):
            try geomagnetic(&reader, &reading, isParking: isParking, hasClimate: hasClimate)
        case .people:
            reading.add(.peopleCount, Double(try reader.uint16()), nil, .counter)
            try alarms(&reader, &reading, (.alarmActive, Channels.count), (.batteryLow, nil))
            try reading.skipReserved(1, &reader)
            try battery(&reader, &reading)
            try reading.skipReserved(6, &reader)
            try counter(&reader, &reading)
            try reading.skipReserved(1, &reader)
        case .climate: try climate(&reader, &reading)
        }
    }

    /// Whether the sensor has never sent the older layout of levels.
    private var isAlwaysNewer: Bool {
        switch self {
        case .simpleBin, .peopleLevel, .tank(_, hasTemperature: false): true
        default: false
        }
    }

    private typealias Alarm = (property: ObservedProperty, channel: Channel?)

    private func level(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let value = Double(try reader.uint16())
        let hasPosition = try reader.uint8()
        guard hasPosition <= 1 else { throw .invalidValue(offset: reader.offset - 1, field: "position flag") }
        if hasPosition == 1 { try position(&reader, &reading) }
        switch self {
        case .bin:
            reading.add(.distance, value / 1000)
            reading.add(.deviceTemperature, Double(try reader.int8()))
            let sign = try reader.uint8()
            if sign > 1 { reading.noteUndecoded([sign]) }
            let angle = Double(try reader.uint8())
            reading.add(.tilt, sign & 15 != 0 && angle > 0 ? -angle : angle)
            try alarms(&reader, &reading, (.binFull, nil), (.fireDetected, nil))
            try alarms(&reader, &reading, (.tilted, nil), (.batteryLow, nil))
        case .simpleBin:
            reading.add(.distance, value / 1000)
            try reading.skipReserved(3, &reader)
            try alarms(&reader, &reading, (.binFull, nil), nil)
            try alarms(&reader, &reading, nil, (.batteryLow, nil))
        case .tank(let channel, let hasTemperature):
            reading.add(.fillHeight, value / 1000)
            if hasTemperature { reading.add(.deviceTemperature, Double(try reader.int8())) }
            try reading.skipReserved(hasTemperature ? 2 : 3, &reader)
            try alarms(&reader, &reading, (.alarmActive, channel), nil)
            try alarms(&reader, &reading, nil, (.batteryLow, nil))
        default:
            reading.add(.peopleCount, value, nil, .counter)
            reading.add(.deviceTemperature, Double(try reader.int8()))
            try reading.skipReserved(2, &reader)
            try alarms(&reader, &reading, (.alarmActive, Channels.count), nil)
            try alarms(&reader, &reading, nil, (.batteryLow, nil))
        }
        if reader.left > 4 || isAlwaysNewer {
            try battery(&reader, &reading)
            try counter(&reader, &reading)
        } else {
            try counter(&reader, &reading)
            try reading.skipReserved(1, &reader)
        }
    }

    private func position(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let longitude = Float(bitPattern: UInt32(truncatingIfNeeded: try reader.littleEndian(4)))
        let latitude = Float(bitPattern: UInt32(truncatingIfNeeded: try reader.littleEndian(4)))
        guard longitude != 0 || latitude != 0 else {
            reading.addMissing(.longitude)
            return reading.addMissing(.latitude)
        }
        reading.add(.longitude, (Double(longitude) * 1_000_000).rounded() / 1_000_000)
        reading.add(.latitude, (Double(latitude) * 1_000_000).rounded() / 1_000_000)
    }

    private func gas(
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder,
        hasHeight: Bool
    ) throws(DecodeError) {
        try battery(&reader, &reading)
        try alarms(&reader, &reading, nil, (.batteryLow, nil))
        reading.add(.deviceTemperature, Double(try reader.int8()))
        if hasHeight { reading.add(.analogValue, Double(try reader.uint16()), DingtekTelemetry.levelAlarm) }
        reading.add(.fillLevel, Double(try reader.uint8()))
        try alarms(&reader, &reading, nil, (.alarmActive, DingtekTelemetry.levelAlarm))
        try counter(&reader, &reading)
        try reading.skipReserved(1, &reader)
    }

    private func geomagnetic(
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder,
        isParking: Bool,
        hasClimate: Bool
    ) throws(DecodeError) {
        reading.add(.distance, Double(try reader.uint16()) / 1000)
        let parking: Alarm = isParking ? (.parkingOccupied, nil) : (.alarmActive, Channels.parking)
        try alarms(&reader, &reading, parking, (.alarmActive, DingtekTelemetry.levelAlarm))
        try alarms(&reader, &reading, (.alarmActive, Channels.magnet), (.batteryLow, nil))
        try battery(&reader, &reading)
        for axis: Channel in [Channels.x, Channels.y, Channels.z] {
            reading.add(.magneticFluxDensity, Double(try reader.int16()) / 10, axis)
        }
        if hasClimate {
            reading.add(.deviceTemperature, Double(try reader.int8()))
            reading.add(.deviceHumidity, Double(try reader.uint8()))
        }
        try counter(&reader, &reading)
        try reading.skipReserved(1, &reader)
    }

    private func climate(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        try battery(&reader, &reading)
        try alarms(&reader, &reading, nil, (.batteryLow, nil))
        let isNegative = try reader.uint8() != 0
        let temperature = try decimal(&reader, "temperature")
        reading.add(.airTemperature, isNegative && temperature > 0 ? -temperature : temperature)
        reading.add(.relativeHumidity, try decimal(&reader, "humidity"))
        try alarms(&reader, &reading, (.alarmActive, Channels.highTemperature), (.alarmActive, Channels.lowTemperature))
        try alarms(&reader, &reading, (.alarmActive, Channels.highHumidity), (.alarmActive, Channels.lowHumidity))
        try counter(&reader, &reading)
    }

    /// Reads four decimal digits in two bytes, hundredths.
    private func decimal(_ reader: inout ByteReader, _ field: String) throws(DecodeError) -> Double {
        let offset = reader.offset
        let digits = try reader.uint16()
        var number = 0
        for shift: UInt16 in [12, 8, 4, 0] {
            let digit = Int(digits >> shift & 15)
            guard digit <= 9 else { throw .invalidValue(offset: offset, field: field) }
            number = number * 10 + digit
        }
        return Double(number) / 100
    }

    private func alarms(
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder,
        _ high: Alarm?,
        _ low: Alarm?
    ) throws(DecodeError) {
        let byte = try reader.uint8()
        if let high { reading.add(high.property, byte >> 4 != 0, high.channel) }
        if let low { reading.add(low.property, byte & 15 != 0, low.channel) }
        if byte >> 4 > (high == nil ? 0 : 1) || byte & 15 > (low == nil ? 0 : 1) { reading.noteUndecoded([byte]) }
    }

    private func battery(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.add(.batteryVoltage, Double(try reader.uint16()) / 100)
    }

    private func counter(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.add(.messageCount, Double(try reader.uint16()), nil, .counter)
    }

    private enum Channels {
        static let count: Channel = "count"
        static let parking: Channel = "parking"
        static let magnet: Channel = "magnet"
        static let x: Channel = "x"
        static let y: Channel = "y"
        static let z: Channel = "z"
        static let highTemperature: Channel = "high-temperature"
        static let lowTemperature: Channel = "low-temperature"
        static let highHumidity: Channel = "high-humidity"
        static let lowHumidity: Channel = "low-humidity"
    }
}
