import Observations

/// One object of a P1 telegram: its OBIS code and what stands in the parentheses after it.
struct DSMRObject {
    let code: OBISCode
    /// Where its code begins.
    let offset: Int
    /// The text between each pair of parentheses.
    let groups: [Range<Int>]
    private let bytes: [UInt8]

    init(_ code: OBISCode, at offset: Int, _ groups: [Range<Int>], of bytes: [UInt8]) {
        self.code = code
        self.offset = offset
        self.groups = groups
        self.bytes = bytes
    }

    /// The text of a group; empty where there is none.
    func text(_ group: Int) -> String {
        guard groups.indices.contains(group) else { return "" }
        return String(decoding: bytes[groups[group]], as: UTF8.self)
    }

    /// All groups from one on, as they are in the telegram.
    func texts(from group: Int = 0) -> String {
        groups.dropFirst(group).map { "(" + String(decoding: bytes[$0], as: UTF8.self) + ")" }.joined()
    }

    /// The number of a group and the unit that follows its asterisk, or nothing where it is not a number.
    func number(_ group: Int) -> (value: Double, unit: UnitOfMeasurement?)? {
        guard groups.indices.contains(group) else { return nil }
        let range = groups[group]
        let end = range.first { bytes[$0] == UInt8(ascii: "*") } ?? range.upperBound
        guard let value = number(range.lowerBound..<end) else { return nil }
        guard end < range.upperBound else { return (value, nil) }
        guard let unit = DSMRObject.unit(bytes[(end + 1)..<range.upperBound]) else { return nil }
        return (value, unit)
    }

    /// The whole number of a group without a unit, or nothing.
    func count(_ group: Int) -> UInt64? {
        guard groups.indices.contains(group), !groups[group].isEmpty, groups[group].count <= 18 else { return nil }
        var value: UInt64 = 0
        for index in groups[group] {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + UInt64(digit)
        }
        return value
    }

    /// The moment of a group, or nothing where it is not one.
    func time(_ group: Int) -> Timestamp? {
        guard groups.indices.contains(group) else { return nil }
        return DSMRTime.read(bytes[groups[group]])
    }

    private func number(_ range: Range<Int>) -> Double? {
        var start = range.lowerBound
        if start < range.upperBound, bytes[start] == UInt8(ascii: "-") { start += 1 }
        var points = 0
        for index in start..<range.upperBound {
            if bytes[index] == UInt8(ascii: ".") {
                points += 1
            } else if bytes[index] &- UInt8(ascii: "0") >= 10 {
                return nil
            }
        }
        guard points <= 1, range.upperBound - start > points else { return nil }
        return DecimalNumber(bytes, range)?.exactValue
    }

    /// The unit of a text; meters write it in upper and lower case.
    private static func unit(_ text: ArraySlice<UInt8>) -> UnitOfMeasurement? {
        units.first { $0.text.elementsEqual(text.lazy.map { $0 | 0x20 }) }?.unit
    }

    private static let units: [(text: [UInt8], unit: UnitOfMeasurement)] = [
        "kWh", "Wh", "MWh", "kW", "W", "kvarh", "varh", "kvar", "var", "kVAh", "VAh", "kVA", "VA", "V", "A", "Hz", "s",
        "min", "m3", "dm3", "GJ", "MJ", "°C",
    ].compactMap { name in UnitOfMeasurement.named(name).map { (name.utf8.map { $0 | 0x20 }, $0) } }
}
