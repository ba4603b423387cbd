/// One connection to the IOC's broker: publishes arrive in order, PUBACKs come back in order, either may be cut off.
struct SimulatedUplink {
    struct Publish {
        let packet: UInt16
        let message: Int
        let reasonCode: UInt8
    }

    let number: Int64
    let receiveMaximum: Int
    private(set) var onTheWay: [Publish] = []
    private(set) var answers: [Publish] = []
    private var nextPacket: UInt16 = 0

    init(number: Int64, receiveMaximum: Int) {
        self.number = number
        self.receiveMaximum = receiveMaximum
    }

    var outstanding: Int { onTheWay.count + answers.count }

    func isOutstanding(_ message: Int) -> Bool {
        onTheWay.contains { $0.message == message } || answers.contains { $0.message == message }
    }

    mutating func publish(_ message: Int, reasonCode: UInt8) -> UInt16 {
        nextPacket = nextPacket == .max ? 1 : nextPacket + 1
        onTheWay.append(Publish(packet: nextPacket, message: message, reasonCode: reasonCode))
        return nextPacket
    }

    /// The broker takes the next publish.
    mutating func deliver() -> Publish? {
        guard !onTheWay.isEmpty else { return nil }
        let publish = onTheWay.removeFirst()
        answers.append(publish)
        return publish
    }

    /// The next PUBACK reaches the gateway.
    mutating func answer() -> Publish? { answers.isEmpty ? nil : answers.removeFirst() }
}
