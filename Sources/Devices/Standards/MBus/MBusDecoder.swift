import Observations

/// Telegrams of meters by radio (wireless M-Bus) and by wire (M-Bus).
///
/// The layers of a telegram, from the outside in, and the file that has them:
///
/// | layer | CI | file |
/// | --- | --- | --- |
/// | link | | `MBusFrame` |
/// | extended link, encryption by AES-CTR | 8C 8D 8E 8F | `MBusTelegram` |
/// | authentication and fragmentation | 90 | `MBusAuthentication` |
/// | transport: header, encryption by AES-CBC | 72 7A, none 78 | `MBusTelegram` |
/// | application: records | | `MBusRecord`, `MBusRecordReader`, `MBusReadings` |
/// | application: records without headers | 73 79 7B | `MBusCompactFrame` |
/// | application: fixed structure, wired | 73 77 | `MBusFixedData` |
/// | the maker's own | A0–B7, or after `0F` | `MBusMakerDecoder` |
///
/// Source: EN 13757-2:2018, EN 13757-3:2018, EN 13757-4:2019, EN 13757-7:2018, OMS Specification Vol. 2 (4.3.3).
enum MBusDecoder {
    /// Reads a payload of one frame or more, or the whole records of a frame that has lost its end.
    static func decode(
        _ payload: [UInt8],
        _ context: DecodingContext,
        isWirelessAllowed: Bool
    ) throws(DecodeError) -> Decoded {
        do throws(DecodeError) {
            return try whole(payload, context, isWirelessAllowed)
        } catch {
            guard isWirelessAllowed, let frame = MBusFrame.cut(payload), let decoded = cut(frame, context) else {
                throw error
            }
            return decoded
        }
    }

    private static func whole(
        _ payload: [UInt8],
        _ context: DecodingContext,
        _ isWirelessAllowed: Bool
    ) throws(DecodeError) -> Decoded {
        let (frames, rest) = try MBusFrame.split(payload, context, isWirelessAllowed: isWirelessAllowed)
        guard !rest.isEmpty else { return try decode(frames, context) }
        do throws(DecodeError) {
            var decoded = try decode(frames, context)
            let added = ParameterValue.string(Hexadecimal.encode(payload[rest]))
            decoded.readings[decoded.readings.count - 1].parameters.append(
                Parameter(name: "undecodedEnd", value: added)
            )
            decoded.skippedFields += 1
            return decoded
        } catch {
            guard case .truncated = error, let decoded = pastLength(frames, payload, context) else { throw error }
            return decoded
        }
    }

    /// Reads a frame whose L ends it inside a record, where all bytes of the payload make whole records.
    ///
    /// Two bytes of a checksum may be left at the end. What L was goes along as the parameter `frameLength`.
    private static func pastLength(_ frames: [MBusFrame], _ payload: [UInt8], _ context: DecodingContext) -> Decoded? {
        guard frames.count == 1, let whole = frames[0].reachingTheEnd(of: payload) else { return nil }
        do throws(DecodeError) {
            var decoded = try decode([whole], context)
            let newest = decoded.readings.count - 1
            for parameter in decoded.readings[newest].parameters where parameter.name == "undecoded" {
                guard case .string(let digits) = parameter.value, digits.utf8.count <= 4 else { return nil }
            }
            let length = ParameterValue.unsigned(UInt64(payload[whole.start]))
            decoded.readings[newest].parameters.append(Parameter(name: "frameLength", value: length))
            return decoded
        } catch {
            return nil
        }
    }

    /// Reads the whole records at the front of a frame that has lost its end; nothing where there is none.
    ///
    /// How much was lost goes along as the parameter `missingBytes`, the record that was cut counts as skipped.
    private static func cut(_ frame: MBusFrame, _ context: DecodingContext) -> Decoded? {
        do throws(DecodeError) {
            let telegram = try MBusTelegram(frame, context)
            guard telegram.ci == 0x72 || telegram.ci == 0x78 || telegram.ci == 0x7A,
                MBusMakerDecoder.telegramDecoder(for: telegram) == nil
            else { return nil }
            var reader = MBusRecordReader(telegram.bytes, telegram.content) { telegram.offset($0) }
            let records = reader.readWhole()
            guard !records.isEmpty else { return nil }
            var readings = MBusReadings(telegram, context)
            readings.add(records)
            readings.current.note("missingBytes", .unsigned(UInt64(frame.missingBytes)))
            return Decoded(readings: readings.readings, skippedFields: readings.skippedFields + 1)
        } catch {
            return nil
        }
    }

