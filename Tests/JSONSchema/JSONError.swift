/// Why a text is no JSON.
public enum JSONError: Error, Hashable, Sendable {
    /// The byte at this offset cannot stand there.
    case unexpected(offset: Int)
    /// An object has this key twice.
    case repeatedKey(String, offset: Int)
}
