import CMosquitto
import Glibc

// libmosquitto calls these on the thread that is inside `read`, `write` or `keepAlive`. They only append to the
// connection's state: destroying the handle here would abort the process.

extension Connection {
    /// Sets what every handle needs: own loop, callbacks, and ourselves as their context.
    func prepareHandle() {
        mosquitto_user_data_set(handle, Unmanaged.passUnretained(self).toOpaque())
        mosquitto_connect_v5_callback_set(handle, receiveConnack)
        mosquitto_disconnect_v5_callback_set(handle, receiveDisconnect)
        mosquitto_message_callback_set(handle, receiveMessage)
        mosquitto_publish_v5_callback_set(handle, receiveAcknowledgement)
        mosquitto_subscribe_v5_callback_set(handle, receiveSubscriptionAnswer)
        mosquitto_unsubscribe_v5_callback_set(handle, receiveUnsubscriptionAnswer)
    }

    /// Collects libmosquitto's error lines while connecting; for the rest its formatting costs too much.
    func collectErrorLines(_ isOn: Bool) {
        mosquitto_log_callback_set(handle, isOn ? receiveLogLine : nil)
    }
}

private func connection(_ context: UnsafeMutableRawPointer?) -> Connection? {
    guard let context else {
        return nil
    }
    return Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
}

private func receiveConnack(
    _: OpaquePointer?,
    context: UnsafeMutableRawPointer?,
    code: Int32,
    flags: Int32,
    properties: OpaquePointer?
) {
    guard let connection = connection(context) else {
        return
    }
    let reason = ReasonCode(connectCode: code, version: connection.options.protocolVersion)
    guard reason == .success else {
        connection.refusal = reason
        return
    }
    var receiveMaximum: UInt16 = 65_535
    var maximumPacketSize: UInt32 = 0
    var serverKeepalive: UInt16 = 0
    let hasMaximumPacketSize =
        mosquitto_property_read_int32(properties, MQTT_PROP_MAXIMUM_PACKET_SIZE.identifier, &maximumPacketSize, false)
        != nil
    let hasServerKeepalive =
        mosquitto_property_read_int16(properties, MQTT_PROP_SERVER_KEEP_ALIVE.identifier, &serverKeepalive, false)
        != nil
    _ = mosquitto_property_read_int16(properties, MQTT_PROP_RECEIVE_MAXIMUM.identifier, &receiveMaximum, false)
    connection.connack = Connack(
        isSessionPresent: flags & 1 != 0,
        receiveMaximum: receiveMaximum,
        maximumPacketSizeBytes: hasMaximumPacketSize ? maximumPacketSize : nil,
        serverKeepaliveSeconds: hasServerKeepalive ? serverKeepalive : nil
    )
    connection.isConnected = true
    connection.events.append(.connected(connection.connack))
    // Ends libmosquitto's reading here, whatever TLS has decrypted already: no message before the hand-over.
    errno = EAGAIN
}

private func receiveDisconnect(
    _: OpaquePointer?,
    context: UnsafeMutableRawPointer?,
    code: Int32,
    _: OpaquePointer?
) {
    connection(context)?.disconnectCode = code
}

private func receiveMessage(
    _: OpaquePointer?,
    context: UnsafeMutableRawPointer?,
    message: UnsafePointer<mosquitto_message>?
) {
    guard let connection = connection(context), let message = message?.pointee, let topic = message.topic else {
        return
    }
    let isAcknowledged = message.qos > 0
    connection.inbox.append(
        InboundMessage(
            topic: [UInt8](UnsafeRawBufferPointer(start: topic, count: strlen(topic))),
            payload: [UInt8](UnsafeRawBufferPointer(start: message.payload, count: Int(message.payloadlen))),
            qos: isAcknowledged ? .atLeastOnce : .atMostOnce,
            isRetained: message.retain
        )
    )
    if isAcknowledged {
        connection.queuedPackets += 1
    }
    // Queueing the PUBACK has left EAGAIN here, from a socket pair that only libmosquitto's own loop drains. Cleared,
    // errno says whether the *socket* is dry; set on purpose, it ends libmosquitto's reading at our limit.
    errno = connection.inbox.count < connection.inboxCountMax ? 0 : EAGAIN
}

private func receiveAcknowledgement(
    _: OpaquePointer?,
    context: UnsafeMutableRawPointer?,
    identifier: Int32,
    reason: Int32,
    _: OpaquePointer?
) {
    // Inside `write` this is only the news that a QoS 0 message has left.
    guard let connection = connection(context), !connection.isWriting else {
        return
    }
    connection.outstandingPublishes -= 1
    let reason = ReasonCode(rawValue: UInt8(truncatingIfNeeded: reason))
    connection.events.append(.acknowledged(PacketIdentifier(identifier), reason))
}

private func receiveSubscriptionAnswer(
    _: OpaquePointer?,
    context: UnsafeMutableRawPointer?,
    identifier: Int32,
    count: Int32,
    reasons: UnsafePointer<Int32>?,
    _: OpaquePointer?
) {
    guard let connection = connection(context),
        let subscriptions = connection.subscribing.removeValue(forKey: PacketIdentifier(identifier))
    else {
        return
    }
    let codes = UnsafeBufferPointer(start: reasons, count: reasons == nil ? 0 : Int(count))
    let results = subscriptions.enumerated().map { index, subscription in
        let reason =
            index < codes.count ? ReasonCode(rawValue: UInt8(truncatingIfNeeded: codes[index])) : .unspecifiedError
        return SubscriptionResult(subscription: subscription, reason: reason)
    }
    connection.events.append(.subscribed(results))
}

private func receiveUnsubscriptionAnswer(
    _: OpaquePointer?,
    context: UnsafeMutableRawPointer?,
    identifier: Int32,
    _: OpaquePointer?
) {
    guard let connection = connection(context),
        let filters = connection.unsubscribing.removeValue(forKey: PacketIdentifier(identifier))
    else {
        return
    }
    connection.events.append(.unsubscribed(filters))
}

private func receiveLogLine(
    _: OpaquePointer?,
    context: UnsafeMutableRawPointer?,
    level: Int32,
    line: UnsafePointer<CChar>?
) {
    guard let connection = connection(context), level == MOSQ_LOG_ERR, let line else {
        return
    }
    connection.errorLines.append(String(cString: line))
}
