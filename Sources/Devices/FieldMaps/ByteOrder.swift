/// Which byte of a number comes first.
public enum ByteOrder: String, CaseIterable, Hashable, Sendable {
    /// The highest.
    case bigEndian = "big-endian"
    /// The lowest.
    case littleEndian = "little-endian"
}
