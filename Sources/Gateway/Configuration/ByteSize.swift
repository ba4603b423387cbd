/// A number of bytes, written with its unit: `256KiB`.
public struct ByteSize: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number itself.
    public let bytes: Int64

    /// A size by its bytes.
    public init(bytes: Int64) { self.bytes = bytes }

    /// Reads a whole number and one unit, `B`, `KiB`, `MiB`, `GiB` or `TiB`; nothing for any other text.
    public init?(written text: String) {
        let digits = text.utf8.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard !digits.isEmpty, digits.count <= 16, let count = Int64(String(Substring(digits))) else { return nil }
        guard let unit = ByteSize.units.first(where: { $0.name == text.dropFirst(digits.count) }) else { return nil }
        let (total, overflow) = count.multipliedReportingOverflow(by: unit.bytes)
        guard !overflow else { return nil }
        self.bytes = total
    }

    /// The size in the largest unit that leaves no fraction.
    public var description: String {
        guard let unit = ByteSize.units.last(where: { bytes != 0 && bytes % $0.bytes == 0 }) else { return "\(bytes)B" }
        return "\(bytes / unit.bytes)\(unit.name)"
    }

    /// Orders sizes by their bytes.
    public static func < (left: ByteSize, right: ByteSize) -> Bool { left.bytes < right.bytes }

    private static let units: [(name: String, bytes: Int64)] = [
        ("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
    ]
}
