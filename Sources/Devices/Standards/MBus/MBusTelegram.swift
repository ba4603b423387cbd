/// The application's data of one frame, decrypted, and which meter sent it.
struct MBusTelegram {
    /// The frame without checksums of the link layer; decrypted.
    private(set) var bytes: [UInt8]
    /// The meter: of the transport layer's header when it has one, else of the link layer.
    private(set) var meter = MBusMeter(manufacturer: 0, number: 0, version: 0, deviceType: 0)
    /// The kind of the application's data (CI field), or what the frame's kind is when it carries none.
    private(set) var ci: UInt8 = 0
    /// The application's data in `bytes`.
    private(set) var content: Range<Int>
    /// The header's access number.
    private(set) var accessNumber: UInt8?
    /// The header's status.
    private(set) var status: UInt8?
    /// Whether the data is for a meter that has no identity here (wired frames without a header).
    private(set) var isAnonymous = false
    /// Whether a checksum of a lower layer has shown that nothing was damaged.
    private(set) var isChecked: Bool
    /// Whether the frame came by radio.
    let isWireless: Bool

    private let frame: MBusFrame
    private let key: [UInt8]?
    private let isDecrypted: Bool
    private let refusesWrongChecks: Bool
    private var link = MBusMeter(manufacturer: 0, number: 0, version: 0, deviceType: 0)
    private var authentication: MBusAuthentication?

    /// Reads all layers of a frame below the application.
    init(_ frame: MBusFrame, _ context: DecodingContext) throws(DecodeError) {
        self.frame = frame
        bytes = frame.bytes
        content = 0..<0
        key = context.key
        isDecrypted = context.isDecrypted
        refusesWrongChecks = context.refusesWrongChecks
        isChecked = frame.layout != .plain
        isWireless = frame.layout != .wired
        if isWireless {
            link = meter(numberAt: 4, manufacturerAt: 2, versionAt: 8)
            meter = link
            content = 10..<bytes.count
        } else {
            isAnonymous = true
            // Short frames and acknowledgements carry nothing.
            guard bytes.count > 5 else {
                content = bytes.count..<bytes.count
                return
            }
            content = 6..<bytes.count - 2
        }
        try readLayers()
    }

    /// Where a byte of `bytes` is in the payload.
    func offset(_ position: Int) -> Int { frame.offset(of: position) }

    /// The address on the wire, of a frame that has one.
    var busAddress: UInt8? {
        guard !isWireless, bytes.count > 1 else { return nil }
        return bytes[bytes[0] == 0x10 ? 2 : 5]
    }

    /// What kind of frame it is, of the link layer; of an acknowledgement its only byte.
    var controlField: UInt8 { bytes[isWireless || bytes[0] == 0x10 ? 1 : bytes.count > 5 ? 4 : 0] }

    /// The application's data.
    var data: ArraySlice<UInt8> { bytes[content] }

    /// The same telegram with other data of the application.
    func replacingContent(_ content: [UInt8]) -> MBusTelegram {
        var copy = self
        copy.bytes.replaceSubrange(self.content, with: content)
        copy.content = self.content.lowerBound..<self.content.lowerBound + content.count
        return copy
    }

    /// The same telegram with the lowest byte of every number first, of a meter that sends the highest first.
    func reversingValues(of records: [MBusRecord]) -> MBusTelegram {
        var copy = self
        for record in records where record.type != 0xD { copy.bytes[record.value].reverse() }
        return copy
    }

    /// The same telegram, of another meter.
    func speaking(of meter: MBusMeter) -> MBusTelegram {
        var copy = self
        copy.meter = meter
        return copy
    }

    // MARK: Layers

    /// Reads one layer after another until the application's data is reached.
    private mutating func readLayers() throws(DecodeError) {
        while true {
            ci = try take(1)
            switch ci {
            case 0x8C...0x8F where isWireless: try readExtendedLink()
            case 0x90 where isWireless: try readAuthentication()
            case 0x72: return try readLongHeader()
            case 0x73 where isWireless, 0x6B where isWireless: return try readLongHeader()
            case 0x76 where !isWireless: return try readLongHeader()
            case 0x7A, 0x7B, 0x6A: return try readShortHeader()
            default: return
            }
        }
    }

