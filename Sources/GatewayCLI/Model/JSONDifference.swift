import Foundation

/// Where two JSON values differ, path by path.
enum JSONDifference {
    /// The most differences that are named.
    static let namedMax = 20

    /// The differences as `path: expected …, got …`; numbers that differ by rounding are equal.
    static func between(_ expected: Any, _ actual: Any) -> [String] {
        var differences: [String] = []
        compare(expected, actual, "", &differences)
        return Array(differences.prefix(namedMax))
    }

    private static func compare(_ expected: Any, _ actual: Any, _ path: String, _ differences: inout [String]) {
        if let left = expected as? [String: Any], let right = actual as? [String: Any] {
            for name in Set(left.keys).union(right.keys).sorted() {
                let member = path.isEmpty ? name : "\(path).\(name)"
                switch (left[name], right[name]) {
                case (let expected?, let actual?): compare(expected, actual, member, &differences)
                case (let expected?, nil): differences.append("\(member): expected \(text(expected)), got nothing")
                case (nil, let actual?): differences.append("\(member): expected nothing, got \(text(actual))")
                case (nil, nil): continue
                }
            }
        } else if let left = expected as? [Any], let right = actual as? [Any], left.count == right.count {
            for (index, pair) in zip(left, right).enumerated() {
                compare(pair.0, pair.1, path.isEmpty ? "\(index)" : "\(path).\(index)", &differences)
            }
        } else if !areEqual(expected, actual) {
            differences.append("\(path): expected \(text(expected)), got \(text(actual))")
        }
    }

    private static func areEqual(_ expected: Any, _ actual: Any) -> Bool {
        if let left = expected as? NSNumber, let right = actual as? NSNumber {
            guard isBoolean(left) == isBoolean(right) else { return false }
            let (left, right) = (left.doubleValue, right.doubleValue)
            return left == right || abs(left - right) <= 1e-9 * max(abs(left), abs(right))
        }
        return (expected as? NSObject) == (actual as? NSObject)
    }

    private static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

    private static func text(_ value: Any) -> String {
        let options: JSONSerialization.WritingOptions = [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? JSONSerialization.data(withJSONObject: value, options: options) else { return "\(value)" }
        let text = String(decoding: data, as: UTF8.self)
        return text.count > 80 ? text.prefix(79) + "…" : text
    }
}
