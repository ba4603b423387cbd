/// The frame around SML messages on a meter's optical or serial port (SML transport protocol, version 1).
///
/// | bytes | meaning |
/// | --- | --- |
/// | `1B1B1B1B 01010101` | begin |
/// | … | messages; `1B1B1B1B` inside them is sent twice |
/// | 0 to 3 × `00` | fills up to a multiple of four |
/// | `1B1B1B1B 1A` | end |
/// | 1 | how many bytes filled |
/// | 2 | CRC-16/X-25 over everything before it, the low byte first |
///
/// Source: BSI TR-03109-1, annex IV, "Feinspezifikation Drahtgebundene LMN-Schnittstelle", part B; SML 1.04, section 8.
enum SMLTransport {
    private static let escape: [UInt8] = [0x1B, 0x1B, 0x1B, 0x1B]
    private static let start: [UInt8] = [0x01, 0x01, 0x01, 0x01]

    /// Whether a payload begins as a frame does.
    static func isFrame(_ payload: [UInt8]) -> Bool { payload.starts(with: escape) }

    /// The messages within a frame.
    static func unwrap(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> [UInt8] {
        guard payload.count >= 16 else {
            throw .truncated(offset: payload.count, needed: 16 - payload.count, available: 0)
        }
        guard payload[4..<8].elementsEqual(start) else { throw .invalidValue(offset: 4, field: "transport version") }
        var messages: [UInt8] = []
        messages.reserveCapacity(payload.count)
        var offset = 8
        while true {
            guard offset + 4 <= payload.count else {
                throw .truncated(offset: offset, needed: 8, available: payload.count - offset)
            }
            guard payload[offset..<offset + 4].elementsEqual(escape) else {
                messages.append(payload[offset])
                offset += 1
                continue
            }
            guard offset + 8 <= payload.count else {
                throw .truncated(offset: offset, needed: 8, available: payload.count - offset)
            }
            guard payload[offset + 4..<offset + 8].elementsEqual(escape) else {
                try end(payload, at: offset, &messages, context)
                return messages
            }
            messages += escape
            offset += 8
        }
    }

    private static func end(
        _ payload: [UInt8],
        at offset: Int,
        _ messages: inout [UInt8],
        _ context: DecodingContext
    ) throws(DecodeError) {
        guard payload[offset + 4] == 0x1A else { throw .invalidValue(offset: offset + 4, field: "escape sequence") }
        let fill = Int(payload[offset + 5])
        guard fill <= 3, fill <= messages.count else { throw .invalidValue(offset: offset + 5, field: "fill bytes") }
        let expected = UInt16(payload[offset + 6]) | UInt16(payload[offset + 7]) << 8
        let isRight = CyclicRedundancyCheck.x25(payload[..<(offset + 6)]) == expected
        guard isRight || !context.refusesWrongChecks else {
            throw .wrongChecksum(offset: offset + 6)
        }
        guard offset + 8 == payload.count else {
            throw .trailingBytes(offset: offset + 8, count: payload.count - offset - 8)
        }
        messages.removeLast(fill)
    }
}
