import Observations

/// The Smart Message Language of electricity meters, with or without the frame around it.
///
/// | element of a message | type |
/// | --- | --- |
/// | transaction, group, abort on error | octets, number, number |
/// | body | list of a tag and its content: `0101` open, `0201` close, `0701` list of values |
/// | CRC-16/X-25, of some meters CRC-16/KERMIT, over the message up to here | number, the low byte first |
/// | end | `00` |
///
/// | element of a list of values | type |
/// | --- | --- |
/// | client, server | octets |
/// | list name | octets |
/// | the meter's time | list of a choice (1 seconds of its own, 2 since 1970) and a number; some send the number alone |
/// | values | list |
/// | signature, gateway's time | octets, time |
///
/// | element of a value | type |
/// | --- | --- |
/// | name | 6 octets: OBIS |
/// | status, time | optional |
/// | unit | DLMS unit: 27 W, 28 VA, 29 var, 30 Wh, 31 VAh, 32 varh, 33 A, 35 V, 44 Hz, 8 deg, 13 m3 |
/// | scaler | the value counts in 10^scaler units |
/// | value | number, octets or yes or no |
/// | signature | octets |
///
/// Several lists become readings one after another. Values without a meaning in `OBISMeaning`, or of another billing
/// period than the running one, become parameters by their OBIS code.
///
/// Source: BSI TR-03109-1, annex IV, SML 1.04; DLMS UA, Blue Book, table of units.
enum SMLMeter {
    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "SML electricity meter",
            domain: .utility,
            properties: OBISMeaning.properties,
            source: "BSI TR-03109-1 annex IV, Smart Message Language 1.04",
            payloadBytesMax: .max,
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context) }
        )
    }

    private static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        guard !payload.isEmpty else { throw .nothingFound(offset: 0) }
        let isFrame = SMLTransport.isFrame(payload)
        var reader = SMLReader(isFrame ? try SMLTransport.unwrap(payload, context) : payload)
        var readings: [DecodedReading] = []
        while reader.left > 0 {
            if let reading = try message(&reader, context) { readings.append(reading) }
            if !isFrame { try reader.skipFill() }
        }
        guard !readings.isEmpty else { throw .nothingFound(offset: 0) }
        return Decoded(readings: readings)
    }

    // MARK: A message

    private static func message(
        _ reader: inout SMLReader,
        _ context: DecodingContext
    ) throws(DecodeError) -> DecodedReading? {
        let start = reader.offset
        _ = try reader.list(6...6)
        for _ in 0..<3 { try reader.skip() }
        _ = try reader.list(2...2)
        let tag = try reader.integer()
        var reading: DecodedReading?
        if tag == 0x0701 {
            reading = try valueList(&reader)
        } else {
            try reader.skip()
        }
        let end = reader.offset
        guard let check = try reader.integer() else { throw .invalidValue(offset: end, field: "CRC") }
        let expected = UInt16(truncatingIfNeeded: check).byteSwapped
        let bytes = reader.bytes[start..<end]
        let isRight = CyclicRedundancyCheck.x25(bytes) == expected || CyclicRedundancyCheck.kermit(bytes) == expected
        guard isRight || !context.refusesWrongChecks else { throw .wrongChecksum(offset: end) }
        let last = reader.offset
        guard case .end = try reader.next() else { throw .invalidValue(offset: last, field: "end of message") }
        return reading
    }

    private static func valueList(_ reader: inout SMLReader) throws(DecodeError) -> DecodedReading {
        var reading = ReadingBuilder()
        _ = try reader.list(7...7)
        _ = try reader.octets()
        let server = try reader.octets()
        if !server.isEmpty { reading.note("serverId", .string(Hexadecimal.encode(server))) }
        _ = try reader.octets()
        try time(&reader, &reading)
        let count = try reader.list(0...SMLReader.valuesMax)
        for _ in 0..<count { try value(&reader, &reading) }
        try reader.skip()
        try reader.skip()
        return reading.reading
    }

    private static func time(_ reader: inout SMLReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let start = reader.offset
        switch try reader.next() {
        case .bytes(let bytes) where bytes.isEmpty: return
        case .unsigned(let seconds): reading.note("secondsIndex", .unsigned(seconds))
        case .list(2):
            let choice = try reader.integer()
            let offset = reader.offset
            switch try reader.next() {
            case .unsigned(let seconds) where choice == 2:
                reading.time = Int64(exactly: seconds).flatMap { Timestamp(seconds: $0) }
            case .unsigned(let seconds): reading.note("secondsIndex", .unsigned(seconds))
            case .list(3) where choice == 3:
                reading.time = try reader.integer().flatMap { Timestamp(seconds: $0) }
                try reader.skip()
                try reader.skip()
            default: throw .invalidValue(offset: offset, field: "time")
            }
        default: throw .invalidValue(offset: start, field: "time")
        }
    }

    // MARK: A value

    private static func value(_ reader: inout SMLReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        _ = try reader.list(7...7)
        let start = reader.offset
        let name = try reader.octets()
        guard name.count == 6 else { throw .invalidValue(offset: start, field: "OBIS code") }
        let groups = Array(name)
        let code = OBISCode(groups[0], groups[1], groups[2], groups[3], groups[4], groups[5])
        if let status = try reader.integer() { reading.note("\(code.text) status", .signed(status)) }
        try reader.skip()
        let unit = try reader.integer()
        let scaler = try reader.integer() ?? 0
        let offset = reader.offset
        let value = try reader.next()
        if case .list(let count) = value {
            for _ in 0..<count { try reader.skip(depth: 1) }
        } else if case .end = value {
            throw .invalidValue(offset: offset, field: "value")
        }
        try reader.skip()
        add(value, code, unit, scaler, &reading)
    }

    private static func add(
        _ value: SMLValue,
        _ code: OBISCode,
        _ unit: Int64?,
        _ scaler: Int64,
        _ reading: inout ReadingBuilder
    ) {
        switch value {
        case .bytes(let bytes): reading.note(code.text, .string(text(bytes, code)))
        case .boolean(let isTrue): reading.note(code.text, .boolean(isTrue))
        case .signed, .unsigned:
            guard let raw = value.number, let number = scaled(raw, scaler) else { return }
            if code.f == 255, let meaning = OBISMeaning(code),
                let converted = convert(number, unit, to: meaning.property)
            {
                reading.add(meaning.property, converted, meaning.channel, meaning.kind)
            } else {
                reading.note(code.text, .number(number))
            }
        case .list, .end: return
        }
    }

    /// Three bytes that name the maker are letters, as is what a meter calls its firmware; the rest are digits.
    private static func text(_ bytes: ArraySlice<UInt8>, _ code: OBISCode) -> String {
        let isPrintable = !bytes.isEmpty && bytes.allSatisfy { (0x20...0x7E).contains($0) }
        let isMaker = code.isQuantity(199, 130, 3) || code.isQuantity(96, 50, 1)
        let isFirmware = code.isQuantity(0, 2, 0)
        if isPrintable, isMaker || isFirmware { return String(decoding: bytes, as: UTF8.self) }
        return Hexadecimal.encode(bytes)
    }

    private static func scaled(_ raw: Double, _ scaler: Int64) -> Double? {
        let powers = DecimalNumber.exactPowersOfTen
        guard scaler.magnitude < UInt64(powers.count) else { return nil }
        return scaler < 0 ? raw / powers[Int(-scaler)] : raw * powers[Int(scaler)]
    }

    private static func convert(_ value: Double, _ unit: Int64?, to property: ObservedProperty) -> Double? {
        guard let target = property.unit else { return nil }
        guard let unit, unit != 255 else { return target.code == "1" || target.code == "{events}" ? value : nil }
        return units[unit]?.convert(value, to: target)
    }

    private static let units: [Int64: UnitOfMeasurement] = [
        8: "deg", 9: "Cel", 13: "m3", 14: "m3", 19: "L", 25: "J", 27: "W", 28: "V.A", 29: "var", 30: "W.h",
        31: "V.A.h", 32: "var.h", 33: "A", 35: "V", 44: "Hz",
    ].compactMapValues { UnitOfMeasurement.named($0) }
}
