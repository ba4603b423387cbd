import Observations

/// Axioma Qalcosonic W1: an ultrasonic water meter.
///
/// Numbers have the lowest byte first; times are seconds since 1970, volumes litres.
///
/// | port | packet | bytes |
/// | --- | --- | --- |
/// | 100 | Extended | time:4, status, volume:4, log time:4, log volume:4, then one delta:2 for every hour, usually 15 |
/// | 100 | Extended with temperature | the same, with temperature 0.01 Cel:2 after the volume |
/// | 100 | Enhanced, 51 bytes | `01`, time:4, status, log volume:4, 23 deltas of 14 bits, lowest bit first |
/// | 100 | Short | time:4, status, volume:4, earlier volumes:4 each, their spacing in seconds:4 |
/// | 101 | configuration | a list of the records that port 100 sends |
/// | 103 | alarm | time:4, alarms |
///
/// The log volume belongs to the full hour of the log time, every delta to the hour after. In the Enhanced packet it
/// belongs to 01:00 of the day before the packet's. `2F` pads the end. What was logged becomes readings of its own.
///
/// | status | meaning |
/// | --- | --- |
/// | 04 | battery low |
/// | 08 | permanent error |
/// | 10 | temporary error; alone: the pipe is empty |
/// | upper three bits 001, 011, 100, 101, 110 | leakage, backflow, freezing, burst, manipulation |
///
/// | alarm | 01 | 02 | 04 | 08 | 10 | 20 |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | | leakage | burst | low temperature | manipulation | no consumption | backflow |
///
/// Source: Axioma Metering, "W1 LoRa Payload (Long) Extended" V01.7 and V01.8, "Enhanced" and "Short".
enum AxiomaQalcosonicW1 {
    /// How much later than its newest logged hour a packet may be, in seconds: 40 days.
    static let logAgeMax: Int64 = 40 * 86_400
    /// The most hours that a packet may carry.
    static let deltasMax = 48

    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Axioma Qalcosonic W1 water meter",
            domain: .utility,
            properties: [
                .waterVolume, .waterTemperature, .batteryLow, .deviceFault, .emptyPipeDetected, .leakDetected,
                .backflowDetected, .burstDetected, .freezeRisk, .tamperDetected, .noConsumption,
            ],
            ports: [100, 101, 103],
            source: "Axioma Metering, W1 LoRa Payload Extended V01.8, Enhanced and Short",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context) },
            simulator: simulate
        )
    }

    private static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        switch context.port {
        case 100: return try data(payload)
        case 101: return configuration(payload)
        case 103: return try alarm(payload)
        case nil where payload.count == 5: return try alarm(payload)
        case nil: return try data(payload)
        case let port?: throw .unsupportedPort(offset: 0, port: Int(port))
        }
    }

    // MARK: Port 100

    private static func data(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        if payload.first == 1, payload.count == 51 || payload.count == 52 { return try enhanced(payload) }
        var reader = ByteReader(payload)
        let time = Int64(try reader.littleEndian(4))
        let status = try reader.uint8()
        let litres = try reader.littleEndian(4)
        var current = reading(at: time, status: status)
        current.observations.insert(volume(litres, isFaulty: status & 0x08 != 0), at: 0)
        try reader.require(4)
        let hasTemperature: Bool
        if isLogTime(at: 9, of: payload, time) {
            hasTemperature = false
        } else if isLogTime(at: 11, of: payload, time) {
            hasTemperature = true
        } else if payload.count >= 17, (payload.count - 13).isMultiple(of: 4) {
            return try short(&reader, current, time)
        } else {
            throw .invalidValue(offset: 9, field: "log time")
        }
        if hasTemperature {
            let hundredths = Int16(truncatingIfNeeded: try reader.littleEndian(2))
            current.observations.insert(Observation(.waterTemperature, Double(hundredths) / 100), at: 1)
        }
        let logTime = Int64(try reader.littleEndian(4))
        var readings = [DecodedReading]()
        readings.reserveCapacity(reader.left / 2 + 2)
        try log(&reader, from: logTime - logTime % 3600, &readings)
        readings.append(current)
        return Decoded(readings: readings)
    }

    /// Whether the four bytes at an offset are a moment shortly before the packet's own.
    private static func isLogTime(at offset: Int, of payload: [UInt8], _ time: Int64) -> Bool {
        guard payload.count >= offset + 8 else { return false }
        var moment: Int64 = 0
        for index in (offset..<offset + 4).reversed() { moment = moment << 8 | Int64(payload[index]) }
        return moment <= time + 3600 && moment >= time - logAgeMax
    }

    /// Reads the log volume and the deltas after it.
    private static func log(
        _ reader: inout ByteReader,
        from start: Int64,
        _ readings: inout [DecodedReading]
    ) throws(DecodeError) {
        var time = start
        var litres = try reader.littleEndian(4)
        readings.append(logged(litres, at: time))
        while reader.left >= 2, !isPadding(reader) {
            guard readings.count <= deltasMax else { throw .trailingBytes(offset: reader.offset, count: reader.left) }
            time += 3600
            litres += try reader.littleEndian(2)
            readings.append(logged(litres, at: time))
        }
        if reader.left > 0, isPadding(reader) { _ = try reader.take(reader.left) }
        try reader.finish()
    }

    /// Whether nothing but `2F` is left.
    private static func isPadding(_ reader: ByteReader) -> Bool {
        reader.left < 4 && reader.bytes[reader.offset...].allSatisfy { $0 == 0x2F }
    }

    private static func enhanced(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        _ = try reader.uint8()
        let time = Int64(try reader.littleEndian(4))
        let status = try reader.uint8()
        var litres = try reader.littleEndian(4)
        let deltas = try reader.take(41)
        var logTime = time - time % 86_400 - 86_400 + 3600
        var readings = [logged(litres, at: logTime)]
        for hour in 0..<23 {
            var delta: UInt64 = 0
            for bit in 0..<14 {
                let place = hour * 14 + bit
                delta |= UInt64(deltas[deltas.startIndex + place / 8] >> UInt8(place % 8) & 1) << UInt64(bit)
            }
            litres += delta
            logTime += 3600
            readings.append(logged(litres, at: logTime))
        }
        readings.append(reading(at: time, status: status))
        return Decoded(readings: readings)
    }

    private static func short(
        _ reader: inout ByteReader,
        _ current: DecodedReading,
        _ time: Int64
    ) throws(DecodeError) -> Decoded {
        var volumes: [UInt64] = []
        while reader.left > 4 {
            guard volumes.count < deltasMax else { throw .trailingBytes(offset: reader.offset, count: reader.left) }
            volumes.append(try reader.littleEndian(4))
        }
        let offset = reader.offset
        let spacing = Int64(try reader.littleEndian(4))
        guard (1...31 * 86_400).contains(spacing) else { throw .invalidValue(offset: offset, field: "spacing") }
        let earlier = volumes.enumerated().map { logged($1, at: time - Int64($0 + 1) * spacing) }
        return Decoded(readings: earlier.reversed() + [current])
    }

    private static func logged(_ litres: UInt64, at time: Int64) -> DecodedReading {
        DecodedReading(time: Timestamp(seconds: time), observations: [volume(litres)])
    }

    private static func volume(_ litres: UInt64, isFaulty: Bool = false) -> Observation {
        Observation(.waterVolume, Double(litres) / 1000, kind: .counter, deviceSaysFault: isFaulty)
    }

    /// The reading that says how the meter is.
    private static func reading(at time: Int64, status: UInt8) -> DecodedReading {
        let special = status >> 5
        return DecodedReading(
            time: Timestamp(seconds: time),
            observations: [
                Observation(.batteryLow, status & 0x04 != 0),
                Observation(.deviceFault, status & 0x08 != 0),
                Observation(.emptyPipeDetected, status & 0x10 != 0 && special == 0),
                Observation(.leakDetected, special == 0b001),
                Observation(.backflowDetected, special == 0b011),
                Observation(.freezeRisk, special == 0b100),
                Observation(.burstDetected, special == 0b101),
                Observation(.tamperDetected, special == 0b110),
            ],
            parameters: [Parameter(name: "statusCode", value: .unsigned(UInt64(status)))]
        )
    }

    // MARK: Ports 101 and 103

    private static func configuration(_ payload: [UInt8]) -> Decoded {
        let parameter = Parameter(name: "configuration", value: .string(Hexadecimal.encode(payload)))
        return Decoded(readings: [DecodedReading(observations: [], parameters: [parameter])])
    }

    private static func alarm(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let time = Int64(try reader.littleEndian(4))
        let alarms = try reader.uint8()
        try reader.finish()
        let reading = DecodedReading(
            time: Timestamp(seconds: time),
            observations: [
                Observation(.leakDetected, alarms & 0x01 != 0),
                Observation(.burstDetected, alarms & 0x02 != 0),
                Observation(.freezeRisk, alarms & 0x04 != 0),
                Observation(.tamperDetected, alarms & 0x08 != 0),
                Observation(.noConsumption, alarms & 0x10 != 0),
                Observation(.backflowDetected, alarms & 0x20 != 0),
            ],
            parameters: [Parameter(name: "alarmCode", value: .unsigned(UInt64(alarms)))]
        )
        return Decoded(readings: [reading])
    }

    // MARK: Simulation

    /// An Extended packet with 15 deltas; the meter's litres follow from the hours since it began.
    @Sendable private static func simulate(_ device: inout SimulatedDevice) -> SimulatedUplink {
        let now = device.now.microseconds / 1_000_000
        let deltas = (0..<15).map { _ in UInt64(device.number(in: 0...60)) }
        let (start, _) = device.count(0, by: 400...800)
        let logTime = now - now % 3600 - 15 * 3600
        var writer = ByteWriter()
        writer.littleEndian(UInt64(now), 4)
        writer.uint8(device.number(in: 0...999) == 0 ? 0x30 : 0)
        writer.littleEndian(100_000 + start + deltas.reduce(0, +) + UInt64(device.number(in: 0...20)), 4)
        writer.littleEndian(UInt64(logTime), 4)
        writer.littleEndian(100_000 + start, 4)
        for delta in deltas { writer.littleEndian(delta, 2) }
        return SimulatedUplink(payload: writer.bytes, port: 100, frameCounter: device.frameCounter)
    }
}
