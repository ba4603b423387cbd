/// A vendor's codec, ready to be run: its text and what tells it from any other.
public struct CodecProgram: Sendable {
    /// The largest text that is taken, in bytes.
    public static let sourceBytesMax = 1 << 20

    /// The model that it belongs to, `vendor/model`; for people.
    public let name: String
    /// The SHA-256 of the text in hexadecimal: a changed text is another program.
    public let digest: String
    /// JavaScript of the LoRaWAN payload codec convention.
    public let source: String

    /// A program of a text that somebody has installed.
    public init(name: String, digest: String, source: String) {
        self.name = name
        self.digest = digest
        self.source = source
    }

    /// What tells it from any other.
    public var key: Key { Key(name: name, digest: digest) }

    /// Which text of which model.
    public struct Key: Hashable, Sendable {
        /// The model.
        public let name: String
        /// The text's SHA-256.
        public let digest: String
    }
}