    /// The next bytes of the content as a number, the lowest byte first.
    private mutating func take8(_ count: Int) throws(DecodeError) -> UInt64 {
        guard content.count >= count else {
            throw .truncated(offset: offset(content.lowerBound), needed: count, available: content.count)
        }
        var value: UInt64 = 0
        for index in (content.lowerBound..<content.lowerBound + count).reversed() {
            value = value << 8 | UInt64(bytes[index])
        }
        content = content.lowerBound + count..<content.upperBound
        return value
    }

    private mutating func take(_ count: Int) throws(DecodeError) -> UInt8 {
        UInt8(truncatingIfNeeded: try take8(count))
    }

    private func meter(numberAt number: Int, manufacturerAt manufacturer: Int, versionAt version: Int) -> MBusMeter {
        MBusMeter(
            manufacturer: UInt16(bytes[manufacturer]) | UInt16(bytes[manufacturer + 1]) << 8,
            number: (0..<4).reversed().reduce(0) { $0 << 8 | UInt32(bytes[number + $1]) },
            version: bytes[version],
            deviceType: bytes[version + 1]
        )
    }

    // MARK: Extended link layer

    /// Reads the layer: `8C` CC, ACC; `8D` CC, ACC, session:4, CRC:2; `8E` and `8F` likewise with an address:8 after ACC.
    private mutating func readExtendedLink() throws(DecodeError) {
        let control = try take(1)
        accessNumber = try take(1)
        if ci >= 0x8E {
            _ = try take8(8)
            let start = content.lowerBound - 8
            link = meter(numberAt: start + 2, manufacturerAt: start, versionAt: start + 6)
            meter = link
        }
        guard ci & 1 == 1 else { return }
        let session = UInt32(truncatingIfNeeded: try take8(4))
        let crcAt = content.lowerBound
        let crc = UInt16(truncatingIfNeeded: try take8(2))
        isChecked = true
        if MBusCRC.checksum(bytes, content) == crc { return }
        switch session >> 29 {
        case 0 where !refusesWrongChecks: return
        case 0: throw .wrongChecksum(offset: offset(crcAt))
        case 1: break
        case let mode: throw .unsupportedSecurity(offset: offset(crcAt - 4), mode: Int(mode))
        }
        let cipher = try cipher(at: crcAt)
        var counter = link.address + [control] + (0..<4).map { UInt8(truncatingIfNeeded: session >> (8 * $0)) }
        counter += [0, 0, 0]
        // The CRC is encrypted with what follows it. Repeaters set bits of the control byte after the encryption.
        for mask: UInt8 in [0xFF, 0xED] {
            counter[8] = control & mask
            var plain = bytes
            cipher.applyCTR(&plain, crcAt..<content.upperBound, counter: counter)
            let found = UInt16(plain[crcAt]) | UInt16(plain[crcAt + 1]) << 8
            guard MBusCRC.checksum(plain, content) == found else { continue }
            return bytes = plain
        }
        throw .wrongKey(offset: offset(crcAt))
    }

    private func cipher(at position: Int) throws(DecodeError) -> AES128 {
        guard let key = key ?? DiehlScrambler.defaultKey(of: link.manufacturer) else {
            throw .keyNeeded(offset: offset(position))
        }
        guard let cipher = AES128(key: key) else { throw .wrongKey(offset: offset(position)) }
        return cipher
    }

    // MARK: Authentication and fragmentation layer

    private mutating func readAuthentication() throws(DecodeError) {
        let start = content.lowerBound
        let length = Int(try take(1))
        _ = try take8(min(length, 8))
        content = start + 1..<content.upperBound
        guard content.count >= length else {
            throw .truncated(offset: offset(start + 1), needed: length, available: content.count)
        }
        var layer = MBusAuthentication()
        try layer.read(bytes, start + 1..<start + 1 + length) { offset($0) }
        content = start + 1 + length..<content.upperBound
        layer.message = content
        authentication = layer
    }

    // MARK: Transport layer

    /// Number:4, manufacturer:2, version, device type, then the short header.
    private mutating func readLongHeader() throws(DecodeError) {
        let start = content.lowerBound
        _ = try take8(8)
        if ci == 0x76 {
            bytes[start..<start + 4].reverse()
            bytes[start + 4..<start + 6].reverse()
        }
        meter = meter(numberAt: start, manufacturerAt: start + 4, versionAt: start + 6)
        isAnonymous = false
        try readShortHeader()
    }

