/// One data record of a meter, as EN 13757-3 has it and LoRaWAN modules send it without a header.
///
/// | part | bytes | meaning |
/// | --- | --- | --- |
/// | DIF | 1 | bits 0–3 coding, bits 4–5 function, bit 6 lowest bit of the storage number, bit 7: a DIFE follows |
/// | DIFE | 0–10 | bits 0–3 storage number, bits 4–5 tariff, bit 6 subunit, bit 7: another one follows |
/// | VIF | 1 | what is measured and its scale, bit 7: a VIFE follows; `7C`: a text of its own says it |
/// | VIFE | 0–10 | more about it, bit 7: another one follows |
/// | data | by coding | the lowest byte first |
///
/// `2F` is filler; after `0F` and `1F` the maker's own bytes follow to the end.
///
/// Source: EN 13757-3:2018, sections 6.2 to 6.5.
struct MeterRecord {
    /// What the value says of the period that it stands for.
    enum Function: UInt8 {
        case instant
        case maximum
        case minimum
        case error
    }

    /// The most DIFEs or VIFEs of a record.
    static let extensionsMax = 10

    /// Where the record begins in the payload.
    let offset: Int
    /// What the value says.
    let function: Function
    /// 0 for the current value, others for remembered ones.
    let storage: Int
    /// 0 for the total.
    let tariff: Int
    /// 0 for the meter itself.
    let subunit: Int
    /// The coding of the data: bits 0–3 of the DIF.
    let coding: UInt8
    /// What is measured, without bit 7.
    let quantity: UInt8
    /// The VIFEs with their bit 7.
    let extensions: ArraySlice<UInt8>
    /// The data as sent.
    let data: ArraySlice<UInt8>

    /// Reads the next record, or nothing when only filler is left.
    static func next(_ reader: inout ByteReader) throws(DecodeError) -> MeterRecord? {
        while reader.next == 0x2F { try reader.skip(1) }
        guard reader.left > 0 else { return nil }
        let offset = reader.offset
        let dif = try reader.uint8()
        if dif == 0x0F || dif == 0x1F {
            return MeterRecord(
                offset: offset,
                function: .instant,
                storage: 0,
                tariff: 0,
                subunit: 0,
                coding: 0x0F,
                quantity: 0x7F,
                extensions: [],
                data: reader.rest()
            )
        }
        var storage = Int(dif >> 6 & 1)
        var tariff = 0
        var subunit = 0
        var count = 0
        var byte = dif
        while byte & 0x80 != 0 {
            guard count < extensionsMax else { throw .invalidValue(offset: reader.offset, field: "DIFE") }
            byte = try reader.uint8()
            storage |= Int(byte & 0x0F) << (4 * count + 1)
            tariff |= Int(byte >> 4 & 3) << (2 * count)
            subunit |= Int(byte >> 6 & 1) << count
            count += 1
        }
        let vif = try reader.uint8()
        let extensions = try extensions(&reader, after: vif)
        if vif & 0x7F == 0x7C { try reader.skip(Int(try reader.uint8())) }
        let size = try size(of: dif & 0x0F, offset, &reader)
        return MeterRecord(
            offset: offset,
            function: Function(rawValue: dif >> 4 & 3) ?? .instant,
            storage: storage,
            tariff: tariff,
            subunit: subunit,
            coding: dif & 0x0F,
            quantity: vif & 0x7F,
            extensions: extensions,
            data: try reader.take(size)
        )
    }

    private static func extensions(
        _ reader: inout ByteReader,
        after vif: UInt8
    ) throws(DecodeError) -> ArraySlice<UInt8> {
        let start = reader.offset
        var byte = vif
        while byte & 0x80 != 0 {
            guard reader.offset - start < extensionsMax else {
                throw .invalidValue(offset: reader.offset, field: "VIFE")
            }
            byte = try reader.uint8()
        }
        return reader.bytes[start..<reader.offset]
    }

    /// How many bytes the data of a coding has; `D` says it in a byte of its own.
    private static func size(of coding: UInt8, _ offset: Int, _ reader: inout ByteReader) throws(DecodeError) -> Int {
        switch coding {
        case 0x0, 0x8: return 0
        case 0x1, 0x9: return 1
        case 0x2, 0xA: return 2
        case 0x3, 0xB: return 3
        case 0x4, 0x5, 0xC: return 4
        case 0x6, 0xE: return 6
        case 0x7: return 8
        case 0xD:
            let length = try reader.uint8()
            guard length < 0xC0 else { throw .unknownType(offset: reader.offset - 1, type: Int(length)) }
            return Int(length)
        default: throw .unknownType(offset: offset, type: Int(reader.bytes[offset]))
        }
    }
}
