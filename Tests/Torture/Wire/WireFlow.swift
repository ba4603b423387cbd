import Foundation

/// One direction of a connection: what was read and is not a whole packet yet, and what waits to be written.
struct WireFlow {
    private static let chunkBytes = 64 << 10
    /// So much waits at most; then nothing is read, and the sender feels it.
    private static let waitingBytesMax = 256 << 10

    let source: Int32
    let sink: Int32
    private(set) var isEnded = false
    /// Whether it carries no MQTT: bytes are forwarded as they come.
    private(set) var isOpaque = false
    private let beginsWithConnect: Bool
    private var hasBegun = false
    private var input: [UInt8] = []
    private var output: [(due: ContinuousClock.Instant, bytes: [UInt8])] = []
    private var written = 0
    private var waitingBytes = 0
    private var allowance = 0.0
    private var last = ContinuousClock.now

    /// `beginsWithConnect`: it is the client's; what begins otherwise is no MQTT.
    init(from source: Int32, to sink: Int32, beginsWithConnect: Bool) {
        self.source = source
        self.sink = sink
        self.beginsWithConnect = beginsWithConnect
    }

    var wantsRead: Bool { !isEnded && waitingBytes < WireFlow.waitingBytesMax }
    var isEmpty: Bool { output.isEmpty }

    func isDue(at now: ContinuousClock.Instant) -> Bool { output.first.map { $0.due <= now } ?? false }

    /// Reads what is there and answers the whole packets; nil: bytes that are no packets.
    mutating func read() -> [MQTTFrame] {
        var chunk = [UInt8](repeating: 0, count: WireFlow.chunkBytes)
        let count = recv(source, &chunk, chunk.count, Int32(MSG_DONTWAIT))
        if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { isEnded = true }
        guard count > 0 else { return [] }
        input += chunk[..<count]
        // A client of MQTT begins with a CONNECT; TLS begins with 0x16, whose length would look like one of MQTT, too.
        if !hasBegun, beginsWithConnect, input[0] != MQTTFrame.Kind.connect.rawValue << 4 { isOpaque = true }
        hasBegun = true
        guard !isOpaque else { return [] }
        var frames: [MQTTFrame] = []
        var place = 0
        scanning: while true {
            switch MQTTFrame.scan(input, at: place) {
            case .frame(let frame):
                frames.append(frame)
                place += frame.bytes.count
            case .incomplete: break scanning
            case .malformed:
                isOpaque = true
                break scanning
            }
        }
        input.removeFirst(place)
        // A packet that no broker here takes: it goes on as bytes.
        if input.count > 4 << 20 { isOpaque = true }
        return frames
    }

    /// What was read that is no packet, once the flow is opaque.
    mutating func takeBytes() -> [UInt8] {
        guard isOpaque else { return [] }
        defer { input = [] }
        return input
    }

    mutating func becomeOpaque() { isOpaque = true }

    mutating func send(_ bytes: [UInt8], after delay: Duration) {
        guard !bytes.isEmpty else { return }
        waitingBytes += bytes.count
        output.append((.now + delay, bytes))
    }

    /// The sink is gone, and with it what waited for it.
    private mutating func giveUp() {
        isEnded = true
        output = []
        written = 0
        waitingBytes = 0
    }

    /// Writes what is due; at most `limit` bytes.
    ///
    /// - Returns: how many bytes were written.
    mutating func write(limit: Int?, bytesPerSecond: Int?) -> Int {
        let now = ContinuousClock.now
        var room = limit ?? .max
        if let bytesPerSecond {
            let elapsed = (now - last) / .seconds(1)
            allowance = min(allowance + elapsed * Double(bytesPerSecond), Double(max(1, bytesPerSecond / 10)))
            room = min(room, Int(allowance))
        }
        last = now
        var total = 0
        while room > 0, let first = output.first, first.due <= now {
            let count = min(room, first.bytes.count - written)
            let sent = first.bytes[written...].withUnsafeBytes {
                Foundation.send(sink, $0.baseAddress, count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else {
                if errno != EAGAIN, errno != EINTR { giveUp() }
                break
            }
            total += sent
            room -= sent
            written += sent
            waitingBytes -= sent
            if written == first.bytes.count {
                output.removeFirst()
                written = 0
            }
        }
        allowance -= Double(total)
        return total
    }
}
