import Devices
import Observations

/// An `up` event as ChirpStack v4's MQTT integration publishes it (see `ChirpStackMessage` for its members).
struct ChirpStackUplink {
    /// The DevEUI.
    let device: String
    /// The device's name in the network server.
    let name: String
    /// The device profile's name.
    let profile: String
    /// When the network server received it.
    let time: Timestamp
    /// What the device sent.
    let uplink: SimulatedUplink

    /// The message; what only a radio knows is drawn from the generator.
    func json(using random: inout SplitMix64) -> String {
        let identifier = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        let rssi = Int.random(in: -118 ... -62, using: &random)
        let snr = Double(Int.random(in: -40...48, using: &random)) / 4
        return """
            {"deduplicationId":"\(ChirpStackUplink.uuid(identifier))","time":"\(time)",\
            "deviceInfo":{"tenantName":"simulated","applicationName":"simulated",\
            "deviceProfileName":\(JSONText.quoted(profile)),"deviceName":\(JSONText.quoted(name)),\
            "devEui":"\(device)","tags":{}},"devAddr":"\(device.suffix(8))","adr":true,"dr":3,\
            "fCnt":\(uplink.frameCounter),"fPort":\(uplink.port ?? 1),"confirmed":false,\
            "data":"\(Base64.encode(uplink.payload))",\
            "rxInfo":[{"gatewayId":"0016c001f0000001","uplinkId":\(uplink.frameCounter),"nsTime":"\(time)",\
            "rssi":\(rssi),"snr":\(snr),"location":{}}],"txInfo":{"frequency":923200000}}
            """
    }

    private static func uuid(_ bytes: [UInt8]) -> String {
        let digits = Hexadecimal.encode(bytes)
        let ends = [8, 12, 16, 20, 32]
        var start = digits.startIndex
        return ends.map { end in
            let stop = digits.index(digits.startIndex, offsetBy: end)
            defer { start = stop }
            return digits[start..<stop]
        }.joined(separator: "-")
    }
}
