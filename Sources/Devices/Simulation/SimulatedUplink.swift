/// What a simulated device sends.
public struct SimulatedUplink: Hashable, Sendable {
    /// The bytes that a real device would send.
    public let payload: [UInt8]
    /// The LoRaWAN port; nothing for a model without ports.
    public let port: UInt8?
    /// The network's counter of the device's frames, from 1.
    public let frameCounter: UInt32

    /// An uplink of a simulated device.
    public init(payload: [UInt8], port: UInt8?, frameCounter: UInt32) {
        self.payload = payload
        self.port = port
        self.frameCounter = frameCounter
    }
}
