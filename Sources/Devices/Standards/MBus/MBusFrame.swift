/// One frame of the link layer, without its checksums.
///
/// A payload is one frame or several, one after another, of these kinds:
///
/// | kind | bytes |
/// | --- | --- |
/// | wireless | L, C, manufacturer:2, number:4, version, device type, then the upper layers; L counts what follows it |
/// | wireless, format A | the same, with a CRC:2 after the first 10 bytes and after every 16 more (L counts no CRC) |
/// | wireless, format B | the same, with a CRC:2 at the end, and one after 126 bytes in longer frames (L counts them) |
/// | wireless, no length | the same from C on |
/// | wired, long or control | `68` L L `68`, C, address, CI and data (L bytes), sum of these, `16` |
/// | wired, short | `10`, C, address, sum of both, `16` |
/// | wired, acknowledgement | `E5` |
///
/// What a receiver adds behind a wireless frame (signal strength, checksums that it has not looked at) is shorter than any
/// frame. Some receivers write an L that fits neither with nor without checksums: see `reachingTheEnd(of:)`. Some lose the
/// end of a frame: see `cut(_:)`.
///
/// Source: EN 13757-2:2018 (wired), EN 13757-4:2019 section 12 (wireless).
struct MBusFrame {
    /// How checksums lie between the bytes.
    enum Layout {
        case plain
        case formatA
        case formatB
        case wired
    }

    /// The most frames in one payload.
    static let countMax = 8
    /// The fewest bytes of a wireless frame: from L to the device type.
    static let wirelessBytesMin = 10

    /// The frame: from L on when wireless, from the first `68`, `10` or `E5` on when wired.
    let bytes: [UInt8]
    /// Where it begins in the payload; -1 when the payload lacks the length byte.
    let start: Int
    /// Where it ends in the payload.
    let end: Int
    /// How checksums lay between its bytes.
    let layout: Layout
    /// How many bytes its L counts that are not there.
    var missingBytes = 0

    /// Where a byte of the frame is in the payload.
    func offset(of position: Int) -> Int {
        let shift =
            switch layout {
            case .plain, .wired: 0
            case .formatA: position < 10 ? 0 : 2 + (position - 10) / 16 * 2
            case .formatB: position < 126 ? 0 : 2
            }
        return min(max(0, start + position + shift), end)
    }

    /// The same frame with all bytes of the payload that follow it, for one whose L may be too low; nothing where
    /// checksums have shown that it is not.
    func reachingTheEnd(of payload: [UInt8]) -> MBusFrame? {
        guard layout == .plain, start >= 0, payload.count > end else { return nil }
        return MBusFrame(bytes: Array(payload[start...]), start: start, end: payload.count, layout: .plain)
    }

    /// A wireless frame without checksums that has lost less than half of itself at its end; nothing where the payload is
    /// something else.
    static func cut(_ payload: [UInt8]) -> MBusFrame? {
        guard payload.count > wirelessBytesMin + 2, isControl(payload[1]) else { return nil }
        let missing = Int(payload[0]) + 1 - payload.count
        guard missing > 0, missing < payload.count, !isCRC(payload, 0..<10) else { return nil }
        return MBusFrame(bytes: payload, start: 0, end: payload.count, layout: .plain, missingBytes: missing)
    }

    /// The frames of a payload, and what a receiver has added behind them.
    static func split(
        _ payload: [UInt8],
        _ context: DecodingContext,
        isWirelessAllowed: Bool
    ) throws(DecodeError) -> (frames: [MBusFrame], rest: Range<Int>) {
        do throws(DecodeError) {
            return try splitByLengths(payload, context, isWirelessAllowed)
        } catch {
            // A first byte that is no length may look like one, and a maker's first byte like the C field behind it.
            guard isWirelessAllowed, let frame = withoutLength(payload) else { throw error }
            return ([frame], payload.count..<payload.count)
        }
    }

    private static func withoutLength(_ payload: [UInt8]) -> MBusFrame? {
        guard let first = payload.first, isControl(first), (wirelessBytesMin...255).contains(payload.count) else {
            return nil
        }
        return MBusFrame(bytes: [UInt8(payload.count)] + payload, start: -1, end: payload.count, layout: .plain)
    }

    private static func splitByLengths(
        _ payload: [UInt8],
        _ context: DecodingContext,
        _ isWirelessAllowed: Bool
    ) throws(DecodeError) -> (frames: [MBusFrame], rest: Range<Int>) {
        var frames: [MBusFrame] = []
        var start = 0
        repeat {
            guard start < payload.count else { throw .truncated(offset: start, needed: 1, available: 0) }
            if let last = frames.last, last.layout != .wired, payload.count - start < wirelessBytesMin {
                return (frames, start..<payload.count)
            }
            guard frames.count < countMax else {
                throw .trailingBytes(offset: start, count: payload.count - start)
            }
            if let (frame, end) = try wired(payload, start, context) {
                frames.append(frame)
                start = end
            } else {
                guard isWirelessAllowed else { throw .unknownType(offset: start, type: Int(payload[start])) }
                let (frame, end) = try wireless(payload, start, context)
                frames.append(frame)
                start = end
            }
        } while start < payload.count
        return (frames, start..<start)
    }

    // MARK: Wired

