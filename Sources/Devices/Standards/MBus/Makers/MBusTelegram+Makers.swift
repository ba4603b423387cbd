import Observations

/// What decoders of makers' own formats share.
extension MBusTelegram {
    /// Throws unless the application's data has so many bytes.
    func require(_ count: Int) throws(DecodeError) {
        guard content.count >= count else {
            throw .truncated(offset: offset(content.lowerBound), needed: count, available: content.count)
        }
    }

    /// A byte of the application's data.
    func byte(_ place: Int) -> UInt8 { bytes[content.lowerBound + place] }

    /// A number of the application's data, the lowest byte first.
    func number(_ place: Int, _ count: Int) -> UInt64 {
        let start = content.lowerBound + place
        return MBusTelegram.number(bytes, start..<start + count)
    }

    /// The application's data from a place on, as digits.
    func hexadecimal(from place: Int) -> String {
        Hexadecimal.encode(bytes[min(content.lowerBound + place, content.upperBound)..<content.upperBound])
    }

    /// A number of some bytes, the lowest first.
    static func number(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        range.reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }
}
