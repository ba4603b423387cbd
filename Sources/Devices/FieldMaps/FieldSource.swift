/// Where a model file says that a value stands.
public enum FieldSource: Hashable, Sendable {
    /// In a JSON text: names and array indices with dots between them.
    case path(String)
    /// In a binary payload: the offset of the first byte, the type, and the bits that count (0 the lowest).
    case bytes(offset: Int, type: BinaryType, bits: ClosedRange<Int>? = nil)
}
