public import Observations

/// A vendor's payload codec that a technician has installed, with the map of its output.
public struct InstalledCodec: Hashable, Sendable {
    /// The largest text of a codec or of its map, in bytes.
    public static let textBytesMax = 1 << 20

    /// The model that it reads.
    public let model: ModelID
    /// The model's name for people.
    public let title: String
    /// The part of city life that it is made for.
    public let domain: Domain
    /// The vendor's JavaScript, as it is.
    public let source: String
    /// The text's SHA-256 in hexadecimal.
    public let digest: String
    /// What its fields mean: one line each.
    public let map: String
    /// When it was installed.
    public let installed: Timestamp

    /// A codec of its parts.
    public init(
        model: ModelID,
        title: String,
        domain: Domain,
        source: String,
        digest: String,
        map: String,
        installed: Timestamp
    ) {
        self.model = model
        self.title = title
        self.domain = domain
        self.source = source
        self.digest = digest
        self.map = map
        self.installed = installed
    }
}
