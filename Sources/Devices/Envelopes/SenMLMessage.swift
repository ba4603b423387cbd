import Observations

/// A SenML pack (RFC 8428, see ``SenMLPack``) as a message: values of one or several devices, of one or several moments.
///
/// Where the route has no rule for the hardware id, the base name is the device's (without a separator at its end); of a
/// record without base name it is what stands before the last `/` of the name, or the whole name.
///
/// What has the same device and time becomes one uplink, the oldest first; its payload is a JSON object: a member for each
/// name (`value` for one that is empty), `NAME_sum` for a sum, and `@units`, an object of the units by name.
enum SenMLMessage {
    private struct Key: Hashable {
        let hardwareID: String
        let time: Timestamp?
    }

    fileprivate struct Part {
        var values = JSONObjectWriter()
        var units = JSONObjectWriter()
    }

    /// Opens a message.
    static func open(
        topic: [UInt8],
        payload: [UInt8],
        _ rule: HardwareIDRule?,
        receivedAt: Timestamp
    ) throws(EnvelopeError) -> Opened {
        var named: String?
        if let rule { named = try rule.hardwareID(topic: topic, payload: payload) }
        let pack: SenMLPack
        do throws(DecodeError) { pack = try SenMLPack(payload, now: receivedAt) } catch { throw .malformedPack(error) }
        var parts: [Key: Part] = [:]
        var order: [Key] = []
        for record in pack.records {
            let (device, name) = names(of: record, pack)
            var hardwareID = named ?? ""
            if named == nil { hardwareID = try HardwareIDRule.checked(Array(device.utf8)[...]) }
            let key = Key(hardwareID: hardwareID, time: record.time)
            if parts[key] == nil { order.append(key) }
            parts[key, default: Part()].add(record, name)
        }
        // What has no time is of now, and comes last.
        let keys = order.enumerated().sorted { left, right in
            (left.element.time?.microseconds ?? .max, left.offset)
                < (right.element.time?.microseconds ?? .max, right.offset)
        }.map(\.element)
        return .uplinks(
            keys.enumerated().map { place, key in
                Uplink(
                    hardwareID: key.hardwareID,
                    payload: parts[key]?.object ?? [],
                    deviceTime: key.time,
                    identity: payload,
                    part: place
                )
            }
        )
    }

    /// Which device it is, and what it calls the value.
    private static func names(of record: SenMLRecord, _ pack: SenMLPack) -> (device: Substring, name: String) {
        let bases = pack.baseNames.filter { !$0.isEmpty && record.name.hasPrefix($0) }
        var device: Substring
        var name: Substring
        if let base = bases.max(by: { $0.utf8.count < $1.utf8.count }) {
            device = base[...]
            name = record.name.dropFirst(base.count)
        } else if let separator = record.name.lastIndex(of: "/") {
            device = record.name[..<separator]
            name = record.name[record.name.index(after: separator)...]
        } else {
            device = record.name[...]
            name = ""
        }
        while let last = device.last, ":/.-_".contains(last) { device.removeLast() }
        if name.isEmpty { name = "value" }
        return (device, String(name))
    }
}

extension SenMLMessage.Part {
    fileprivate mutating func add(_ record: SenMLRecord, _ name: String) {
        switch record.value {
        case .number(let number): values.add(name, number)
        case .text(let text), .data(let text): values.add(name, text)
        case .boolean(let boolean): values.add(name, boolean)
        case nil: break
        }
        if let sum = record.sum { values.add("\(name)_sum", sum) }
        if let unit = record.unit { units.add(name, unit) }
    }

    /// The values and, behind them, their units.
    fileprivate var object: [UInt8] {
        var all = values
        all.add("@units", units)
        return all.object
    }
}
