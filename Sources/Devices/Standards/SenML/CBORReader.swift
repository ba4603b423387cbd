/// Reads a CBOR text from left to right, without building a tree.
///
/// Read are whole numbers, byte strings and texts of known length, arrays and maps, `false`, `true`, `null`, `undefined`
/// and floating-point numbers. Tags are passed over. Strings in pieces are refused.
///
/// Source: RFC 8949, section 3.
struct CBORReader {
    /// How many containers may stand inside one another.
    static let depthMax = 16

    /// One data item, of an array or map only its beginning.
    enum Item {
        /// 0 and above.
        case unsigned(UInt64)
        /// Below 0: -1 less this.
        case negative(UInt64)
        /// Bytes.
        case bytes(ArraySlice<UInt8>)
        /// A text.
        case text(ArraySlice<UInt8>)
        /// So many items follow; without a count up to a break.
        case array(UInt64?)
        /// So many pairs follow; without a count up to a break.
        case map(UInt64?)
        /// Yes or no.
        case boolean(Bool)
        /// `null`, `undefined` or a simple value without a meaning.
        case null
        /// A floating-point number.
        case float(Double)
        /// The end of an array or map without a count.
        case stop
    }

    private var reader: ByteReader

    init(_ bytes: [UInt8]) { reader = ByteReader(bytes) }

    /// The offset of the next byte.
    var offset: Int { reader.offset }

    /// Reads the next item.
    mutating func next() throws(DecodeError) -> Item {
        while true {
            let start = reader.offset
            let byte = try reader.uint8()
            let major = byte >> 5
            if major == 7 { return try simple(byte & 31, at: start) }
            guard let argument = try argument(byte & 31, at: start) else {
                switch major {
                case 4: return .array(nil)
                case 5: return .map(nil)
                default: throw .unknownType(offset: start, type: Int(byte))
                }
            }
            switch major {
            case 0: return .unsigned(argument)
            case 1: return .negative(argument)
            case 2: return .bytes(try string(argument))
            case 3: return .text(try string(argument))
            case 4: return .array(argument)
            case 5: return .map(argument)
            default: continue
            }
        }
    }

    /// Passes what belongs to an item that was just read.
    mutating func skip(_ item: Item, depth: Int = 0) throws(DecodeError) {
        guard depth < CBORReader.depthMax else { throw .invalidValue(offset: reader.offset, field: "depth") }
        let count: UInt64?
        switch item {
        case .array(let items): count = items
        case .map(let pairs):
            guard let pairs else {
                count = nil
                break
            }
            let (doubled, overflow) = pairs.multipliedReportingOverflow(by: 2)
            guard !overflow else { throw .invalidValue(offset: reader.offset, field: "length") }
            count = doubled
        default: return
        }
        var index: UInt64 = 0
        while count.map({ index < $0 }) ?? true {
            let inner = try next()
            if case .stop = inner {
                guard count == nil else { throw .invalidValue(offset: reader.offset - 1, field: "break") }
                return
            }
            try skip(inner, depth: depth + 1)
            index += 1
        }
    }

    /// Checks that nothing is left.
    func finish() throws(DecodeError) { try reader.finish() }

    /// The number after the first byte, or nothing where the length is not known.
    private mutating func argument(_ low: UInt8, at start: Int) throws(DecodeError) -> UInt64? {
        switch low {
        case 0...23: return UInt64(low)
        case 24: return UInt64(try reader.uint8())
        case 25: return try reader.bigEndian(2)
        case 26: return try reader.bigEndian(4)
        case 27: return try reader.bigEndian(8)
        case 31: return nil
        default: throw .unknownType(offset: start, type: Int(low))
        }
    }

    private mutating func string(_ length: UInt64) throws(DecodeError) -> ArraySlice<UInt8> {
        guard let count = Int(exactly: length), count <= reader.left else {
            throw .truncated(offset: reader.offset, needed: Int(clamping: length), available: reader.left)
        }
        return try reader.take(count)
    }

    private mutating func simple(_ low: UInt8, at start: Int) throws(DecodeError) -> Item {
        switch low {
        case 20, 21: return .boolean(low == 21)
        case 24:
            try reader.skip(1)
            return .null
        case 25: return .float(CBORReader.half(UInt16(truncatingIfNeeded: try reader.bigEndian(2))))
        case 26: return .float(Double(Float(bitPattern: UInt32(truncatingIfNeeded: try reader.bigEndian(4)))))
        case 27: return .float(Double(bitPattern: try reader.bigEndian(8)))
        case 28...30: throw .unknownType(offset: start, type: Int(low))
        case 31: return .stop
        default: return .null
        }
    }

    /// The number that 16 bits of IEEE 754 stand for.
    private static func half(_ bits: UInt16) -> Double {
        let fraction = Double(bits & 0x3FF)
        let exponent = Int(bits >> 10 & 31)
        let magnitude: Double =
            switch exponent {
            case 0: fraction / 16_777_216
            case 31: fraction == 0 ? .infinity : .nan
            case 25...: (fraction + 1024) * Double(1 << (exponent - 25))
            default: (fraction + 1024) / Double(1 << (25 - exponent))
            }
        return bits & 0x8000 == 0 ? magnitude : -magnitude
    }
}
