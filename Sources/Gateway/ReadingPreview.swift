public import Devices
public import Observations
import Store

/// What the gateway publishes of a decoded payload, byte for byte: made by the code that it runs, without a broker.
///
/// The clock is taken to be right.
public enum ReadingPreview {
    /// One message to the operations center.
    public struct Message: Hashable, Sendable {
        /// Where it is published.
        public let topic: String
        /// The reading, JSON.
        public let body: [UInt8]
    }

    /// The messages of one payload, in their order.
    ///
    /// - Parameters:
    ///   - decoded: what the payload says.
    ///   - uplink: the payload and what the network knows about it.
    ///   - thing: whose device has sent it.
    ///   - gateway: the gateway's name.
    ///   - prefix: what every topic begins with.
    ///   - reception: when it is received.
    /// - Returns: a message for each reading.
    public static func messages(
        of decoded: Decoded,
        _ uplink: Uplink,
        thing: Thing,
        gateway: Slug,
        prefix: TopicPrefix,
        at reception: Timestamp
    ) -> [Message] {
        var intake = Intake(
            gateway: gateway,
            routes: [],
            directory: DeviceDirectory(entries: [:]),
            clock: GatewayClock(isSynchronised: true, builtAt: Timestamp(microseconds: 0))
        )
        let topic = DeviceDirectory.topic(of: thing, prefix)
        let entry = DeviceDirectory.Entry(thing: thing, DeviceDirectory.Reader(model: nil), topic: topic)
        let now = Moment(steady: SteadyInstant(microseconds: 0), wall: reception)
        var arrivals = Arrivals()
        intake.normalise(decoded, of: uplink, for: entry, at: now, 0, into: &arrivals)
        return arrivals.readings.map { Message(topic: $0.topic, body: $0.body) }
    }
}
