/// Whether a network server's topic names the same device as the message does.
///
/// A topic that a bridge has renamed names no device, and says nothing against the message.
enum TopicIdentity {
    /// ChirpStack v4: `application/{id}/device/{devEui}/event/{event}`, from its end.
    static func confirmChirpStack(_ topic: [UInt8], _ devEUI: String?) throws(EnvelopeError) {
        guard let devEUI, let event = topic.lastIndex(of: slash), isLevel(topic, "event", endingAt: event) else {
            return
        }
        let end = event - "/event".utf8.count
        guard let start = topic[..<max(0, end)].lastIndex(of: slash), isLevel(topic, "device", endingAt: start) else {
            return
        }
        let named = topic[(start + 1)..<end]
        guard named.count == devEUI.utf8.count, zip(named, devEUI.utf8).allSatisfy({ $0 == $1 || lower($0) == $1 })
        else { throw .contradictingIDs(topic: String(decoding: named, as: UTF8.self), message: devEUI) }
    }

    /// The Things Stack v3: `v3/{application}@{tenant}/devices/{device_id}/…`.
    static func confirmTheThingsStack(_ topic: [UInt8], _ deviceID: String?) throws(EnvelopeError) {
        guard let deviceID, topic.starts(with: "v3/".utf8), let application = topic[3...].firstIndex(of: slash),
            topic[application...].starts(with: "/devices/".utf8)
        else { return }
        let start = application + "/devices/".utf8.count
        guard let end = topic[start...].firstIndex(of: slash) else { return }
        guard topic[start..<end].elementsEqual(deviceID.utf8) else {
            throw .contradictingIDs(topic: String(decoding: topic[start..<end], as: UTF8.self), message: deviceID)
        }
    }

    private static let slash = UInt8(ascii: "/")

    /// Whether the level that ends before a place has this name.
    private static func isLevel(_ topic: [UInt8], _ name: StaticString, endingAt end: Int) -> Bool {
        let start = end - name.utf8CodeUnitCount
        guard start >= 0, start == 0 || topic[start - 1] == slash else { return false }
        return name.withUTF8Buffer { topic[start..<end].elementsEqual($0) }
    }

    /// A capital hexadecimal digit in lower case.
    private static func lower(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte) ? byte | 0x20 : byte
    }
}
