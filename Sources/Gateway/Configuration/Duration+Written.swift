extension Duration {
    /// Reads a duration as people write it: a whole number and one unit, as `250ms`, `60s`, `5m`, `1h` or `30d`.
    ///
    /// Answers nothing for any other text and for more than 36,500 days.
    public init?(written text: String) {
        let digits = text.utf8.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard !digits.isEmpty, digits.count <= 16, let count = Int64(String(Substring(digits))) else { return nil }
        let milliseconds: Int64
        switch text.dropFirst(digits.count) {
        case "ms": milliseconds = 1
        case "s": milliseconds = 1000
        case "m": milliseconds = 60_000
        case "h": milliseconds = 3_600_000
        case "d": milliseconds = 86_400_000
        default: return nil
        }
        let (total, overflow) = count.multipliedReportingOverflow(by: milliseconds)
        guard !overflow, total <= 36_500 * 86_400_000 else { return nil }
        self = .milliseconds(total)
    }

    /// The duration in the largest unit that leaves no fraction, as `90s`; parts of a millisecond are left out.
    public var written: String {
        let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
        let units: [(String, Int64)] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)]
        for (unit, size) in units where milliseconds != 0 && milliseconds % size == 0 {
            return "\(milliseconds / size)\(unit)"
        }
        return milliseconds == 0 ? "0s" : "\(milliseconds)ms"
    }
}
