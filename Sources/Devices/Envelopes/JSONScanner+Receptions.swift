import Observations

/// The gateways that heard an uplink, as network servers list them.
extension JSONScanner {
    /// Reads a list of receptions, each with `rssi` (dBm) and `snr` (dB), which proto3 leaves out when they are 0.
    ///
    /// - Returns: of them and the one known before the reception with the highest rssi.
    mutating func bestReception(of list: JSONToken, and known: Radio?) throws(JSONError) -> Radio? {
        guard list.kind == .array else {
            try skip(list)
            return known
        }
        var best = known
        var isFirst = true
        while try hasNextElement(isFirst: &isFirst) {
            let item = try nextValue()
            guard item.kind == .object else {
                try skip(item)
                continue
            }
            var (rssi, snr) = (0.0, 0.0)
            var isFirstMember = true
            while let name = try nextName(isFirst: &isFirstMember) {
                let value = try nextValue()
                if value.kind == .number {
                    if matches(name, "rssi") { rssi = number(value) }
                    if matches(name, "snr") { snr = number(value) }
                } else if value.isContainer {
                    try skip(value)
                }
            }
            if let highest = best?.rssi, highest >= rssi { continue }
            best = Radio(rssi: rssi, snr: snr)
        }
        return best
    }
}
