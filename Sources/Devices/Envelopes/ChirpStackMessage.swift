import Observations

/// A message of ChirpStack v4's MQTT integration.
///
/// Topic: `application/{id}/device/{devEui}/event/{up|join|status|ack|txack|log|location|integration}`; where a bridge
/// has renamed it so that no `event` level is left, the members tell what it is.
///
/// | member of `up` | meaning |
/// | --- | --- |
/// | deduplicationId | the same for all copies |
/// | time | RFC 3339, when the network server received it |
/// | deviceInfo.devEui | 16 hexadecimal digits |
/// | devAddr | the device's address since it joined |
/// | fCnt, fPort | left out when 0 (proto3) |
/// | data | base64; left out when empty |
/// | rxInfo[] | one for each gateway that heard it: rssi (dBm), snr (dB), each left out when 0 |
///
/// | member of `status` | meaning |
/// | --- | --- |
/// | margin | dB that the device's last command was heard above what is needed; left out when 0 |
/// | externalPowerSource | the device runs on mains; it gives no battery level then |
/// | batteryLevelUnavailable | the device cannot measure its battery |
/// | batteryLevel | percent; left out when 0 |
///
/// Source: ChirpStack documentation, "Event types" (chirpstack.io/docs/chirpstack/integrations/events.html).
struct ChirpStackMessage {
    private var scanner: JSONScanner
    private var deduplicationID: JSONToken?
    private var time: JSONToken?
    private var devEUI: JSONToken?
    private var address: JSONToken?
    private var frameCounter: JSONToken?
    private var port: JSONToken?
    private var data: JSONToken?
    private var best: Radio?
    private var guess = DeviceEvent.join
    private var hasUplinkMember = false
    private var margin: JSONToken?
    private var externalPower: JSONToken?
    private var batteryUnavailable: JSONToken?
    private var batteryLevel: JSONToken?

    /// Opens a message.
    static func open(topic: [UInt8], payload: [UInt8]) throws(EnvelopeError) -> Opened {
        let named = try event(of: topic)
        var message = ChirpStackMessage(scanner: JSONScanner(payload))
        try message.read()
        let hardwareID = try message.hardwareID()
        switch named {
        case .event(let event): return message.news(event, of: hardwareID)
        case nil where !message.hasUplinkMember: return message.news(message.guess, of: hardwareID)
        case .uplink, nil: return try message.uplink(of: hardwareID)
        }
    }

    /// A status is a reading of the device; other news is only counted.
    private func news(_ event: DeviceEvent, of hardwareID: String) -> Opened {
        guard event == .status, let report else { return .deviceEvent(event, hardwareID: hardwareID) }
        return .uplink(
            Uplink(
                hardwareID: hardwareID,
                payload: [],
                networkTime: networkTime,
                deduplicationID: deduplicationID.map(scanner.text),
                report: report,
                identity: scanner.bytes
            )
        )
    }

    private var report: DecodedReading? {
        guard margin != nil || externalPower != nil || batteryUnavailable != nil || batteryLevel != nil else {
            return nil
        }
        let hasExternalPower = externalPower?.kind == .yes
        var builder = ReadingBuilder()
        if !hasExternalPower, batteryUnavailable?.kind != .yes {
            builder.add(.batteryLevel, number(batteryLevel))
        }
        builder.add(.externalPower, hasExternalPower)
        builder.add(.linkMargin, number(margin))
        return builder.reading
    }

    /// A number that is 0 when it is left out, and none when it is no number.
    private func number(_ token: JSONToken?) -> Double {
        guard let token, token.kind != .null else { return 0 }
        return token.kind == .number ? scanner.number(token) : .nan
    }

    private var networkTime: Timestamp? { time.flatMap { Timestamp(iso8601: scanner.bytes[$0.range]) } }

    private enum Named {
        case uplink
        case event(DeviceEvent)
    }

    /// What the last two levels of the topic say, when they are `event/…`.
    private static func event(of topic: [UInt8]) throws(EnvelopeError) -> Named? {
        guard let slash = topic.lastIndex(of: UInt8(ascii: "/")),
            topic[..<slash].suffix(6).elementsEqual("/event".utf8)
        else { return nil }
        let name = topic[(slash + 1)...]
        if name.elementsEqual("up".utf8) { return .uplink }
        guard let event = DeviceEvent(rawValue: String(decoding: name, as: UTF8.self)), event != .empty else {
            throw .unknownEvent(offset: slash + 1)
        }
        return .event(event)
    }

