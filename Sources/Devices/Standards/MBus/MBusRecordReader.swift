/// Reads the data records of a telegram, from left to right.
struct MBusRecordReader {
    /// What ends the records.
    enum End: Equatable {
        /// Nothing is left.
        case data
        /// The maker's own data follows (`0F`); `1F`: more records follow in the next telegram.
        case manufacturer(Range<Int>, isContinued: Bool)
        /// A DIF that the standard reserves; what it begins is not known.
        case reserved(Range<Int>)
    }

    /// The most records of a telegram: one needs two bytes.
    static let recordsMax = 128
    /// The most DIFE and VIFE of a record.
    static let extensionsMax = 10

    private let bytes: [UInt8]
    private let end: Int
    /// Where the next byte is.
    private(set) var position: Int
    private let offset: (Int) -> Int

    /// Reads a part of some bytes; `offset` says where a byte of them is in the payload.
    init(_ bytes: [UInt8], _ range: Range<Int>, offset: @escaping (Int) -> Int) {
        self.bytes = bytes
        self.offset = offset
        position = range.lowerBound
        end = range.upperBound
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { position >= end }

    /// The next record, or what ends the records.
    enum Part {
        case record(MBusRecord)
        case end(End)
    }

    /// All records, and what follows them.
    mutating func readAll() throws(DecodeError) -> (records: [MBusRecord], end: End) {
        var records: [MBusRecord] = []
        records.reserveCapacity(32)
        while true {
            skipFillers()
            let start = position
            do throws(DecodeError) {
                switch try next() {
                case .record(let record): records.append(record)
                case .end(let end): return (records, end)
                }
            } catch {
                // Two bytes or less are no record: a checksum that was left at the frame's end.
                guard case .truncated = error, end - start <= 2, !records.isEmpty else { throw error }
                return (records, .reserved(start..<end))
            }
        }
    }

    /// The records up to the first that cannot be read.
    mutating func readWhole() -> [MBusRecord] {
        var records: [MBusRecord] = []
        do throws(DecodeError) {
            while case .record(let record) = try next() { records.append(record) }
        } catch {
            return records
        }
        return records
    }

    /// Reads the next record; one that cannot be read leaves `position` inside it.
    mutating func next() throws(DecodeError) -> Part {
        skipFillers()
        guard position < end else { return .end(.data) }
        let dif = bytes[position]
        guard dif & 0x0F == 0x0F else { return .record(try readRecord()) }
        guard dif == 0x0F || dif == 0x1F else { return .end(.reserved(position..<end)) }
        return .end(.manufacturer(position + 1..<end, isContinued: dif == 0x1F))
    }

    private mutating func skipFillers() {
        while position < end, bytes[position] == 0x2F { position += 1 }
    }

    private mutating func byte() throws(DecodeError) -> UInt8 {
        guard position < end else { throw .truncated(offset: offset(position), needed: 1, available: 0) }
        position += 1
        return bytes[position - 1]
    }

    /// Reads a record's headers and passes over its value.
    private mutating func readRecord() throws(DecodeError) -> MBusRecord {
        var record = try readHeader()
        let start = position
        var count = MBusRecord.valueBytes(record.type)
        if count < 0 {
            guard let variable = MBusRecord.variableBytes(try self.byte()) else {
                throw .invalidValue(offset: offset(start), field: "length")
            }
            count = variable
        }
        guard end - position >= count else {
            throw .truncated(offset: offset(position), needed: count, available: end - position)
        }
        position += count
        record.value = start..<position
        return record
    }

    /// Reads DIF, DIFE, VIF and VIFE; `value` stays empty.
    mutating func readHeader() throws(DecodeError) -> MBusRecord {
        let start = position
        var byte = try self.byte()
        let dif = byte
        var storage = Int(dif >> 6 & 1)
        var tariff = 0
        var subunit = 0
        var count = 0
        while byte & 0x80 != 0 {
            guard count < MBusRecordReader.extensionsMax else {
                throw .invalidValue(offset: offset(position), field: "data information block")
            }
            byte = try self.byte()
            storage |= Int(byte & 0x0F) << (4 * count + 1)
            tariff |= Int(byte >> 4 & 3) << (2 * count)
            subunit |= Int(byte >> 6 & 1) << count
            count += 1
        }
        let function = MBusRecord.Function(rawValue: dif >> 4 & 3) ?? .instantaneous
        var record = MBusRecord(
            header: start..<start,
            vifAt: position,
            type: dif & 0x0F,
            function: function,
            storage: storage,
            tariff: tariff,
            subunit: subunit,
            table: .primary,
            code: 0,
            text: 0..<0,
            extensions: 0..<0,
            value: 0..<0
        )
        try readValueInformation(&record)
        record.header = start..<position
        return record
    }

    private mutating func readValueInformation(_ record: inout MBusRecord) throws(DecodeError) {
        let vif = try self.byte()
        var byte = vif
        record.code = vif & 0x7F
        switch vif {
        case 0xFB: record.table = .first
        case 0xFD: record.table = .second
        case 0xEF: record.table = .third
        case 0x7C, 0xFC:
            record.table = .text
            let length = Int(try self.byte())
            guard end - position >= length else {
                throw .truncated(offset: offset(position), needed: length, available: end - position)
            }
            record.text = position..<position + length
            position += length
        case 0x7F, 0xFF: record.table = .manufacturer
        case 0x7E, 0xFE: record.table = .any
        default: break
        }
        if record.table == .first || record.table == .second || record.table == .third {
            byte = try self.byte()
            record.code = byte & 0x7F
        }
        let start = position
        while byte & 0x80 != 0 {
            guard position - start < MBusRecordReader.extensionsMax else {
                throw .invalidValue(offset: offset(position), field: "value information block")
            }
            byte = try self.byte()
        }
        record.extensions = start..<position
    }
}
