/// A reading as one JSON object, schemaVersion 1; `deploy/reading.schema.json` describes it.
///
/// The keys come in this order, those in brackets only where there is something to say:
/// `schemaVersion, id, thing, agency, domain, model, gateway, phenomenonTime, resultTime, timeSource, [gatewayClock],
/// replayed, [revision], [location], observations, [parameters], [radio]`; in an observation
/// `property, [channel], [kind], [value], [unit], quality`. There is no space outside of strings.
extension Reading {
    /// Writes the object.
    ///
    /// - Returns: how far after the first written byte the `false` or `true` of `replayed` begins.
    @discardableResult
    public func writeJSON(to bytes: inout [UInt8], replayed: Bool) -> Int {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: jsonBytesMax) { buffer in
            var writer = ByteWriter(buffer)
            let replayedOffset = write(to: &writer, replayed: replayed)
            bytes.append(contentsOf: writer.written)
            return replayedOffset
        }
    }

    /// How many bytes the object can take at most.
    private var jsonBytesMax: Int {
        var count = 1024 + thing.agency.string.utf8.count + gateway.string.utf8.count
        for observation in observations {
            count +=
                observation.property.definition.jsonHead.count + observation.property.definition.jsonUnit.count + 128
            count += observation.channel?.slug.string.utf8.count ?? 0
            if case .string(let text) = observation.value { count += ByteWriter.stringBytesMax(text) }
        }
        for parameter in parameters {
            count += ByteWriter.stringBytesMax(parameter.name) + ByteWriter.numberBytesMax + 2
            switch parameter.value {
            case .string(let text): count += ByteWriter.stringBytesMax(text)
            case .json(let text): count += text.utf8.count
            default: continue
            }
        }
        return count
    }

    private func write(to writer: inout ByteWriter, replayed: Bool) -> Int {
        writer.write("{\"schemaVersion\":1,\"id\":\"" as StaticString)
        writer.write(hexadecimal: id.bits)
        writer.write("\",\"thing\":\"" as StaticString)
        writer.write(thing.id.string)
        writer.write("\",\"agency\":\"" as StaticString)
        writer.write(thing.agency.string)
        writer.write("\",\"domain\":\"" as StaticString)
        writer.write(thing.domain.rawValue)
        writer.write("\",\"model\":\"" as StaticString)
        writer.write(thing.model.vendor.string)
        writer.write(byte: UInt8(ascii: "/"))
        writer.write(thing.model.model.string)
        writer.write("\",\"gateway\":\"" as StaticString)
        writer.write(gateway.string)
        writer.write("\",\"phenomenonTime\":\"" as StaticString)
        writer.write(phenomenonTime)
        writer.write("\",\"resultTime\":\"" as StaticString)
        writer.write(resultTime)
        writer.write("\",\"timeSource\":\"" as StaticString)
        writer.write(timeSource.rawValue)
        if gatewayClockUnsynchronised { writer.write("\",\"gatewayClock\":\"unsynchronised" as StaticString) }
        writer.write("\",\"replayed\":" as StaticString)
        let replayedOffset = writer.count
        writer.write(replayed ? "true" : "false" as StaticString)
        if let revision {
            writer.write(",\"revision\":" as StaticString)
            writer.write(Int64(revision))
        }
        if let location = thing.location {
            writer.write(",\"location\":{\"type\":\"Point\",\"coordinates\":[" as StaticString)
            writer.write(location.longitude)
            writer.write(byte: UInt8(ascii: ","))
            writer.write(location.latitude)
            writer.write("]}" as StaticString)
        }
        writer.write(",\"observations\":[" as StaticString)
        for position in observations.indices {
            if position > 0 { writer.write(byte: UInt8(ascii: ",")) }
            observations[position].write(to: &writer)
        }
        writer.write(byte: UInt8(ascii: "]"))
        writeParameters(to: &writer)
        radio?.write(to: &writer)
        writer.write(byte: UInt8(ascii: "}"))
        return replayedOffset
    }

    /// Whether a parameter before this one has the same name.
    private func isRepeated(_ position: Int) -> Bool {
        for earlier in 0..<position where parameters[earlier].name == parameters[position].name { return true }
        return false
    }

    private func writeParameters(to writer: inout ByteWriter) {
        guard !parameters.isEmpty else { return }
        writer.write(",\"parameters\":{" as StaticString)
        for position in parameters.indices {
            let parameter = parameters[position]
            if isRepeated(position) { continue }
            if position > 0 { writer.write(byte: UInt8(ascii: ",")) }
            writer.write(string: parameter.name)
            writer.write(byte: UInt8(ascii: ":"))
            parameter.value.write(to: &writer)
        }
        writer.write(byte: UInt8(ascii: "}"))
    }
}

extension Observation {
    fileprivate func write(to writer: inout ByteWriter) {
        writer.write(property.definition.jsonHead)
        if let channel {
            writer.write(",\"channel\":\"" as StaticString)
            writer.write(channel.slug.string)
            writer.write(byte: UInt8(ascii: "\""))
        }
        switch kind {
        case .instant: break
        case .counter: writer.write(",\"kind\":\"counter\"" as StaticString)
        case .delta: writer.write(",\"kind\":\"delta\"" as StaticString)
        }
        if let value {
            writer.write(",\"value\":" as StaticString)
            switch value {
            case .number(let number): writer.write(number)
            case .boolean(let boolean): writer.write(boolean ? "true" : "false" as StaticString)
            case .string(let text): writer.write(string: text)
            }
        }
        writer.write(property.definition.jsonUnit)
        switch quality {
        case .good: writer.write(",\"quality\":\"good\"}" as StaticString)
        case .suspect: writer.write(",\"quality\":\"suspect\"}" as StaticString)
        case .bad: writer.write(",\"quality\":\"bad\"}" as StaticString)
        case .calibrating: writer.write(",\"quality\":\"calibrating\"}" as StaticString)
        }
    }
}

extension ParameterValue {
    fileprivate func write(to writer: inout ByteWriter) {
        switch self {
        case .unsigned(let number): writer.write(number)
        case .signed(let number): writer.write(number)
        case .number(let number) where number.isFinite: writer.write(number)
        case .number: writer.write("null" as StaticString)
        case .boolean(let boolean): writer.write(boolean ? "true" : "false" as StaticString)
        case .string(let text): writer.write(string: text)
        case .json(let text): writer.write(text)
        }
    }
}

extension Radio {
    fileprivate func write(to writer: inout ByteWriter) {
        guard rssi != nil || snr != nil else { return }
        writer.write(",\"radio\":{" as StaticString)
        if let rssi {
            writer.write("\"rssi\":" as StaticString)
            writer.write(rssi)
        }
        if let snr {
            writer.write(rssi == nil ? "\"snr\":" : ",\"snr\":" as StaticString)
            writer.write(snr)
        }
        writer.write(byte: UInt8(ascii: "}"))
    }
}
