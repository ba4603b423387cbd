import Observations

/// Electricity meters of Tauron (KPL, version 01, type 02), whose records have two bytes `60 9B` before them.
///
/// Source: wmbusmeters' driver tauronkpl (facts).
enum TauronPrefix {
    /// The lines of the hook table.
    static let lines: [MBusMakerDecoder] = [
        MBusMakerDecoder("KPL", versions: 0x01...0x01, deviceType: 0x02, ci: 0x7A, .telegram(decode))
    ]

    @Sendable private static func decode(
        _ telegram: MBusTelegram,
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        guard telegram.data.starts(with: [0x60, 0x9B]) else { return try MBusDecoder.records(telegram, context) }
        // Two fillers in their place, so that offsets stay.
        return try MBusDecoder.records(telegram.replacingContent([0x2F, 0x2F] + telegram.data.dropFirst(2)), context)
    }
}
