import Crypto
import Devices
public import Observations

/// What the label on a device says to a scanner: which thing it belongs to, and nothing that is secret.
///
/// ```
/// GW1:aq-thu-dau-mot-03:5f2c9a01
/// ```
/// | part | meaning |
/// | --- | --- |
/// | `GW1` | a label of this kind, version 1 |
/// | thing | the thing's name |
/// | 8 digits | the first 4 bytes of the SHA-256 over `agency/thing`, hexadecimal |
///
/// The digits show that a label was read and typed right, and that it belongs to this agency's thing of the name. They
/// prove nothing: whoever knows both names can make them.
public struct ThingLabel: Hashable, Sendable {
    /// The thing.
    public let thing: Slug
    /// Whose thing it is.
    public let agency: Slug

    /// The label of a thing.
    public init(thing: Slug, agency: Slug) {
        self.thing = thing
        self.agency = agency
    }

    /// What the code contains.
    public var text: String {
        let digest = SHA256.hash(data: Array("\(agency)/\(thing)".utf8))
        return "GW1:\(thing):\(Hexadecimal.encode(Array(digest.prefix(4))))"
    }
}
