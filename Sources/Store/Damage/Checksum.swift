/// SQLite's checksum of a log: two sums over pairs of little-endian words that run on from what was summed before.
struct Checksum: Hashable {
    private var first: UInt32 = 0
    private var second: UInt32 = 0

    /// Of nothing.
    init() {}

    /// As it stands in a file, most significant byte first.
    init(_ value: UInt64) {
        first = UInt32(truncatingIfNeeded: value >> 32)
        second = UInt32(truncatingIfNeeded: value)
    }

    /// As it stands in a file.
    var value: UInt64 { UInt64(first) << 32 | UInt64(second) }

    /// Goes on over bytes, eight at a time.
    func adding(_ bytes: ArraySlice<UInt8>) -> Checksum {
        var sum = self
        bytes.withUnsafeBytes { raw in
            var place = 0
            while place + 8 <= raw.count {
                let one = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt32.self))
                let two = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self))
                sum.first = sum.first &+ one &+ sum.second
                sum.second = sum.second &+ two &+ sum.first
                place += 8
            }
        }
        return sum
    }

    /// Eight bytes, most significant first.
    static func bigEndian(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
        bytes[offset..<offset + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
