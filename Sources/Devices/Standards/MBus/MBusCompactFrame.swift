import Observations

/// Frames without headers (CI `79`, behind a transport header `7B` or `73`): the values of a frame that was sent in full
/// before, in the order of its records.
///
/// | bytes | meaning |
/// | --- | --- |
/// | 2 | signature: CRC over DIF, DIFE, VIF and VIFE of all records |
/// | 2 | CRC over the records of the full frame |
/// | … | values |
///
/// Source: EN 13757-3:2018 (compact M-Bus frames), OMS Specification Vol. 2 annex G.
enum MBusCompactFrame {
    /// The format that a full frame teaches; nothing when its headers are too long to keep.
    static func format(of records: [MBusRecord], in telegram: MBusTelegram) -> FrameFormat? {
        var headers: [UInt8] = []
        headers.reserveCapacity(96)
        for record in records { headers += telegram.bytes[record.header] }
        guard !headers.isEmpty, headers.count <= FrameFormat.headerBytesMax else { return nil }
        return FrameFormat(signature: MBusCRC.checksum(headers, 0..<headers.count), headers: headers)
    }

    /// Reads a compact frame by the formats of the same meter.
    static func decode(
        _ telegram: MBusTelegram,
        _ context: DecodingContext,
        _ formats: FrameFormats
    ) throws(DecodeError) -> Decoded {
        let start = telegram.content.lowerBound
        guard telegram.content.count >= 4 else {
            throw .truncated(offset: telegram.offset(start), needed: 4, available: telegram.content.count)
        }
        let signature = UInt16(telegram.bytes[start]) | UInt16(telegram.bytes[start + 1]) << 8
        let crc = UInt16(telegram.bytes[start + 2]) | UInt16(telegram.bytes[start + 3]) << 8
        guard let format = formats[signature] ?? wellKnown[signature] else {
            throw .unknownFrameFormat(offset: telegram.offset(start), signature: signature)
        }
        let records = try fullRecords(telegram, format)
        let agrees = MBusCRC.checksum(records, 0..<records.count) == crc
        // Some meters send a CRC of other data. The link's own CRC has shown that nothing was damaged then.
        guard agrees || telegram.isChecked || !context.refusesWrongChecks else {
            throw .wrongChecksum(offset: telegram.offset(start + 2))
        }
        let full = telegram.replacingContent(records)
        return try MBusDecoder.records(full, context)
    }

    /// Formats of meters that send full frames seldom, or only when they are asked.
    private static let wellKnown: [UInt16: FrameFormat] = {
        var storages: [UInt8] = []
        for storage in UInt8(2)...16 { storages += [storage.isMultiple(of: 2) ? 0x84 : 0xC4, storage >> 1, 0x13] }
        let engelmann: [UInt8] = [0x42, 0x6C, 0x44, 0x13, 0x01, 0xFD, 0x17] + storages + [0x04, 0x6D, 0x04, 0x13]
        let headers: [[UInt8]] = [
            // Engelmann water meters: due date, 15 months, clock, volume.
            engelmann,
            // Kamstrup MULTICAL 21 and flowIQ: info, volume, at the due date, temperatures of water and room.
            [0x02, 0xFF, 0x20, 0x04, 0x13, 0x44, 0x13],
            [0x02, 0xFF, 0x20, 0x04, 0x13, 0x44, 0x13, 0x61, 0x5B, 0x61, 0x67],
            [0x02, 0xFF, 0x20, 0x04, 0x13, 0x44, 0x13, 0x61, 0x5B, 0x51, 0x67],
            [0x02, 0xFF, 0x20, 0x04, 0x13, 0x44, 0x13, 0xA1, 0x01, 0x5B, 0x81, 0x01, 0xE7, 0xFF, 0x0F],
            [0x02, 0xFF, 0x20, 0x04, 0x13, 0x92, 0x01, 0x3B, 0xA1, 0x01, 0x5B, 0x81, 0x01, 0xE7, 0xFF, 0x0F],
        ]
        let formats = headers.map {
            FrameFormat(signature: MBusCRC.checksum($0, 0..<$0.count), headers: $0)
        }
        return Dictionary(uniqueKeysWithValues: formats.map { ($0.signature, $0) })
    }()

    /// The records of the full frame: headers of the format, values of the compact frame.
    private static func fullRecords(_ telegram: MBusTelegram, _ format: FrameFormat) throws(DecodeError) -> [UInt8] {
        var records: [UInt8] = []
        records.reserveCapacity(format.headers.count + telegram.content.count)
        var reader = MBusRecordReader(format.headers, 0..<format.headers.count) { _ in
            telegram.offset(telegram.content.lowerBound)
        }
        var position = telegram.content.lowerBound + 4
        let end = telegram.content.upperBound
        while !reader.isAtEnd {
            let record = try reader.readHeader()
            records += format.headers[record.header]
            var count = MBusRecord.valueBytes(record.type)
            if count < 0 {
                guard position < end, let variable = MBusRecord.variableBytes(telegram.bytes[position]) else {
                    throw .truncated(offset: telegram.offset(position), needed: 1, available: end - position)
                }
                count = variable + 1
            }
            guard end - position >= count else {
                throw .truncated(offset: telegram.offset(position), needed: count, available: end - position)
            }
            records += telegram.bytes[position..<position + count]
            position += count
        }
        while position < end, telegram.bytes[position] == 0x2F { position += 1 }
        guard position == end else {
            throw .trailingBytes(offset: telegram.offset(position), count: end - position)
        }
        return records
    }
}
