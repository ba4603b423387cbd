import Observations

/// Reads elements of ASN.1's Distinguished Encoding Rules (X.690) one after the other: tag, length, content.
struct DERReader {
    static let sequence: UInt8 = 0x30
    static let version: UInt8 = 0xA0
    private static let utcTime: UInt8 = 0x17
    private static let generalizedTime: UInt8 = 0x18

    private var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// The tag of the next element.
    var nextTag: UInt8? { bytes.first }

    /// The next element, or nothing when the bytes do not hold a whole one.
    mutating func element() -> (tag: UInt8, content: ArraySlice<UInt8>)? {
        guard let tag = bytes.popFirst(), let first = bytes.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            let count = Int(first & 0x7F)
            guard (1...4).contains(count), bytes.count >= count else { return nil }
            length = bytes.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            bytes.removeFirst(count)
        }
        guard length <= bytes.count else { return nil }
        defer { bytes.removeFirst(length) }
        return (tag, bytes.prefix(length))
    }

    /// A reader of the next element's content, if it has this tag.
    mutating func enter(_ tag: UInt8) -> DERReader? {
        guard nextTag == tag, let element = element() else { return nil }
        return DERReader(element.content)
    }

    /// A time: `YYMMDDhhmmssZ` with years from 1950 to 2049, or `YYYYMMDDhhmmssZ`.
    mutating func time() -> Timestamp? {
        guard let (tag, content) = element(), content.last == UInt8(ascii: "Z") else { return nil }
        let digits = content.dropLast().map { Int($0) - Int(UInt8(ascii: "0")) }
        guard digits.allSatisfy((0...9).contains) else { return nil }
        func number(_ start: Int, _ count: Int) -> Int { digits[start..<start + count].reduce(0) { $0 * 10 + $1 } }
        let (year, rest): (Int, Int)
        switch (tag, digits.count) {
        case (DERReader.utcTime, 12): (year, rest) = (number(0, 2) + (number(0, 2) < 50 ? 2_000 : 1_900), 2)
        case (DERReader.generalizedTime, 14): (year, rest) = (number(0, 4), 4)
        default: return nil
        }
        guard let date = CivilDate(year: year, month: number(rest, 2), day: number(rest + 2, 2)) else { return nil }
        return Timestamp(date, hour: number(rest + 4, 2), minute: number(rest + 6, 2), second: number(rest + 8, 2))
    }
}
