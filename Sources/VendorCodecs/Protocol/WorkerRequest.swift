/// What the gateway asks of a worker; the worker answers each request with one frame.
///
/// | kind | content | answer |
/// | --- | --- | --- |
/// | 1 load | slot, text | 1 loaded |
/// | 2 decode | count, then for each call: slot, port (1 byte), received (8 bytes), payload | 2 decoded |
/// | 3 forget | slot | 1 loaded |
///
/// Numbers have four bytes where nothing else is said; texts and payloads have their number of bytes before them.
public enum WorkerRequest: Sendable {
    /// Loads a codec's text into a context of its own; a slot that is in use is replaced.
    case load(slot: UInt32, text: [UInt8])
    /// Decodes payloads, one after the other.
    case decode([Item])
    /// Frees a slot.
    case forget(slot: UInt32)

    /// One payload.
    public struct Item: Sendable {
        /// The codec.
        public let slot: UInt32
        /// The LoRaWAN port.
        public let port: UInt8
        /// Microseconds since 1970.
        public let received: Int64
        /// What the device sent.
        public let payload: ArraySlice<UInt8>

        /// A call of its parts.
        public init(slot: UInt32, port: UInt8, received: Int64, payload: ArraySlice<UInt8>) {
            self.slot = slot
            self.port = port
            self.received = received
            self.payload = payload
        }
    }

    /// The frame.
    public func frame() -> [UInt8] {
        var writer = FrameWriter()
        switch self {
        case .load(let slot, let text):
            writer.write(UInt8(1))
            writer.write(slot)
            writer.write(text)
        case .decode(let items):
            writer.write(UInt8(2))
            writer.write(UInt32(items.count))
            for item in items {
                writer.write(item.slot)
                writer.write(item.port)
                writer.write(item.received)
                writer.write(item.payload)
            }
        case .forget(let slot):
            writer.write(UInt8(3))
            writer.write(slot)
        }
        return writer.finish()
    }

    /// Reads a frame's content.
    public init(content: [UInt8]) throws(ProtocolError) {
        var reader = FrameReader(content)
        switch try reader.byte() {
        case 1: self = .load(slot: try reader.number(), text: Array(try reader.content()))
        case 2:
            let count = Int(try reader.number())
            var items: [Item] = []
            items.reserveCapacity(min(count, 1_024))
            for _ in 0..<count {
                items.append(
                    Item(
                        slot: try reader.number(),
                        port: try reader.byte(),
                        received: try reader.longNumber(),
                        payload: try reader.content()
                    )
                )
            }
            self = .decode(items)
        case 3: self = .forget(slot: try reader.number())
        case let kind: throw .unknownKind(kind)
        }
    }
}
