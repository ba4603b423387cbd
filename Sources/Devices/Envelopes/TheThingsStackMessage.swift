import Observations

/// A message of The Things Stack v3's MQTT server.
///
/// Topic: `v3/{application}[@{tenant}]/devices/{device}/{up|join|down/…|service/data|location/solved}`; the members tell
/// what it is, so that a bridge may rename the topic.
///
/// | member | meaning |
/// | --- | --- |
/// | end_device_ids.dev_eui | 16 hexadecimal digits; a device activated by hand may have none: device_id then |
/// | end_device_ids.dev_addr | the device's address since it joined |
/// | correlation_ids[] | names of the events that led to this message; `ns:uplink:…` is the network's for the uplink |
/// | received_at | RFC 3339, when the application server received it |
/// | uplink_message.f_port, .f_cnt | left out when 0 (proto3) |
/// | uplink_message.frm_payload | base64; left out when empty |
/// | uplink_message.rx_metadata[] | one for each gateway that heard it: rssi (dBm), snr (dB), each left out when 0 |
/// | uplink_message.received_at | RFC 3339, when the network server received it |
/// | uplink_message.last_battery_percentage | value (percent, left out when 0), f_cnt, received_at; stands in every later uplink |
/// | simulated | the console made it up |
///
/// Source: The Things Stack documentation, "Data Formats" (thethingsindustries.com/docs/integrations/data-formats), and
/// the ApplicationUp message of its API reference.
struct TheThingsStackMessage {
    private var scanner: JSONScanner
    private var devEUI: JSONToken?
    private var deviceID: JSONToken?
    private var address: JSONToken?
    private var correlationID: JSONToken?
    private var correlationRank = 0
    private var receivedAt: JSONToken?
    private var isSimulated = false
    private var event: DeviceEvent?

    private var hasUplink = false
    private var networkReceivedAt: JSONToken?
    private var frameCounter: JSONToken?
    private var port: JSONToken?
    private var data: JSONToken?
    private var best: Radio?

    private var battery: Range<Int>?
    private var batteryValue: JSONToken?
    private var batteryTime: JSONToken?

    /// Opens a message.
    static func open(
        topic: [UInt8],
        _ payload: [UInt8],
        _ memory: inout EnvelopeMemory
    ) throws(EnvelopeError) -> Opened {
        var message = TheThingsStackMessage(scanner: JSONScanner(payload))
        try message.read()
        let hardwareID = try message.hardwareID()
        try TopicIdentity.confirmTheThingsStack(topic, message.namedDevice)
        guard message.hasUplink else {
            guard let event = message.event else { throw .missingMember(name: "uplink_message") }
            return .deviceEvent(event, hardwareID: hardwareID)
        }
        let uplink = try message.uplink(of: hardwareID)
        let battery = message.batteryReport(of: hardwareID, &memory)
        switch (uplink, battery) {
        case (nil, nil): return .deviceEvent(.empty, hardwareID: hardwareID)
        case (let uplink?, nil): return .uplink(uplink)
        case (let uplink, let battery?): return .uplinks([battery] + (uplink.map { [$0] } ?? []))
        }
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
        if scanner.matches(name, "uplink_message") { return try readUplink(value) }
        if scanner.matches(name, "end_device_ids") { return try readIdentifiers(value) }
        if scanner.matches(name, "correlation_ids") { return try readCorrelationIDs(value) }
        if scanner.matches(name, "received_at") { receivedAt = value }
        if scanner.matches(name, "simulated") { isSimulated = value.kind == .yes }
        if value.isContainer {
            event = event ?? namedEvent(name)
            try scanner.skip(value)
        }
    }

    /// The event that a member of an ApplicationUp message stands for.
    private func namedEvent(_ name: JSONToken) -> DeviceEvent? {
        if scanner.matches(name, "join_accept") { return .join }
        if scanner.matches(name, "downlink_ack") || scanner.matches(name, "downlink_nack") { return .ack }
        if scanner.matches(name, "downlink_sent") { return .txack }
        if scanner.matches(name, "downlink_queued") || scanner.matches(name, "downlink_failed") { return .downlink }
        if scanner.matches(name, "downlink_queue_invalidated") { return .downlink }
        if scanner.matches(name, "location_solved") { return .location }
        if scanner.matches(name, "service_data") || scanner.matches(name, "uplink_normalized") { return .integration }
        return nil
    }

    private mutating func readIdentifiers(_ object: JSONToken) throws(JSONError) {
        guard object.kind == .object else { return try scanner.skip(object) }
        var isFirst = true
        while let name = try scanner.nextName(isFirst: &isFirst) {
            let value = try scanner.nextValue()
            if scanner.matches(name, "dev_eui") { devEUI = value }
            if scanner.matches(name, "device_id") { deviceID = value }
            if scanner.matches(name, "dev_addr") { address = value }
            if value.isContainer { try scanner.skip(value) }
        }
    }

