import Foundation
import MQTT
import Observations

extension SettingsKind where Value == String {
    /// Any text of 1 to `bytesMax` bytes without control characters.
    static func text(bytesMax: Int) -> SettingsKind {
        .text("a text of 1 to \(bytesMax) bytes without control characters") { text in
            let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            return (1...bytesMax).contains(text.utf8.count) && isPlain ? text : nil
        }
    }

    /// A host name or address, without a scheme and without a port.
    static var host: SettingsKind {
        .text("a host name or an IP address; the port is written in `port`") { text in
            let isPlain = text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "%"): true
                default: false
                }
            }
            let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
            return (1...253).contains(text.utf8.count) && isPlain && colons != 1 ? text : nil
        }
    }

    /// A path; a relative one is relative to `directory`.
    static func path(relativeTo directory: String) -> SettingsKind {
        .text("a path of 1 to 4096 bytes; a relative one is relative to the file it is written in") { text in
            guard (1...4096).contains(text.utf8.count), !text.utf8.contains(0) else { return nil }
            return text.hasPrefix("/") || directory.isEmpty ? text : "\(directory)/\(text)"
        }
    }
}

extension SettingsKind where Value == Slug {
    static var slug: SettingsKind { .text("1 to 64 of a-z, 0-9 and -", throwing: Slug.init) }
}

extension SettingsKind where Value == TopicPrefix {
    static var topicPrefix: SettingsKind { .text(TopicPrefix.allowed, TopicPrefix.init) }
}

extension SettingsKind where Value == TimeZone {
    /// A zone by its name in the IANA time zone database.
    static var timeZone: SettingsKind {
        .text("a name of the IANA time zone database, as \"Asia/Ho_Chi_Minh\" or \"UTC\"") { TimeZone(identifier: $0) }
    }
}

extension SettingsKind where Value == Int {
    static func integer(_ range: ClosedRange<Int>, note: String = "") -> SettingsKind {
        let limits =
            range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
        return SettingsKind(allowed: "a whole number, \(limits)\(note)") { node throws(SettingsProblem) in
            guard case .integer(let value) = node else {
                throw SettingsProblem(text: "is \(node.kind), not a whole number")
            }
            guard range.contains(value) else { throw SettingsProblem(text: "\(value) is out of range") }
            return value
        }
    }
}

extension SettingsKind where Value == Double {
    /// Any finite number, with or without a fraction.
    static var number: SettingsKind {
        SettingsKind(allowed: "a number") { node throws(SettingsProblem) in
            switch node {
            case .integer(let value): return Double(value)
            case .number(let value) where value.isFinite: return value
            case .number(let value): throw SettingsProblem(text: "\(value) is not a finite number")
            default: throw SettingsProblem(text: "is \(node.kind), not a number")
            }
        }
    }
}

extension SettingsKind where Value == Bool {
    static var boolean: SettingsKind {
        SettingsKind(allowed: "true or false") { node throws(SettingsProblem) in
            guard case .boolean(let value) = node else {
                throw SettingsProblem(text: "is \(node.kind), not true or false")
            }
            return value
        }
    }
}

extension SettingsKind where Value == Duration {
    /// A duration with its unit; 0 needs none.
    static func duration(_ range: ClosedRange<Duration>) -> SettingsKind {
        let allowed =
            "a duration with its unit (ms, s, m, h, d), \"\(range.lowerBound.written)\" to \"\(range.upperBound.written)\""
        return SettingsKind(allowed: allowed) { node throws(SettingsProblem) in
            let duration: Duration
            switch node {
            case .integer(0), .string("0"): duration = .zero
            case .string(let text):
                guard let written = Duration(written: text) else {
                    throw SettingsProblem(text: "\(node.excerpt) is not a duration")
                }
                duration = written
            case .integer(let value): throw SettingsProblem(text: "\(value) has no unit")
            default: throw SettingsProblem(text: "is \(node.kind), not a duration")
            }
            guard range.contains(duration) else { throw SettingsProblem(text: "\(node.excerpt) is out of range") }
            return duration
        }
    }
}

extension SettingsKind where Value == ByteSize {
    /// A size with its unit, or a bare number of bytes.
    static func byteSize(_ range: ClosedRange<ByteSize>) -> SettingsKind {
        let allowed =
            "a size with its unit (B, KiB, MiB, GiB, TiB), \"\(range.lowerBound)\" to \"\(range.upperBound)\""
        return SettingsKind(allowed: allowed) { node throws(SettingsProblem) in
            let size: ByteSize
            switch node {
            case .string(let text):
                guard let written = ByteSize(written: text) else {
                    throw SettingsProblem(text: "\(node.excerpt) is not a size")
                }
                size = written
            case .integer(let bytes): size = ByteSize(bytes: Int64(bytes))
            default: throw SettingsProblem(text: "is \(node.kind), not a size")
            }
            guard range.contains(size) else { throw SettingsProblem(text: "\(node.excerpt) is out of range") }
            return size
        }
    }
}

extension SettingsKind where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    /// One of the names of an enumeration.
    static var choice: SettingsKind {
        .text(Value.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")) { Value(rawValue: $0) }
    }
}

extension SettingsKind where Value == ProtocolVersion {
    /// The version by the number that its users know.
    static var protocolVersion: SettingsKind {
        SettingsKind(allowed: "5 (MQTT 5) or 3 (MQTT 3.1.1)") { node throws(SettingsProblem) in
            switch node {
            case .integer(5): return .v5
            case .integer(3): return .v311
            case .integer(let number): throw SettingsProblem(text: "\(number) is not accepted")
            default: throw SettingsProblem(text: "is \(node.kind), not a whole number")
            }
        }
    }
}
