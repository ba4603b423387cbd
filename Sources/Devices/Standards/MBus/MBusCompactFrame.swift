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
        guard let format = formats[signature] else {
            throw .unknownFrameFormat(offset: telegram.offset(start), signature: signature)
        }
        let records = try fullRecords(telegram, format)
        guard MBusCRC.checksum(records, 0..<records.count) == crc else {
            throw .wrongChecksum(offset: telegram.offset(start + 2))
        }
        let full = telegram.replacingContent(records)
        return try MBusDecoder.records(full, context)
    }

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
