/// One data record: where its headers and its value lie in a telegram.
///
/// | part | bytes |
/// | --- | --- |
/// | DIF | bit 7 more, bit 6 storage bit 0, bits 4–5 function, bits 0–3 type of the value |
/// | DIFE, up to 10 | bit 7 more, bit 6 next bit of the subunit, bits 4–5 next of the tariff, bits 0–3 next of the storage |
/// | VIF | bit 7 more, bits 0–6 quantity; `FB` and `FD`: the next byte names it; `7C`, `FC`: a text of one length byte follows |
/// | VIFE, up to 10 | bit 7 more, bits 0–6 what the quantity is about |
/// | value | 0–8 bytes by the type; type D begins with its length |
///
/// | type | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | A | B | C | D | E |
/// | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
/// | bytes | 0 | 1 | 2 | 3 | 4 | 4 float | 6 | 8 | 0 | 1 BCD | 2 BCD | 3 BCD | 4 BCD | length | 6 BCD |
///
/// Source: EN 13757-3:2018 section 6.
struct MBusRecord {
    /// What a value is of the time that it stands for.
    enum Function: UInt8 {
        case instantaneous
        case maximum
        case minimum
        case error
    }

    /// The table that names the quantity.
    enum Table: UInt8 {
        case primary
        /// `FB`
        case first
        /// `FD`
        case second
        /// `EF`
        case third
        /// `7C`, `FC`
        case text
        /// `7F`, `FF`
        case manufacturer
        /// `7E`, `FE`
        case any
    }

    /// The highest storage, tariff and subunit that become channels.
    static let storageMax = 9999
    static let tariffMax = 999

    /// DIF, DIFE, VIF and VIFE.
    var header: Range<Int>
    /// Where the VIF is.
    var vifAt: Int
    /// The lower half of the DIF.
    var type: UInt8
    var function: Function
    var storage: Int
    var tariff: Int
    var subunit: Int
    var table: Table
    /// The quantity's code in its table, without the bit for more.
    var code: UInt8
    /// The unit's text, for `7C` and `FC`; it is sent in reverse.
    var text: Range<Int>
    /// What the quantity is about, and what the maker means by it.
    var extensions: Range<Int>
    /// The value; of type D with its length.
    var value: Range<Int>

    /// A record of a storage without anything else.
    static func plain(storage: Int) -> MBusRecord {
        MBusRecord(
            header: 0..<0,
            vifAt: 0,
            type: 0,
            function: .instantaneous,
            storage: storage,
            tariff: 0,
            subunit: 0,
            table: .primary,
            code: 0,
            text: 0..<0,
            extensions: 0..<0,
            value: 0..<0
        )
    }

    /// Whether it says when something was: a date or a time, of the meter's clock or of a storage.
    var isDate: Bool {
        table == .primary && (code == 0x6C || code == 0x6D) && extensions.isEmpty && function == .instantaneous
            && tariff == 0 && subunit == 0
    }

    /// Whether it is the value that a profile's differences count from: the same quantity of the same storage.
    func isBase(of profile: MBusRecord, in bytes: [UInt8]) -> Bool {
        table == profile.table && code == profile.code && storage == profile.storage && tariff == profile.tariff
            && subunit == profile.subunit && function == profile.function && type != 0xD
            && !bytes[extensions].contains { [0x13, 0x1E, 0x1F].contains($0 & 0x7F) }
    }

    /// Whether it is a wireless telegram that a converter passes on by wire.
    var isContainer: Bool { table == .second && code == 0x3B && extensions.isEmpty && type == 0xD && value.count > 1 }

    /// Whether its number has no sign: flags, states, identifications and counts of the second table.
    var isUnsigned: Bool {
        switch table {
        case .second: !(0x40...0x5F).contains(code) && code > 0x07 && code != 0x71
        case .primary: code >= 0x70 || (0x20...0x27).contains(code)
        default: false
        }
    }

    /// How many bytes a value of a type has; -1 for type D, nothing for type F.
    static func valueBytes(_ type: UInt8) -> Int {
        switch type {
        case 0, 8: 0
        case 1, 9: 1
        case 2, 10: 2
        case 3, 11: 3
        case 4, 5, 12: 4
        case 6, 14: 6
        case 7: 8
        default: -1
        }
    }

    /// How many bytes follow the length byte of type D; nothing for one that is reserved.
    static func variableBytes(_ length: UInt8) -> Int? {
        switch length {
        case 0x00...0xBF: Int(length)
        case 0xC0...0xC9, 0xD0...0xD9: Int(length & 0x0F)
        case 0xE0...0xEF: Int(length & 0x0F)
        case 0xF0...0xF4: 4 * (Int(length) - 0xEC)
        case 0xF5: 48
        case 0xF6: 64
        default: nil
        }
    }
}