    /// Access number, status, configuration:2, its extension in some security modes, then the data.
    private mutating func readShortHeader() throws(DecodeError) {
        accessNumber = try take(1)
        status = try take(1)
        let configurationAt = content.lowerBound
        let configuration = UInt16(truncatingIfNeeded: try take8(2))
        guard isWireless || configuration & 0x1F00 == 0x0500 else { return skipFillers() }
        // Bit 12 was not part of the mode before 2018.
        let mode = Int(configuration >> 8 & 0x1F)
        let blocks = Int(configuration >> 4 & 0x0F)
        if mode & 0x10 != 0, !isPlain, try readRealData(mode) { return }
        switch mode {
        case 0: return skipFillers()
        case 0x02: return try decryptDES(Int(configuration & 0xFF))
        case 0x04, 0x05, 0x14, 0x15: break
        case 0x07: _ = try take(1)
        default:
            guard isPlain || isDecrypted else {
                throw .unsupportedSecurity(offset: offset(configurationAt), mode: mode)
            }
        }
        if isPlain || ![0x04, 0x05, 0x07, 0x14, 0x15].contains(mode) { return skipFillers() }
        try decrypt(mode & 0x0F, blocks)
    }

    /// Whether the data begins as decrypted data does.
    private var isPlain: Bool {
        content.count >= 2 && bytes[content.lowerBound] == 0x2F && bytes[content.lowerBound + 1] == 0x2F
    }

    private mutating func decrypt(_ mode: Int, _ blocks: Int) throws(DecodeError) {
        let start = content.lowerBound
        guard !content.isEmpty else { throw .truncated(offset: offset(start), needed: 16, available: 0) }
        var cipher = try cipher(at: start)
        var iv = [UInt8](repeating: 0, count: AES128.blockBytes)
        if mode == 5 {
            iv = meter.address + [UInt8](repeating: accessNumber ?? 0, count: 8)
        } else if mode == 7 {
            guard let authentication else { throw .unsupportedSecurity(offset: offset(start), mode: mode) }
            let keys = authentication.keys(cipher, meter)
            try authentication.check(bytes, keys.authentication) { offset($0) }
            cipher = keys.encryption
        }
        let whole = content.count / AES128.blockBytes * AES128.blockBytes
        var encrypted = blocks == 0 ? whole : blocks * AES128.blockBytes
        // Of a frame that has lost its end, the whole blocks that are left.
        if frame.missingBytes > 0 { encrypted = min(encrypted, whole) }
        guard encrypted <= content.count, encrypted > 0 else {
            throw .truncated(offset: offset(start), needed: max(encrypted, 16), available: content.count)
        }
        cipher.decryptCBC(&bytes, start..<start + encrypted, iv: iv)
        guard isPlain else {
            throw key == nil ? .keyNeeded(offset: offset(start)) : .wrongKey(offset: offset(start))
        }
        skipFillers()
    }

    /// So many bytes encrypted by DES with a key of 8 bytes (mode 2).
    private mutating func decryptDES(_ count: Int) throws(DecodeError) {
        guard !isPlain, count > 0 else { return skipFillers() }
        let start = content.lowerBound
        guard let key else { throw .keyNeeded(offset: offset(start)) }
        guard let cipher = DES(key: key) else { throw .wrongKey(offset: offset(start)) }
        guard count <= content.count else {
            throw .truncated(offset: offset(start), needed: count, available: content.count)
        }
        cipher.decryptCBC(&bytes, start..<start + count, iv: [UInt8](repeating: 0, count: DES.blockBytes))
        guard isPlain else { throw .wrongKey(offset: offset(start)) }
        skipFillers()
    }

    /// Data that only Diehl's scrambler hides; says whether there is such.
    private mutating func readRealData(_ mode: Int) throws(DecodeError) -> Bool {
        guard isWireless, content.lowerBound == DiehlScrambler.start,
            DiehlScrambler.isUsed(by: link.manufacturer)
        else { return false }
        if let plain = DiehlScrambler.realData(bytes, key) {
            bytes.replaceSubrange(content, with: plain)
        } else if !isDecrypted {
            guard mode == 0x14 || mode == 0x15, key?.count == AES128.blockBytes else {
                throw .wrongKey(offset: offset(content.lowerBound))
            }
            return false
        }
        meter = DiehlScrambler.meter(bytes)
        skipFillers()
        return true
    }

    /// Passes over the two fillers by which decrypted data is known.
    private mutating func skipFillers() {
        if isPlain { content = content.lowerBound + 2..<content.upperBound }
    }
}
