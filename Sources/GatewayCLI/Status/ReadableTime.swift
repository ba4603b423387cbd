import Foundation
import Observations

/// Times and spans as people say them.
enum ReadableTime {
    /// A span in its two largest units, as `3 d 4 h`, `2 min 5 s` or `0 s`.
    static func span(seconds: Int64) -> String {
        let units: [(name: String, size: Int64)] = [("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)]
        let seconds = max(0, seconds)
        guard let first = units.firstIndex(where: { $0.size <= seconds }) else { return "0 s" }
        let parts = units[first...].prefix(2).map { unit in
            let within = unit.size == units[first].size ? seconds : seconds % units[first].size
            return (within / unit.size, unit.name)
        }
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }

    /// A span since a moment, as of now.
    static func age(of moment: Timestamp, at now: Timestamp) -> String {
        span(seconds: now.microseconds(since: moment) / 1_000_000)
    }

    /// A moment in this machine's time zone, as `2026-11-23 08:00:00`.
    static func clock(_ moment: Timestamp, zone: TimeZone = .current) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = zone
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
        return formatter.string(from: Date(timeIntervalSince1970: Double(moment.microseconds) / 1_000_000))
    }

    /// A number of bytes, as `1.4 MiB`.
    static func size(bytes: Int64) -> String {
        var value = Double(bytes)
        for unit in ["B", "KiB", "MiB", "GiB"] {
            if value < 1_024 || unit == "GiB" {
                let rounded = (value * 10).rounded() / 10
                return unit == "B" || rounded == rounded.rounded() ? "\(Int64(rounded)) \(unit)" : "\(rounded) \(unit)"
            }
            value /= 1_024
        }
        return "\(bytes) B"
    }
}
