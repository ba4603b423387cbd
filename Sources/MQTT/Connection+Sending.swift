import CMosquitto
import Glibc

extension Connection {
    /// Queues a message for `write`.
    ///
    /// A QoS 1 message is answered by an `acknowledged` event with the returned identifier.
    @discardableResult
    public func publish(
        topic: String,
        payload: [UInt8],
        qos: QoS = .atLeastOnce,
        retain: Bool = false
    ) throws(MQTTError) -> PacketIdentifier {
        // The closure's type hides the error's type, so the result crosses it as a value.
        let result = payload.withUnsafeBytes { bytes -> Result<PacketIdentifier, MQTTError> in
            do throws(MQTTError) {
                return .success(try publish(topic: topic, payload: bytes, qos: qos, retain: retain))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Queues a message for `write`, its payload taken from memory of the caller.
    @discardableResult
    public func publish(
        topic: String,
        payload: UnsafeRawBufferPointer,
        qos: QoS = .atLeastOnce,
        retain: Bool = false
    ) throws(MQTTError) -> PacketIdentifier {
        guard let handle else {
            throw .notConnected
        }
        guard qos == .atMostOnce || outstandingPublishes < publishWindow else {
            throw .windowFull(publishWindow)
        }
        var topicBytes = topic.utf8.count
        let packetBytes = publishPacketBytes(topicBytes: topicBytes, payloadBytes: payload.count, qos: qos)
        guard packetBytes <= sendPacketBytesMax else {
            throw .tooLarge(bytes: packetBytes, maximumBytes: sendPacketBytesMax)
        }
        var identifier: Int32 = 0
        let code = topic.withCString { pointer in
            topicBytes -= strlen(pointer)
            guard topicBytes == 0 else {
                return Int32(MOSQ_ERR_INVAL.rawValue)
            }
            return mosquitto_publish_v5(
                handle,
                &identifier,
                pointer,
                Int32(payload.count),
                payload.baseAddress,
                Int32(qos.rawValue),
                retain,
                nil
            )
        }
        switch mosq_err_t(rawValue: code) {
        case MOSQ_ERR_SUCCESS:
            break
        case MOSQ_ERR_INVAL, MOSQ_ERR_MALFORMED_UTF8:
            throw .invalidTopic(topic)
        default:
            throw libraryError(code, 0)
        }
        queuedPackets += 1
        if qos == .atLeastOnce {
            outstandingPublishes += 1
        }
        return PacketIdentifier(identifier)
    }

    /// Queues SUBSCRIBE packets for `write`: one for each run of subscriptions with the same options.
    ///
    /// Each is answered by a `subscribed` event.
    public func subscribe(_ subscriptions: [Subscription]) throws(MQTTError) {
        var rest = subscriptions[...]
        while let first = rest.first {
            let run = rest.prefix { $0.qos == first.qos && $0.retainHandling == first.retainHandling }
            rest = rest.dropFirst(run.count)
            let options = options.protocolVersion == .v5 ? Int32(first.retainHandling.rawValue) << 4 : 0
            let identifier = try sendFilters(run.map(\.filter)) { handle, identifier, count, filters in
                mosquitto_subscribe_multiple(
                    handle,
                    identifier,
                    count,
                    filters,
                    Int32(first.qos.rawValue),
                    options,
                    nil
                )
            }
            subscribing[identifier] = Array(run)
        }
    }

    /// Queues an UNSUBSCRIBE for `write`; answered by an `unsubscribed` event.
    public func unsubscribe(_ filters: [String]) throws(MQTTError) {
        guard !filters.isEmpty else {
            return
        }
        let identifier = try sendFilters(filters) { handle, identifier, count, filters in
            mosquitto_unsubscribe_multiple(handle, identifier, count, filters, nil)
        }
        unsubscribing[identifier] = filters
    }

    /// The largest packet the server takes, in bytes.
    private var sendPacketBytesMax: Int {
        let maximum =
            switch options.protocolVersion {
            case .v5: connack.maximumPacketSizeBytes
            case .v311: options.maximumPacketSizeBytes
            }
        // MQTT's own limit: a remaining length of 268,435,455 and its five bytes of header.
        return maximum.map { Int($0) } ?? 268_435_460
    }

    /// The size of a PUBLISH packet (MQTT 5, section 3.3).
    ///
    /// Computed here because libmosquitto's own check is two bytes generous, and where its second one
    /// strikes, the message stays in its list for good.
    private func publishPacketBytes(topicBytes: Int, payloadBytes: Int, qos: QoS) -> Int {
        let identifierBytes = qos == .atMostOnce ? 0 : 2
        let propertiesBytes = options.protocolVersion == .v5 ? 1 : 0
        let remainingLength = 2 + topicBytes + identifierBytes + propertiesBytes + payloadBytes
        let lengthBytes =
            switch remainingLength {
            case ..<128: 1
            case ..<16_384: 2
            case ..<2_097_152: 3
            default: 4
            }
        return 1 + lengthBytes + remainingLength
    }

    /// Calls one of libmosquitto's functions that take a list of C strings.
    private func sendFilters(
        _ filters: [String],
        with send: (OpaquePointer, UnsafeMutablePointer<Int32>, Int32, UnsafePointer<UnsafeMutablePointer<CChar>?>) ->
            Int32
    ) throws(MQTTError) -> PacketIdentifier {
        guard let handle else {
            throw .notConnected
        }
        for filter in filters where filter.utf8.contains(0) || mosquitto_sub_topic_check(filter) != 0 {
            throw .invalidTopic(filter)
        }
        let pointers = filters.map { strdup($0) }
        defer {
            for pointer in pointers {
                free(pointer)
            }
        }
        var identifier: Int32 = 0
        let code = pointers.withUnsafeBufferPointer { buffer -> Int32 in
            guard let base = buffer.baseAddress else {
                return 0
            }
            return send(handle, &identifier, Int32(buffer.count), base)
        }
        guard code == 0 else {
            throw libraryError(code, errno)
        }
        queuedPackets += 1
        return PacketIdentifier(identifier)
    }
}
