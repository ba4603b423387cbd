/// One MQTT packet as it stands on the wire, read just far enough for the ledgers.
///
/// ```
/// byte 0        type (high nibble), flags (low nibble; of PUBLISH: bits 1–2 QoS)
/// bytes 1–4     length of the rest, 7 bits each, low bits first
/// the rest      variable header and payload
/// ```
struct MQTTFrame {
    /// The types that the taps look at (MQTT 5, table 2-1).
    enum Kind: UInt8 {
        case connect = 1
        case connack = 2
        case publish = 3
        case puback = 4
        case pubcomp = 7
        case suback = 9
    }

    /// What stands at the beginning of a buffer.
    enum Scan {
        case frame(MQTTFrame)
        case incomplete
        /// No packet begins like this.
        case malformed
    }

    let bytes: [UInt8]
    /// Where the rest begins.
    let bodyStart: Int

    /// The packet that begins at a place of a buffer.
    static func scan(_ buffer: [UInt8], at start: Int) -> Scan {
        guard start < buffer.count else { return .incomplete }
        guard buffer[start] >> 4 != 0 else { return .malformed }
        var length = 0
        for index in 0..<4 {
            let place = start + 1 + index
            guard place < buffer.count else { return .incomplete }
            length |= Int(buffer[place] & 0x7F) << (7 * index)
            guard buffer[place] & 0x80 != 0 else {
                let end = place + 1 + length
                guard end <= buffer.count else { return .incomplete }
                return .frame(MQTTFrame(bytes: Array(buffer[start..<end]), bodyStart: place + 1 - start))
            }
        }
        return .malformed
    }

    var kind: Kind? { Kind(rawValue: bytes[0] >> 4) }

    /// The protocol level of a CONNECT: 4 is MQTT 3.1.1, 5 is MQTT 5.
    var protocolLevel: UInt8? {
        guard bytes.count > bodyStart + 6 else { return nil }
        return bytes[bodyStart + 2 + Int(bytes[bodyStart]) << 8 + Int(bytes[bodyStart + 1])]
    }

    /// Whether a CONNACK lets the client in.
    var isAccepted: Bool { bytes.count > bodyStart + 1 && bytes[bodyStart + 1] == 0 }

    /// The identifier of a PUBACK or PUBCOMP, and whether it refuses.
    var acknowledgement: (identifier: UInt16, isRefusal: Bool)? {
        guard bytes.count >= bodyStart + 2 else { return nil }
        return (number(at: bodyStart), bytes.count > bodyStart + 2 && bytes[bodyStart + 2] >= 0x80)
    }

    /// What a PUBLISH carries; the identifier is nil at QoS 0.
    func publication(level: UInt8) -> Publication? {
        guard bytes.count >= bodyStart + 2 else { return nil }
        let topicEnd = bodyStart + 2 + Int(number(at: bodyStart))
        guard topicEnd <= bytes.count else { return nil }
        var place = topicEnd
        var identifier: UInt16?
        if bytes[0] & 0x06 != 0 {
            guard place + 2 <= bytes.count else { return nil }
            identifier = number(at: place)
            place += 2
        }
        if level >= 5 {
            var length = 0
            var shift = 0
            repeat {
                guard place < bytes.count, shift < 28 else { return nil }
                length |= Int(bytes[place] & 0x7F) << shift
                shift += 7
                place += 1
            } while bytes[place - 1] & 0x80 != 0
            place += length
        }
        guard place <= bytes.count else { return nil }
        let topic = String(decoding: bytes[(bodyStart + 2)..<topicEnd], as: UTF8.self)
        return Publication(identifier: identifier, topic: topic, payload: Array(bytes[place...]))
    }

    /// A message on its way.
    struct Publication {
        let identifier: UInt16?
        let topic: String
        let payload: [UInt8]
    }

    /// A PUBACK of MQTT 5 with a reason.
    static func puback(_ identifier: UInt16, reason: UInt8) -> [UInt8] {
        [MQTTFrame.Kind.puback.rawValue << 4, 3, UInt8(identifier >> 8), UInt8(identifier & 0xFF), reason]
    }

    private func number(at place: Int) -> UInt16 { UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1]) }
}