    private mutating func read() throws(EnvelopeError) {
        var isObject = true
        do throws(JSONError) {
            isObject = try scanner.nextValue().kind == .object
            var isFirst = true
            while isObject, let name = try scanner.nextName(isFirst: &isFirst) {
                try readMember(name, try scanner.nextValue())
            }
            if isObject { try scanner.finish() }
        } catch {
            throw .malformedJSON(error)
        }
        guard isObject else { throw .notAnObject(offset: 0) }
    }

    private mutating func readMember(_ name: JSONToken, _ value: JSONToken) throws(JSONError) {
        switch name.range.count {
        case 4 where scanner.matches(name, "data"): (data, hasUplinkMember) = (value, true)
        case 4 where scanner.matches(name, "fCnt"): (frameCounter, hasUplinkMember) = (value, true)
        case 4 where scanner.matches(name, "time"): time = value
        case 4 where scanner.matches(name, "code"): guess = .log
        case 5 where scanner.matches(name, "fPort"): (port, hasUplinkMember) = (value, true)
        case 5 where scanner.matches(name, "level"): guess = .log
        case 6 where scanner.matches(name, "rxInfo"):
            hasUplinkMember = true
            best = try scanner.bestReception(of: value, and: best)
            return
        case 6 where scanner.matches(name, "margin"): (margin, guess) = (value, .status)
        case 7 where scanner.matches(name, "devAddr"): address = value
        case 8 where scanner.matches(name, "location"): guess = .location
        case 10 where scanner.matches(name, "deviceInfo"): return try readDevice(value)
        case 10 where scanner.matches(name, "downlinkId"): guess = .txack
        case 11 where scanner.matches(name, "queueItemId"): if guess == .join { guess = .ack }
        case 12 where scanner.matches(name, "acknowledged"): guess = .ack
        case 12 where scanner.matches(name, "batteryLevel"): (batteryLevel, guess) = (value, .status)
        case 15 where scanner.matches(name, "deduplicationId"): deduplicationID = value
        case 15 where scanner.matches(name, "integrationName"): guess = .integration
        case 19 where scanner.matches(name, "externalPowerSource"): (externalPower, guess) = (value, .status)
        case 23 where scanner.matches(name, "batteryLevelUnavailable"): (batteryUnavailable, guess) = (value, .status)
        default: break
        }
        if value.isContainer { try scanner.skip(value) }
    }

    private mutating func readDevice(_ device: JSONToken) throws(JSONError) {
        guard device.kind == .object else { return try scanner.skip(device) }
        var isFirst = true
        while let name = try scanner.nextName(isFirst: &isFirst) {
            let value = try scanner.nextValue()
            if scanner.matches(name, "devEui") { devEUI = value }
            if value.isContainer { try scanner.skip(value) }
        }
    }

    private func hardwareID() throws(EnvelopeError) -> String {
        guard let token = devEUI else { throw .missingMember(name: "deviceInfo.devEui") }
        guard token.kind == .string, token.isPlain, token.range.count == 16 else {
            throw .invalidMember(name: "deviceInfo.devEui", offset: token.range.lowerBound)
        }
        var hasCapital = false
        for byte in scanner.bytes[token.range] {
            guard Hexadecimal.digit(byte) != nil else {
                throw .invalidMember(name: "deviceInfo.devEui", offset: token.range.lowerBound)
            }
            if (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte) { hasCapital = true }
        }
        guard hasCapital else { return scanner.text(token) }
        return scanner.text(token).lowercased()
    }

    private func uplink(of hardwareID: String) throws(EnvelopeError) -> Opened {
        let frameCounter = try scanner.proto3(frameCounter, "fCnt", through: UInt64(UInt32.max))
        let port = try scanner.proto3(port, "fPort", through: 255)
        let payload = try scanner.base64(data, "data")
        guard !payload.isEmpty else { return .deviceEvent(.empty, hardwareID: hardwareID) }
        return .uplink(
            Uplink(
                hardwareID: hardwareID,
                payload: payload,
                port: port == 0 ? nil : UInt8(port),
                networkTime: networkTime,
                frameCounter: UInt32(frameCounter),
                session: address.map(scanner.text),
                deduplicationID: deduplicationID.map(scanner.text),
                radio: best,
                parameters: [Parameter(name: "frameCounter", value: .unsigned(frameCounter))]
            )
        )
    }
}
