/// The authentication and fragmentation layer (CI `90`), and the keys of security mode 7.
///
/// | bytes | meaning |
/// | --- | --- |
/// | 1 | length of what follows |
/// | 2 | which fields there are: bit 14 more fragments, 13 MCL, 12 ML, 11 MCR, 10 MAC, 9 key; bits 0–7 fragment |
/// | 1 | MCL: kind of MAC |
/// | 2 | key |
/// | 4 | MCR: message counter |
/// | 2–16 | MAC: AES-CMAC, cut to its first bytes |
/// | 2 | ML: length of the message |
///
/// Keys are derived from the meter's key: CMAC over a constant (00 encryption, 01 authentication), the message counter,
/// the meter's number and seven times `07`. The MAC covers MCL, MCR, ML and all that follows the layer.
///
/// Source: EN 13757-7:2018 sections 6 and 9, OMS Specification Vol. 2 (4.3.3) section 9.
struct MBusAuthentication {
    /// What the MAC covers behind this layer.
    var message: Range<Int> = 0..<0

    private var control: [UInt8] = []
    private var counter: [UInt8] = []
    private var messageLength: [UInt8] = []
    private var code: Range<Int> = 0..<0

    /// Reads the layer behind its length byte.
    mutating func read(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ offset: (Int) -> Int
    ) throws(DecodeError) {
        var position = range.lowerBound
        guard range.count >= 2 else {
            throw .truncated(offset: offset(position), needed: 2, available: range.count)
        }
        let fields = UInt16(bytes[position]) | UInt16(bytes[position + 1]) << 8
        position += 2
        guard fields & 0x4000 == 0, fields & 0xFF <= 1 else {
            throw .invalidValue(offset: offset(position - 2), field: "fragment")
        }
        let codeBytes = range.count - 2 - sizes(fields)
        guard codeBytes >= 0, codeBytes <= 16 else {
            throw .invalidValue(offset: offset(range.lowerBound - 1), field: "authentication layer")
        }
        func next(_ count: Int) -> [UInt8] {
            position += count
            return Array(bytes[position - count..<position])
        }
        if fields & 0x2000 != 0 { control = next(1) }
        if fields & 0x0200 != 0 { _ = next(2) }
        if fields & 0x0800 != 0 { counter = next(4) }
        if fields & 0x0400 != 0 {
            code = position..<position + codeBytes
            position += codeBytes
        }
        if fields & 0x1000 != 0 { messageLength = next(2) }
    }

    /// How many bytes the fields have beside the MAC.
    private func sizes(_ fields: UInt16) -> Int {
        (fields & 0x2000 != 0 ? 1 : 0) + (fields & 0x0200 != 0 ? 2 : 0) + (fields & 0x0800 != 0 ? 4 : 0)
            + (fields & 0x1000 != 0 ? 2 : 0)
    }

    /// The keys of this message.
    func keys(_ master: AES128, _ meter: MBusMeter) -> (encryption: AES128, authentication: AES128) {
        let rest = counter + meter.numberBytes + [UInt8](repeating: 7, count: 7)
        guard let encryption = AES128(key: master.cmac([0] + rest)),
            let authentication = AES128(key: master.cmac([1] + rest))
        else { preconditionFailure("A CMAC has as many bytes as a key.") }
        return (encryption, authentication)
    }

    /// Throws when the MAC does not belong to the message; a wrong key shows in this way too.
    func check(_ bytes: [UInt8], _ key: AES128, _ offset: (Int) -> Int) throws(DecodeError) {
        guard !code.isEmpty else { return }
        let expected = key.cmac(control + counter + messageLength + bytes[message])
        guard bytes[code].elementsEqual(expected.prefix(code.count)) else {
            throw .wrongKey(offset: offset(code.lowerBound))
        }
    }
}
