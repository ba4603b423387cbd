/// What a maker sends in a format of its own, by meter: a line for every one.
///
/// The first line that fits a telegram's meter is taken. The meter is that of the transport layer's header when there is
/// one, else that of the link layer.
struct MBusMakerDecoder: Sendable {
    /// Reads a whole telegram: `telegram.data` is everything after the header, decrypted, fillers passed over.
    typealias TelegramDecoder =
        @Sendable (_ telegram: MBusTelegram, _ context: DecodingContext) throws(DecodeError) -> Decoded
    /// Reads what follows `0F` behind the standard's records: a range of `readings.telegram.bytes`.
    typealias TailDecoder = @Sendable (_ tail: Range<Int>, _ readings: inout MBusReadings) throws(DecodeError) -> Void

    /// What a line reads.
    enum Part: Sendable {
        /// The whole telegram, in place of the standard's records.
        case telegram(TelegramDecoder)
        /// The maker's data behind the standard's records.
        case tail(TailDecoder)
    }

    let manufacturer: UInt16
    let versions: ClosedRange<UInt8>
    let deviceType: UInt8?
    let ci: UInt8?
    let part: Part

    init(
        _ manufacturer: StaticString,
        versions: ClosedRange<UInt8> = 0...255,
        deviceType: UInt8? = nil,
        ci: UInt8? = nil,
        _ part: Part
    ) {
        self.manufacturer = MBusMeter.manufacturerCode(manufacturer)
        self.versions = versions
        self.deviceType = deviceType
        self.ci = ci
        self.part = part
    }

    /// All of them; a line for each.
    static let all: [MBusMakerDecoder] =
        ApatorAllocator.lines + ApatorWater.lines + BMetersTail.lines + Bfw240Radio.lines + GwfTail.lines
        + IzarPrios.lines
        + QundisWalkBy.lines + TauronPrefix.lines + Techem.lines + ZennerBOne.lines

    /// The decoder of a whole telegram, when the maker has a format of its own.
    static func telegramDecoder(for telegram: MBusTelegram) -> TelegramDecoder? {
        for line in all where line.fits(telegram) {
            if case .telegram(let decoder) = line.part { return decoder }
        }
        return nil
    }

    /// The decoder of what follows `0F`.
    static func tailDecoder(for telegram: MBusTelegram) -> TailDecoder? {
        for line in all where line.fits(telegram) {
            if case .tail(let decoder) = line.part { return decoder }
        }
        return nil
    }

    private func fits(_ telegram: MBusTelegram) -> Bool {
        telegram.meter.manufacturer & 0x7FFF == manufacturer && versions.contains(telegram.meter.version)
            && (deviceType == nil || deviceType == telegram.meter.deviceType) && (ci == nil || ci == telegram.ci)
    }
}