    private static func wired(
        _ payload: [UInt8],
        _ start: Int,
        _ context: DecodingContext
    ) throws(DecodeError) -> (MBusFrame, end: Int)? {
        let left = payload.count - start
        switch payload[start] {
        case 0xE5 where left == 1:
            return (MBusFrame(bytes: [0xE5], start: start, end: start + 1, layout: .wired), start + 1)
        case 0x10 where left == 5 && payload[start + 4] == 0x16:
            try checkSum(payload, start + 1..<start + 3, context)
            return (MBusFrame(bytes: Array(payload[start...]), start: start, end: start + 5, layout: .wired), start + 5)
        case 0x68 where left >= 4 && payload[start + 3] == 0x68 && payload[start + 1] == payload[start + 2]:
            break
        default: return nil
        }
        let length = Int(payload[start + 1])
        let end = start + length + 6
        guard payload.count >= end else {
            throw .truncated(offset: start, needed: length + 6, available: left)
        }
        guard length >= 3 else { throw .invalidValue(offset: start + 1, field: "length") }
        guard payload[end - 1] == 0x16 else { throw .invalidValue(offset: end - 1, field: "stop") }
        try checkSum(payload, start + 4..<end - 2, context)
        return (MBusFrame(bytes: Array(payload[start..<end]), start: start, end: end, layout: .wired), end)
    }

    private static func checkSum(
        _ payload: [UInt8],
        _ range: Range<Int>,
        _ context: DecodingContext
    ) throws(DecodeError) {
        var sum: UInt8 = 0
        for index in range { sum &+= payload[index] }
        guard payload[range.upperBound] == sum || !context.refusesWrongChecks else {
            throw .wrongChecksum(offset: range.upperBound)
        }
    }

    // MARK: Wireless

    private static func wireless(
        _ payload: [UInt8],
        _ start: Int,
        _ context: DecodingContext
    ) throws(DecodeError) -> (MBusFrame, end: Int) {
        let left = payload.count - start
        let length = Int(payload[start])
        let hasControl = left > 1 && isControl(payload[start + 1])
        if hasControl, length >= wirelessBytesMin - 1 {
            if let found = try formatA(payload, start, length, context) { return found }
            if let found = formatB(payload, start, length) { return found }
            if left > length {
                let end = start + length + 1
                return (MBusFrame(bytes: Array(payload[start..<end]), start: start, end: end, layout: .plain), end)
            }
            // Format B whose CRCs were taken out, though L still counts them.
            if left >= wirelessBytesMin, left + 2 == length + 1 || (length > 128 && left + 4 == length + 1) {
                return (
                    MBusFrame(bytes: Array(payload[start...]), start: start, end: payload.count, layout: .plain),
                    payload.count
                )
            }
        }
        guard hasControl || left == 1 else { throw .unknownType(offset: start + 1, type: Int(payload[start + 1])) }
        guard length >= wirelessBytesMin - 1 else { throw .invalidValue(offset: start, field: "length") }
        throw .truncated(offset: start, needed: length + 1, available: left)
    }

    /// Whether a byte is the C field of a frame that a meter or its adapter sends.
    private static func isControl(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x44, 0x46, 0x47, 0x48, 0x40, 0x06: true
        case 0x08, 0x18, 0x28, 0x38: true
        case 0x53, 0x73, 0x5A, 0x7A, 0x5B, 0x7B: true
        default: false
        }
    }

    private static func formatA(
        _ payload: [UInt8],
        _ start: Int,
        _ length: Int,
        _ context: DecodingContext
    ) throws(DecodeError) -> (MBusFrame, end: Int)? {
        let blocks = (length + 1 - 10 + 15) / 16
        let end = start + length + 1 + 2 * (blocks + 1)
        guard payload.count >= end, isCRC(payload, start..<start + 10) else { return nil }
        var bytes = Array(payload[start..<start + 10])
        bytes.reserveCapacity(length + 1)
        var position = start + 12
        while position < end {
            let blockEnd = min(position + 16, end - 2)
            guard isCRC(payload, position..<blockEnd) || !context.refusesWrongChecks else {
                throw .wrongChecksum(offset: blockEnd)
            }
            bytes.append(contentsOf: payload[position..<blockEnd])
            position = blockEnd + 2
        }
        return (MBusFrame(bytes: bytes, start: start, end: end, layout: .formatA), end)
    }

    private static func formatB(_ payload: [UInt8], _ start: Int, _ length: Int) -> (MBusFrame, end: Int)? {
        let end = start + length + 1
        guard payload.count >= end, length >= wirelessBytesMin + 1 else { return nil }
        let isLong = length + 1 > 128
        let firstEnd = isLong ? start + 126 : end - 2
        guard isCRC(payload, start..<firstEnd) else { return nil }
        var bytes = Array(payload[start..<firstEnd])
        if isLong {
            guard end - 2 > firstEnd + 2, isCRC(payload, firstEnd + 2..<end - 2) else { return nil }
            bytes.append(contentsOf: payload[firstEnd + 2..<end - 2])
        }
        return (MBusFrame(bytes: bytes, start: start, end: end, layout: .formatB), end)
    }

    private static func isCRC(_ payload: [UInt8], _ range: Range<Int>) -> Bool {
        let crc = MBusCRC.checksum(payload, range)
        return payload[range.upperBound] == UInt8(crc >> 8) && payload[range.upperBound + 1] == UInt8(crc & 0xFF)
    }
}