    /// Keeps the name that is the same for all copies of an uplink: the network server's before the others'.
    private mutating func readCorrelationIDs(_ list: JSONToken) throws(JSONError) {
        guard list.kind == .array else { return try scanner.skip(list) }
        var isFirst = true
        while try scanner.hasNextElement(isFirst: &isFirst) {
            let value = try scanner.nextValue()
            if value.isContainer { try scanner.skip(value) }
            guard value.kind == .string, value.isPlain else { continue }
            let text = scanner.bytes[value.range]
            let rank =
                text.starts(with: "ns:uplink:".utf8)
                ? 3 : text.starts(with: "as:up:".utf8) ? 2 : text.starts(with: "gs:uplink:".utf8) ? 1 : 0
            if rank > correlationRank { (correlationID, correlationRank) = (value, rank) }
        }
    }

    private mutating func readUplink(_ object: JSONToken) throws(JSONError) {
        guard object.kind == .object else { return try scanner.skip(object) }
        hasUplink = true
        var isFirst = true
        while let name = try scanner.nextName(isFirst: &isFirst) {
            let value = try scanner.nextValue()
            if scanner.matches(name, "rx_metadata") {
                best = try scanner.bestReception(of: value, and: best)
                continue
            }
            if scanner.matches(name, "last_battery_percentage") {
                try readBattery(value)
                continue
            }
            if scanner.matches(name, "f_cnt") { frameCounter = value }
            if scanner.matches(name, "f_port") { port = value }
            if scanner.matches(name, "frm_payload") { data = value }
            if scanner.matches(name, "received_at") { networkReceivedAt = value }
            if value.isContainer { try scanner.skip(value) }
        }
    }

    private mutating func readBattery(_ object: JSONToken) throws(JSONError) {
        guard object.kind == .object else { return try scanner.skip(object) }
        var isFirst = true
        while let name = try scanner.nextName(isFirst: &isFirst) {
            let value = try scanner.nextValue()
            if scanner.matches(name, "value") { batteryValue = value }
            if scanner.matches(name, "received_at") { batteryTime = value }
            if value.isContainer { try scanner.skip(value) }
        }
        battery = object.range.lowerBound..<scanner.offset
    }

    private var namedDevice: String? { deviceID.flatMap { $0.kind == .string ? scanner.text($0) : nil } }

    private func hardwareID() throws(EnvelopeError) -> String {
        let name = devEUI == nil ? "end_device_ids.device_id" : "end_device_ids.dev_eui"
        guard let token = devEUI ?? deviceID else { throw .missingMember(name: "end_device_ids.dev_eui") }
        let invalid = EnvelopeError.invalidMember(name: name, offset: token.range.lowerBound)
        guard token.kind == .string, token.isPlain, !token.range.isEmpty else { throw invalid }
        guard devEUI != nil else {
            guard token.range.count <= Uplink.hardwareIDBytesMax else { throw invalid }
            return scanner.text(token)
        }
        guard token.range.count == 16, scanner.bytes[token.range].allSatisfy({ Hexadecimal.digit($0) != nil }) else {
            throw invalid
        }
        return scanner.text(token).lowercased()
    }

    /// The device's payload; nothing where the uplink carries only commands between device and network.
    private func uplink(of hardwareID: String) throws(EnvelopeError) -> Uplink? {
        let frameCounter = try scanner.proto3(frameCounter, "uplink_message.f_cnt", through: UInt64(UInt32.max))
        let port = try scanner.proto3(port, "uplink_message.f_port", through: 255)
        let payload = try scanner.base64(data, "uplink_message.frm_payload")
        guard !payload.isEmpty else { return nil }
        var parameters = [Parameter(name: "frameCounter", value: .unsigned(frameCounter))]
        if isSimulated { parameters.append(Parameter(name: "simulated", value: .boolean(true))) }
        return Uplink(
            hardwareID: hardwareID,
            payload: payload,
            port: port == 0 ? nil : UInt8(port),
            networkTime: moment(networkReceivedAt) ?? moment(receivedAt),
            frameCounter: UInt32(frameCounter),
            session: address.map(scanner.text),
            deduplicationID: correlationID.map(scanner.text),
            radio: best,
            parameters: parameters
        )
    }

    /// The battery level that the device told the network, once.
    private func batteryReport(of hardwareID: String, _ memory: inout EnvelopeMemory) -> Uplink? {
        guard let battery, let time = moment(batteryTime), memory.isNewBatteryReport(of: hardwareID, at: time) else {
            return nil
        }
        let value = batteryValue.map { $0.kind == .number ? scanner.number($0) : .nan } ?? 0
        return Uplink(
            hardwareID: hardwareID,
            payload: [],
            networkTime: time,
            report: DecodedReading(observations: [Observation(.batteryLevel, value)]),
            identity: Array(scanner.bytes[battery])
        )
    }

    private func moment(_ token: JSONToken?) -> Timestamp? {
        guard let token, token.kind == .string, token.isPlain else { return nil }
        return Timestamp(iso8601: scanner.bytes[token.range])
    }
}
