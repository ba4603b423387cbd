import Observations

/// The channel of a record: `l1-tariff-2-unit-1-storage-3-max`, of what there is.
enum MBusChannel {
    /// The longest name, in bytes: it leaves room for a number that tells repetitions apart.
    static let bytesMax = 56

    /// The channel of these parts; nothing when there are none.
    static func of(
        _ labels: (MBusLabel?, MBusLabel?, MBusLabel?),
        _ other: String? = nil,
        tariff: Int,
        subunit: Int,
        storage: Int,
        _ function: MBusRecord.Function
    ) -> Channel? {
        let hasLabel = labels.0 != nil || labels.1 != nil || labels.2 != nil || other != nil
        if !hasLabel, function == .instantaneous {
            if tariff == 0, subunit == 0 {
                if storage == 0 { return nil }
                if storage < storages.count { return storages[storage] }
            }
            if storage == 0, subunit == 0, tariff < tariffs.count { return tariffs[tariff] }
            if storage == 0, tariff == 0, subunit < subunits.count { return subunits[subunit] }
        }
        if tariff == 0, subunit == 0, storage == 0, function == .instantaneous, other == nil, let label = only(labels) {
            return labelled[Int(label.rawValue)]
        }
        var name: [UInt8] = []
        name.reserveCapacity(48)
        if let label = labels.0 { append(label.text, to: &name) }
        if let label = labels.1 { append(label.text, to: &name) }
        if let label = labels.2 { append(label.text, to: &name) }
        if let other { append(other, to: &name) }
        if tariff > 0 { append("tariff", tariff, to: &name) }
        if subunit > 0 { append("unit", subunit, to: &name) }
        if storage > 0 { append("storage", storage, to: &name) }
        switch function {
        case .instantaneous: break
        case .maximum: append("max", to: &name)
        case .minimum: append("min", to: &name)
        case .error: append("error", to: &name)
        }
        do throws(SlugError) {
            return try Channel(String(decoding: name.prefix(bytesMax), as: UTF8.self))
        } catch {
            return nil
        }
    }

    /// A channel by a text of which only letters, digits and hyphens are kept; nothing when nothing is left.
    static func named(_ text: String) -> Channel? {
        var name: [UInt8] = []
        for byte in text.utf8 where name.count < bytesMax {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): name.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): name.append(byte + 32)
            default: if name.last != UInt8(ascii: "-"), !name.isEmpty { name.append(UInt8(ascii: "-")) }
            }
        }
        if name.last == UInt8(ascii: "-") { name.removeLast() }
        do throws(SlugError) { return try Channel(String(decoding: name, as: UTF8.self)) } catch { return nil }
    }

    private static func append(_ part: String, _ number: Int? = nil, to name: inout [UInt8]) {
        if !name.isEmpty { name.append(UInt8(ascii: "-")) }
        name.append(contentsOf: part.utf8)
        guard let number else { return }
        name.append(UInt8(ascii: "-"))
        var power = 1
        while power <= number / 10 { power *= 10 }
        while power > 0 {
            name.append(UInt8(ascii: "0") + UInt8(number / power % 10))
            power /= 10
        }
    }

    /// The label, where it is the only one.
    private static func only(_ labels: (MBusLabel?, MBusLabel?, MBusLabel?)) -> MBusLabel? {
        switch labels {
        case (let label?, nil, nil), (nil, let label?, nil), (nil, nil, let label?): label
        default: nil
        }
    }

    private static let labelled: [Channel] = MBusLabel.allCases.map { Channel(stringLiteral: $0.text) }
    private static let storages: [Channel] = (0...127).map { .numbered("storage", $0) }
    private static let tariffs: [Channel] = (0...15).map { .numbered("tariff", $0) }
    private static let subunits: [Channel] = (0...15).map { .numbered("unit", $0) }
}
