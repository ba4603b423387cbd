public import Observations

/// One line of a codec's map: `FIELD=property[:unit][@channel][#counter|#delta]`, `FIELD=time[:unit]`, or `FIELD=-` for
/// a field that stays a parameter.
public struct CodecMapLine: Hashable, Sendable, CustomStringConvertible {
    /// What becomes of a field.
    public enum Target: Hashable, Sendable {
        /// An observation.
        case property(Property)
        /// The moment of the reading: `s`, `ms`, `us`, `ns` or `iso8601`.
        case time(TimeUnit)
        /// A parameter.
        case parameter
    }

    /// An observed property as it is written.
    public struct Property: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// The unit of the codec's value, when it is not the property's own.
        public let unit: String?
        /// Tells equal properties apart.
        public let channel: String?
        /// How the value relates to time.
        public let kind: ObservationKind

        /// A property by its parts.
        public init(name: String, unit: String? = nil, channel: String? = nil, kind: ObservationKind = .instant) {
            self.name = name
            self.unit = unit
            self.channel = channel
            self.kind = kind
        }
    }

    /// Where the field stands.
    public let path: String
    /// What becomes of it.
    public let target: Target

    /// A line of its parts.
    public init(path: String, target: Target) {
        self.path = path
        self.target = target
    }

    /// Reads a line as it is written; nothing when it is none.
    public init?(_ text: String) {
        guard let equals = text.lastIndex(of: "="), equals > text.startIndex else { return nil }
        path = String(text[..<equals])
        var rest = text[text.index(after: equals)...]
        guard !rest.isEmpty else { return nil }
        if rest == "-" {
            target = .parameter
            return
        }
        var kind = ObservationKind.instant
        if let mark = rest.lastIndex(of: "#") {
            guard let named = ObservationKind(rawValue: String(rest[rest.index(after: mark)...])) else { return nil }
            kind = named
            rest = rest[..<mark]
        }
        var channel: String?
        if let mark = rest.lastIndex(of: "@") {
            channel = String(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        var unit: String?
        if let mark = rest.firstIndex(of: ":") {
            unit = String(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        guard rest == "time" else {
            target = .property(Property(name: String(rest), unit: unit, channel: channel, kind: kind))
            return
        }
        guard let unit = TimeUnit(rawValue: unit ?? "iso8601"), channel == nil, kind == .instant else { return nil }
        target = .time(unit)
    }

    /// The line as it is written.
    public var description: String {
        switch target {
        case .parameter: return "\(path)=-"
        case .time(let unit): return "\(path)=time:\(unit.rawValue)"
        case .property(let property):
            let unit = property.unit.map { ":\($0)" } ?? ""
            let channel = property.channel.map { "@\($0)" } ?? ""
            let kind = property.kind == .instant ? "" : "#\(property.kind.rawValue)"
            return "\(path)=\(property.name)\(unit)\(channel)\(kind)"
        }
    }

    /// The array whose elements are readings of their own, with its `*`; empty for the reading itself.
    var group: String {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false)
        guard let star = parts.lastIndex(of: "*") else { return "" }
        return parts[...star].joined(separator: ".")
    }

    /// The paths above the field.
    var prefixes: [String] {
        path.indices.filter { path[$0] == "." }.map { String(path[..<$0]) }
    }
}
