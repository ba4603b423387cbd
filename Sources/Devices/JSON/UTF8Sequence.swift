/// The shape of one character in UTF-8 (RFC 3629).
enum UTF8Sequence {
    /// How many bytes the character at an index has, or nothing when the bytes are not UTF-8.
    ///
    /// | first | second | more |
    /// | --- | --- | --- |
    /// | 00…7F | | |
    /// | C2…DF | 80…BF | |
    /// | E0 | A0…BF | 1 |
    /// | E1…EC, EE, EF | 80…BF | 1 |
    /// | ED | 80…9F | 1 |
    /// | F0 | 90…BF | 2 |
    /// | F1…F3 | 80…BF | 2 |
    /// | F4 | 80…8F | 2 |
    static func length(in bytes: [UInt8], at index: Int) -> Int? {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch bytes[index] {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: return nil
        }
        guard bytes.count - index >= length, second.contains(bytes[index + 1]) else { return nil }
        for follower in index + 2..<max(index + length, index + 2) where bytes[follower] & 0xC0 != 0x80 { return nil }
        return length
    }
}
