import Observations

/// A Sensor Measurement List, resolved: every record stands alone.
///
/// A pack is an array of records, as JSON (`[{…},…]`) or as CBOR. Base fields (`bn bt bu bv bs bver`) hold from their
/// record on: the base name goes before the name, base time, value and sum are added, the base unit is taken where a
/// record has none. Times below 2^28 count from the moment in which the pack is read; 0 is that moment. Records without
/// a value only carry base fields. Fields that end with `_` must be understood, so that they are refused; other unknown
/// fields are passed over.
///
/// Source: RFC 8428, sections 4 to 6.
struct SenMLPack: Hashable, Sendable {
    /// The most records of a pack.
    static let recordsMax = 256
    /// The version of the format.
    static let version = 10.0
    /// Times below this are relative, in seconds.
    static let relativeTimeMax = Double(1 << 28)

    /// The records in their order; at least one.
    let records: [SenMLRecord]
    /// The base names, each once, in their order.
    let baseNames: [String]

    /// Reads and resolves a pack.
    ///
    /// - Throws: `DecodeError` with the offset of what is wrong.
    init(_ payload: [UInt8], now: Timestamp) throws(DecodeError) {
        var resolver = Resolver(now: now)
        let first = payload.first { !SenMLPack.isSpace($0) }
        if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
            try SenMLJSON.read(payload) { (fields, offset) throws(DecodeError) in try resolver.add(fields, at: offset) }
        } else {
            try SenMLCBOR.read(payload) { (fields, offset) throws(DecodeError) in try resolver.add(fields, at: offset) }
        }
        guard !resolver.records.isEmpty else { throw .nothingFound(offset: 0) }
        records = resolver.records
        baseNames = resolver.baseNames
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// The base fields that hold at a record.
    private struct Resolver {
        let now: Timestamp
        var records: [SenMLRecord] = []
        var baseNames: [String] = []
        private var name = ""
        private var time = 0.0
        private var unit: String?
        private var value: Double?
        private var sum: Double?

        init(now: Timestamp) { self.now = now }

        mutating func add(_ fields: SenMLFields, at offset: Int) throws(DecodeError) {
            if let version = fields.baseVersion, version > SenMLPack.version {
                throw .invalidValue(offset: offset, field: "bver")
            }
            if let baseName = fields.baseName {
                guard baseNames.count < SenMLPack.recordsMax else {
                    throw .invalidValue(offset: offset, field: "base name")
                }
                name = baseName
                if !baseNames.contains(baseName) { baseNames.append(baseName) }
            }
            time = fields.baseTime ?? time
            unit = fields.baseUnit ?? unit
            value = fields.baseValue ?? value
            sum = fields.baseSum ?? sum
            let resolved: SenMLRecord.Value?
            switch fields.value {
            case .number(let number): resolved = .number(number + (value ?? 0))
            case let other: resolved = other
            }
            guard resolved != nil || fields.sum != nil else {
                guard fields.name == nil else { throw .invalidValue(offset: offset, field: "value") }
                return
            }
            let fullName = name + (fields.name ?? "")
            guard Self.isName(fullName) else { throw .invalidValue(offset: offset, field: "name") }
            guard records.count < SenMLPack.recordsMax else { throw .invalidValue(offset: offset, field: "record") }
            records.append(
                SenMLRecord(
                    name: fullName,
                    unit: fields.unit ?? unit,
                    time: try moment(time + (fields.time ?? 0), at: offset),
                    value: resolved,
                    sum: fields.sum.map { $0 + (sum ?? 0) },
                    updateTime: fields.updateTime
                )
            )
        }

        private func moment(_ seconds: Double, at offset: Int) throws(DecodeError) -> Timestamp? {
            guard seconds != 0 else { return nil }
            let microseconds = (seconds * 1e6).rounded()
            guard microseconds.magnitude < 9e18 else { throw .invalidValue(offset: offset, field: "time") }
            if seconds >= SenMLPack.relativeTimeMax { return Timestamp(microseconds: Int64(microseconds)) }
            return now.advanced(byMicroseconds: Int64(microseconds))
        }

        /// Letters, digits and `-:./_`, the first a letter or digit.
        private static func isName(_ name: String) -> Bool {
            guard let first = name.utf8.first, isLetterOrDigit(first) else { return false }
            return name.utf8.allSatisfy { isLetterOrDigit($0) || "-:./_".utf8.contains($0) }
        }

        private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"):
                true
            default: false
            }
        }
    }
}
