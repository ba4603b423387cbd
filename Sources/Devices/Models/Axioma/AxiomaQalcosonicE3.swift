import Observations

/// Axioma Qalcosonic E3 and E4: ultrasonic meters of heat and cold.
///
/// Numbers have the lowest byte first; times are seconds since 1970.
///
/// | packet | bytes | content |
/// | --- | --- | --- |
/// | Basic, heat | 41 | time:4, status, 4 times (heat:4, volume:4), period:4 |
/// | Basic, cold | 45 | time:4, status, 3 times (heat:4, cold:4, volume:4), period:4 |
/// | Basic LT, heat | 31 | time:4, status, heat:4, volume:4, power:3, flow:3, T1:2, T2:2, working time:4, period:4 |
/// | Basic LT, cold | 35 | the same with cold:4 after heat |
/// | Nordic, heat | 48 | time:4, then twice logged at:4, heat:4, volume:4, power:3, flow:3, T1:2, T2:2 |
/// | Nordic, cold | 30 | time:4, then once the same with cold:4 after heat |
///
/// Heat and cold are kWh, volume and flow litres (an hour), temperatures 0.01 Cel with a sign. The values of a Basic packet
/// were logged at the last full period before its time, the next ones a period earlier each. In which unit power is sent
/// is a setting of the meter: it goes along as a number. Port 101 carries the configuration.
///
/// | status | meaning |
/// | --- | --- |
/// | 04 | battery low |
/// | 08 | permanent error |
/// | 10 | temporary error, the pipe is empty |
///
/// Source: Axioma Metering, Qalcosonic E3 LoRa payloads Basic, Basic LT and Nordic, as the public decoders of two of its
/// users have them (facts).
enum AxiomaQalcosonicE3 {
    /// The model.
    static func model(_ id: ModelID, _ title: String) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .utility,
            properties: [
                .heatEnergy, .coolingEnergy, .heatVolume, .heatFlow, .flowTemperature, .returnTemperature, .batteryLow,
                .deviceFault, .emptyPipeDetected,
            ],
            ports: [100, 101],
            source: "Axioma Metering, Qalcosonic E3/E4 LoRa payloads Basic, Basic LT and Nordic",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context.port) }
        )
    }

    private static func decode(_ payload: [UInt8], _ port: UInt8?) throws(DecodeError) -> Decoded {
        switch port {
        case 100, nil: break
        case 101:
            guard !payload.isEmpty else { throw .nothingFound(offset: 0) }
            let setting = Parameter(name: "configuration", value: .string(Hexadecimal.encode(payload)))
            return Decoded(readings: [DecodedReading(observations: [], parameters: [setting])])
        case let port?: throw .unsupportedPort(offset: 0, port: Int(port))
        }
        switch payload.count {
        case 41: return try basic(payload, count: 4, hasCold: false)
        case 45: return try basic(payload, count: 3, hasCold: true)
        case 31: return try compact(payload, hasCold: false)
        case 35: return try compact(payload, hasCold: true)
        case 48: return try nordic(payload, count: 2, hasCold: false)
        case 30: return try nordic(payload, count: 1, hasCold: true)
        case 0..<48: throw .truncated(offset: payload.count, needed: 48 - payload.count, available: 0)
        case let count: throw .trailingBytes(offset: 48, count: count - 48)
        }
    }

    // MARK: Packets

    private static func basic(_ payload: [UInt8], count: Int, hasCold: Bool) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let time = Int64(try reader.littleEndian(4))
        let state = try status(&reader)
        var readings: [ReadingBuilder] = []
        for _ in 0..<count {
            var reading = ReadingBuilder()
            try addTotals(&reader, &reading, hasCold: hasCold)
            readings.append(reading)
        }
        let period = try checkedPeriod(&reader)
        for index in readings.indices {
            let seconds = time - time % period - Int64(index) * period
            readings[index].time = Timestamp(microseconds: seconds * 1_000_000)
        }
        for observation in state { readings[0].add(observation) }
        readings[0].note("deviceTime", .unsigned(UInt64(time)))
        readings[0].note("periodSeconds", .unsigned(UInt64(period)))
        return Decoded(readings: readings.reversed().map(\.reading))
    }

    private static func compact(_ payload: [UInt8], hasCold: Bool) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let time = Int64(try reader.littleEndian(4))
        let state = try status(&reader)
        try addTotals(&reader, &reading, hasCold: hasCold)
        try addMoment(&reader, &reading)
        for observation in state { reading.add(observation) }
        reading.note("workingTime", .unsigned(try reader.littleEndian(4)))
        let period = try checkedPeriod(&reader)
        reading.time = Timestamp(microseconds: (time - time % period) * 1_000_000)
        reading.note("deviceTime", .unsigned(UInt64(time)))
        reading.note("periodSeconds", .unsigned(UInt64(period)))
        return Decoded(readings: [reading.reading])
    }

    private static func nordic(_ payload: [UInt8], count: Int, hasCold: Bool) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let time = try reader.littleEndian(4)
        var readings: [ReadingBuilder] = []
        for _ in 0..<count {
            let offset = reader.offset
            let logged = try reader.littleEndian(4)
            guard logged <= time else { throw .invalidValue(offset: offset, field: "log time") }
            var reading = ReadingBuilder(time: Timestamp(microseconds: Int64(logged) * 1_000_000))
            try addTotals(&reader, &reading, hasCold: hasCold)
            try addMoment(&reader, &reading)
            readings.append(reading)
        }
        readings[0].note("deviceTime", .unsigned(time))
        return Decoded(readings: readings.reversed().map(\.reading))
    }

    // MARK: Parts

    private static func addTotals(
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder,
        hasCold: Bool
    ) throws(DecodeError) {
        reading.add(.heatEnergy, Double(try reader.littleEndian(4)), nil, .counter)
        if hasCold { reading.add(.coolingEnergy, Double(try reader.littleEndian(4)), nil, .counter) }
        reading.add(.heatVolume, Double(try reader.littleEndian(4)) / 1000, nil, .counter)
    }

    private static func addMoment(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        reading.note("power", .unsigned(try reader.littleEndian(3)))
        reading.add(.heatFlow, Double(try reader.littleEndian(3)) / 1000)
        reading.add(.flowTemperature, Double(try reader.signedLittleEndian(2)) / 100)
        reading.add(.returnTemperature, Double(try reader.signedLittleEndian(2)) / 100)
    }

    private static func status(_ reader: inout ByteReader) throws(DecodeError) -> [Observation] {
        let offset = reader.offset
        let byte = try reader.uint8()
        guard byte & ~0x1C == 0 else { throw .invalidValue(offset: offset, field: "status") }
        return [
            Observation(.batteryLow, byte & 0x04 != 0), Observation(.deviceFault, byte & 0x08 != 0),
            Observation(.emptyPipeDetected, byte & 0x10 != 0),
        ]
    }

    /// Between a minute and a month.
    private static func checkedPeriod(_ reader: inout ByteReader) throws(DecodeError) -> Int64 {
        let offset = reader.offset
        let period = Int64(try reader.littleEndian(4))
        guard (60...2_678_400).contains(period) else { throw .invalidValue(offset: offset, field: "period") }
        return period
    }
}
