import Observations

/// One data record of a meter, as EN 13757-3 has it and LoRaWAN modules send it without the layers of M-Bus around it.
///
/// Headers and values are read as those of M-Bus frames are (`MBusRecord`). After `0F` and `1F` the maker's own bytes
/// follow to the end: they are the value of a last record.
struct MeterRecord {
    /// Where its parts lie in the payload.
    let record: MBusRecord

    private let bytes: [UInt8]

    /// Reads the next record, or nothing when only filler is left; what cannot be read stays.
    static func next(_ reader: inout ByteReader) throws(DecodeError) -> MeterRecord? {
        var records = MBusRecordReader(reader.bytes, reader.offset..<reader.bytes.count) { $0 }
        let record: MBusRecord
        switch try records.next() {
        case .record(let next): record = next
        case .end(.data):
            _ = reader.rest()
            return nil
        case .end(.reserved(let range)):
            throw .unknownType(offset: range.lowerBound, type: Int(reader.bytes[range.lowerBound]))
        case .end(.manufacturer(let range, _)): record = .ofMaker(range)
        }
        try reader.skip(record.value.upperBound - reader.offset)
        return MeterRecord(record: record, bytes: reader.bytes)
    }

    /// Where the record begins in the payload.
    var offset: Int { record.header.lowerBound }

    /// 0 for the current value, others for remembered ones.
    var storage: Int { record.storage }

    /// What is measured, in the standard's first table; nothing when another table says it.
    var code: UInt8? { record.table == .primary ? record.code : nil }

    /// What is more to say about it, and what the maker means by it: the VIFEs with their bit 7.
    var extensions: ArraySlice<UInt8> { bytes[record.extensions] }

    /// The data as sent; of text and profiles without their length.
    var data: ArraySlice<UInt8> { record.type == 0xD ? bytes[record.value].dropFirst() : bytes[record.value] }

    /// The number that the data is; nothing when it is none, or the meter says that it is not valid.
    var number: Double? { MBusValue(record, in: bytes).number }

    /// The data as a whole number without a sign.
    var unsigned: UInt64 { data.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) } }

    /// The data as hexadecimal digits, the highest first: how a meter prints its number.
    var digits: String { Hexadecimal.encode(data.reversed()) }

    /// Whether it is a moment, of the meter's clock or of a storage number.
    var isTime: Bool { (code == 0x6C || code == 0x6D) && extensions.isEmpty }

    /// The moment; nothing when it is not valid.
    var moment: Timestamp? { MBusTime.timestamp(bytes, record.value) }

    /// The record in hexadecimal digits from its first byte on.
    var text: String { Hexadecimal.encode(bytes[offset..<record.value.upperBound]) }

    /// The profile that it is; nothing where it is none.
    var profile: MBusProfile? {
        guard record.type == 0xD, case .profile(let isInverse) = MBusAspects(record, in: bytes).role else {
            return nil
        }
        return MBusProfile(record, isInverse: isInverse, in: bytes)
    }

    /// Whether it is the value that a profile's differences count from.
    func isBase(of profile: MeterRecord) -> Bool { record.isBase(of: profile.record, in: bytes) }

    /// What the record observes of a meter; nothing where it has no property.
    func meaning(_ medium: MBusMedium) -> MBusMeaning? {
        MBusMeaning(record, .of(record), MBusAspects(record, in: bytes), medium)
    }

    /// The observation of what it means, on the channel of a storage number.
    func observation(of meaning: MBusMeaning, storage: Int) -> Observation? {
        meaning.observation(in: bytes, storage: storage)
    }

    /// The three letters of a manufacturer's number.
    static func manufacturer(_ low: UInt8, _ high: UInt8) -> String {
        MBusMeter(manufacturer: UInt16(high) << 8 | UInt16(low), number: 0, version: 0, deviceType: 0).manufacturerText
    }
}

extension MBusRecord {
    /// The maker's bytes that follow `0F` or `1F`.
    fileprivate static func ofMaker(_ range: Range<Int>) -> MBusRecord {
        var record = plain(storage: 0)
        record.header = range.lowerBound - 1..<range.lowerBound
        record.type = 0xF
        record.table = .manufacturer
        record.extensions = range.lowerBound..<range.lowerBound
        record.value = range
        return record
    }
}