    private static func decode(_ frames: [MBusFrame], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        var formats = context.formats
        var decoded = try decode(MBusTelegram(frames[0], context), context, formats)
        guard frames.count > 1 else { return decoded }
        if let format = decoded.learned { formats.learn(format) }
        for frame in frames.dropFirst() {
            let next = try decode(MBusTelegram(frame, context), context, formats)
            decoded.readings += next.readings
            decoded.skippedFields += next.skippedFields
            if let format = next.learned {
                formats.learn(format)
                decoded.learned = format
            }
        }
        return decoded
    }

    private static func decode(
        _ telegram: MBusTelegram,
        _ context: DecodingContext,
        _ formats: FrameFormats
    ) throws(DecodeError) -> Decoded {
        if let decoder = MBusMakerDecoder.telegramDecoder(for: telegram) { return try decoder(telegram, context) }
        switch telegram.ci {
        case 0x72, 0x76, 0x78, 0x7A: return try records(telegram, context)
        case 0x79, 0x7B: return try MBusCompactFrame.decode(telegram, context, formats)
        case 0x73 where telegram.isWireless: return try MBusCompactFrame.decode(telegram, context, formats)
        case 0x73, 0x77: return try MBusFixedData.decode(telegram, context)
        default: return try other(telegram, context)
        }
    }

    /// Reads the records of a full frame.
    static func records(_ telegram: MBusTelegram, _ context: DecodingContext) throws(DecodeError) -> Decoded {
        var reader = MBusRecordReader(telegram.bytes, telegram.content) { telegram.offset($0) }
        let (records, end) = try reader.readAll()
        var readings = MBusReadings(telegram.ci == 0x76 ? telegram.reversingValues(of: records) : telegram, context)
        readings.add(records)
        try readings.finish(end)
        var decoded = Decoded(readings: readings.readings, skippedFields: readings.skippedFields)
        if !telegram.isWireless, let inner = records.first(where: { $0.isContainer }) {
            return try carried(inner, by: telegram, decoded, context)
        }
        if telegram.isWireless, end == .data { decoded.learned = MBusCompactFrame.format(of: records, in: telegram) }
        return decoded
    }

    /// Reads the wireless telegram that a wired one carries; what the carrier says besides goes along.
    private static func carried(
        _ record: MBusRecord,
        by telegram: MBusTelegram,
        _ carrier: Decoded,
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        let start = record.value.lowerBound + 1
        var decoded: Decoded
        do throws(DecodeError) {
            let (frames, _) = try MBusFrame.split(
                Array(telegram.bytes[start..<record.value.upperBound]),
                context,
                isWirelessAllowed: true
            )
            guard frames.allSatisfy({ $0.layout != .wired }) else { return carrier }
            decoded = try decode(frames, context)
        } catch {
            switch error {
            case .keyNeeded(let offset): throw .keyNeeded(offset: telegram.offset(start + offset))
            case .wrongKey(let offset): throw .wrongKey(offset: telegram.offset(start + offset))
            default: return carrier
            }
        }
        guard let newest = decoded.readings.indices.last, let outer = carrier.readings.last else { return carrier }
        let own = decoded.readings[newest].observations
        for observation in outer.observations
        where !own.contains(where: { $0.property == observation.property && $0.channel == observation.channel }) {
            decoded.readings[newest].observations.append(observation)
        }
        for parameter in outer.parameters
        where !decoded.readings[newest].parameters.contains(where: { $0.name == parameter.name }) {
            decoded.readings[newest].parameters.append(parameter)
        }
        return decoded
    }

    /// A telegram without records: commands, acknowledgements, and what only the maker could read.
    private static func other(_ telegram: MBusTelegram, _ context: DecodingContext) throws(DecodeError) -> Decoded {
        let isMakers = (0xA0...0xB7).contains(telegram.ci)
        guard isMakers || !telegram.isWireless || telegram.ci == 0x70 || telegram.ci == 0x71 else {
            throw .unknownType(offset: telegram.offset(telegram.content.lowerBound - 1), type: Int(telegram.ci))
        }
        var readings = MBusReadings(telegram, context)
        if !telegram.isWireless { readings.current.note("controlField", .unsigned(UInt64(telegram.controlField))) }
        if telegram.ci != 0 { readings.current.note("controlInformation", .unsigned(UInt64(telegram.ci))) }
        if !telegram.data.isEmpty {
            readings.current.note("undecoded", .string(Hexadecimal.encode(telegram.data)))
            readings.skippedFields = 1
        }
        return Decoded(readings: readings.readings, skippedFields: readings.skippedFields)
    }
}
