/// One payload for one codec.
public struct CodecCall: Sendable {
    /// The largest payload that a codec gets, in bytes.
    public static let payloadBytesMax = 64 << 10

    /// The codec.
    public let program: CodecProgram
    /// The payload as the device sent it.
    public let payload: [UInt8]
    /// The LoRaWAN port; 0 where there is none.
    public let port: UInt8
    /// When the payload was received, in microseconds since 1970: what the codec sees as `recvTime`.
    public let receivedMicroseconds: Int64

    /// A call of its parts.
    public init(program: CodecProgram, payload: [UInt8], port: UInt8?, receivedMicroseconds: Int64) {
        self.program = program
        self.payload = payload
        self.port = port ?? 0
        self.receivedMicroseconds = receivedMicroseconds
    }
}
