import Observations

/// The telegram that a smart meter sends on its P1 port.
///
/// | part | text |
/// | --- | --- |
/// | header | `/`, maker and model, an empty line |
/// | object | OBIS code, then groups in parentheses: `1-0:1.8.1(001581.123*kWh)`; a group may stand on the next line |
/// | end | `!` and, from DSMR 4 on, four hexadecimal digits: CRC-16/ARC over everything from `/` to `!` |
///
/// | object | becomes |
/// | --- | --- |
/// | `0-0:1.0.0` | the time of the reading |
/// | `1-0:…` | what `OBISMeaning` says |
/// | `0-0:96.14.0`, `0-0:17.0.0`, `0-n:96.3.10` | tariff, limit of power or current, relay |
/// | `0-0:96.7.21`, `0-0:96.7.9` | power failures, long ones |
/// | `1-0:99.97.0` | log of long failures: a reading for each, at its end |
/// | `0-0:98.1.0` | highest power of each month (Flanders), or all values at the month's end (Hungary): readings |
/// | `0-n:24.x`, `0-n:96.1.x` | a meter on the M-Bus: a reading of its own with that meter's time, channel `mbus-n` |
/// | identifiers, messages, anything else | parameters, the latter by its OBIS code |
///
/// Source: Netbeheer Nederland, "DSMR P1 Companion Standard" 2.2, 3.0, 4.2.2 and 5.0.2; Fluvius, "e-MUCS P1" 1.7.1;
/// Creos, "SMARTY P1"; Energiföretagen, "Branschrekommendation lokalt kundgränssnitt"; E.ON Hungária, "P1 port".
enum DSMRTelegram {
    /// The most objects of a telegram; the longest have about 100.
    static let objectsMax = 256

    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "DSMR smart meter, P1 port",
            domain: .utility,
            properties: OBISMeaning.properties + [
                .tariff, .activePowerLimit, .currentLimit, .relayClosed, .powerFailureCount, .longPowerFailureCount,
                .powerFailureDuration, .valveOpen, .heatVolume, .volume, .energy, .coolingEnergy,
            ],
            source: "Netbeheer Nederland, DSMR P1 Companion Standard 2.2 to 5.0.2; Fluvius, e-MUCS P1 1.7.1",
            payloadBytesMax: .max,
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context) }
        )
    }

    private static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        guard payload.first == UInt8(ascii: "/") else { throw .invalidValue(offset: 0, field: "header") }
        guard let lineEnd = payload.firstIndex(where: isLineEnd) else {
            throw .truncated(offset: payload.count, needed: 1, available: 0)
        }
        var values = DSMRValues()
        values.current.note("header", .string(String(decoding: payload[1..<lineEnd], as: UTF8.self)))
        var offset = lineEnd
        var count = 0
        while let object = try nextObject(payload, &offset) {
            count += 1
            guard count <= objectsMax else {
                throw .trailingBytes(offset: object.offset, count: payload.count - object.offset)
            }
            values.add(object)
        }
        try check(payload, end: offset, context)
        return Decoded(readings: values.readings)
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A }

    /// Reads the next object, or stops before the exclamation mark.
    private static func nextObject(_ payload: [UInt8], _ offset: inout Int) throws(DecodeError) -> DSMRObject? {
        skipSpace(payload, &offset)
        guard offset < payload.count else { throw .truncated(offset: offset, needed: 1, available: 0) }
        guard payload[offset] != UInt8(ascii: "!") else { return nil }
        let start = offset
        let code = try readCode(payload, &offset)
        var groups: [Range<Int>] = []
        while offset < payload.count, payload[offset] == UInt8(ascii: "(") {
            guard let end = payload[offset...].firstIndex(of: UInt8(ascii: ")")) else {
                throw .truncated(offset: offset, needed: 2, available: payload.count - offset)
            }
            groups.append(offset + 1..<end)
            offset = end + 1
            skipSpace(payload, &offset)
        }
        guard !groups.isEmpty else { throw .invalidValue(offset: start, field: "object") }
        return DSMRObject(code, at: start, groups, of: payload)
    }

    private static func skipSpace(_ payload: [UInt8], _ offset: inout Int) {
        while offset < payload.count, isLineEnd(payload[offset]) || payload[offset] == 0x20 { offset += 1 }
    }

    /// Reads `A-B:C.D.E`, with `*F` or `.F` where it is there.
    private static func readCode(_ payload: [UInt8], _ offset: inout Int) throws(DecodeError) -> OBISCode {
        let start = offset
        var numbers: [UInt8] = []
        numbers.reserveCapacity(6)
        for separators in ["-", ":", ".", ".", "*.", ""] {
            var number = 0
            let first = offset
            while offset < payload.count, payload[offset] &- UInt8(ascii: "0") < 10, number < 256 {
                number = number * 10 + Int(payload[offset] &- UInt8(ascii: "0"))
                offset += 1
            }
            guard offset < payload.count else { throw .truncated(offset: offset, needed: 1, available: 0) }
            guard offset > first, let group = UInt8(exactly: number) else {
                throw .invalidValue(offset: start, field: "OBIS code")
            }
            numbers.append(group)
            if numbers.count >= 5, payload[offset] == UInt8(ascii: "(") { break }
            guard separators.utf8.contains(payload[offset]) else {
                throw .invalidValue(offset: start, field: "OBIS code")
            }
            offset += 1
        }
        return OBISCode(
            numbers[0],
            numbers[1],
            numbers[2],
            numbers[3],
            numbers[4],
            numbers.count > 5 ? numbers[5] : 255
        )
    }

    /// Checks what follows the objects: `!`, a CRC that the telegram may leave out, and nothing.
    private static func check(_ payload: [UInt8], end: Int, _ context: DecodingContext) throws(DecodeError) {
        var offset = end + 1
        var digits = 0
        var expected: UInt16 = 0
        while offset < payload.count, let digit = Hexadecimal.digit(payload[offset]), digits < 4 {
            expected = expected << 4 | UInt16(digit)
            digits += 1
            offset += 1
        }
        if digits > 0, context.refusesWrongChecks {
            guard CyclicRedundancyCheck.arc(payload[...end]) == expected else { throw .wrongChecksum(offset: end + 1) }
        }
        skipSpace(payload, &offset)
        guard offset == payload.count else {
            throw .trailingBytes(offset: offset, count: payload.count - offset)
        }
    }
}
