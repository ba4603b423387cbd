/// What people want to find a thing by: names with a value each, as `street=Bach Dang`.
///
/// At most 16 of them; a name is a slug, a value has 1 to 128 bytes without control characters, `;` or `=`.
public struct ThingTags: Hashable, Sendable, CustomStringConvertible {
    /// The most tags of one thing.
    public static let countMax = 16
    /// The longest value, in bytes.
    public static let valueBytesMax = 128

    /// Why a text is not a list of tags.
    public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// This part has no `=`.
        case noValue(String)
        /// This name is not a slug.
        case name(String, SlugError)
        /// This name's value is empty, too long, or has a character that it must not have.
        case value(String)
        /// This name stands twice.
        case twice(String)
        /// There are more than 16.
        case tooMany

        /// One sentence for the person who typed the text.
        public var description: String {
            switch self {
            case .noValue(let part): "\"\(part)\" is not a tag; a tag is name=value"
            case .name(let name, let error): "the tag's name \"\(name)\" \(error)"
            case .value(let name): "the value of tag \(name) has 1 to 128 bytes and no line break, ; or ="
            case .twice(let name): "tag \(name) stands twice"
            case .tooMany: "there are more than \(ThingTags.countMax) tags"
            }
        }
    }

    /// The values by their names.
    public private(set) var values: [Slug: String] = [:]

    /// No tags.
    public init() {}

    /// Reads `name=value;name=value`; the empty text is no tags.
    ///
    /// - Throws: `Fault` which says what is wrong with the text.
    public init(_ text: String) throws(Fault) {
        for part in text.utf8.split(separator: UInt8(ascii: ";")) {
            guard let middle = part.firstIndex(of: UInt8(ascii: "=")) else {
                if ThingTags.trimmed(part).isEmpty { continue }
                throw .noValue(String(Substring(part)))
            }
            try add(ThingTags.trimmed(part[..<middle]), ThingTags.trimmed(part[part.index(after: middle)...]))
        }
    }

    /// Adds one tag.
    ///
    /// - Throws: `Fault` when the name is taken or something is wrong with it or its value.
    public mutating func add(_ name: String, _ value: String) throws(Fault) {
        let slug: Slug
        do throws(SlugError) { slug = try Slug(name) } catch { throw .name(name, error) }
        let isPlain = value.unicodeScalars.allSatisfy { !ThingTags.isControl($0) && $0 != ";" && $0 != "=" }
        guard (1...ThingTags.valueBytesMax).contains(value.utf8.count), isPlain else { throw .value(name) }
        guard values[slug] == nil else { throw .twice(name) }
        guard values.count < ThingTags.countMax else { throw .tooMany }
        values[slug] = value
    }

    /// Removes the tag of this name, if there is one.
    public mutating func remove(_ name: Slug) { values[name] = nil }

    /// Whether there is none.
    public var isEmpty: Bool { values.isEmpty }

    /// `name=value;name=value` in the order of the names.
    public var description: String {
        values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
    }

    /// Whether it is of Unicode's general category Cc, which is these two ranges.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    private static func trimmed(_ bytes: Substring.UTF8View) -> String {
        var text = Substring(bytes)
        // Most texts have nothing to trim, which two bytes tell.
        let plain: ClosedRange<UInt8> = 0x21...0x7E
        if let first = bytes.first, let last = bytes.last, plain ~= first, plain ~= last { return String(text) }
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
