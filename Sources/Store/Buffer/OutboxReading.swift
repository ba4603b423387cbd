public import Observations

/// A reading as the outbox keeps it: ready to be published, byte for byte.
public struct OutboxReading: Hashable, Sendable {
    /// What is counted against the outbox's limit beside the bytes of body, topic and thing.
    ///
    /// Measured: record header, integers, and the entries of the indexes on key and reception time.
    public static let overheadBytes = 96

    /// The identity of the reading: a second reading with the same id adds no row.
    public let id: ReadingID
    /// Whose reading it is.
    public let thing: Slug
    /// The upstream topic it is published to.
    public let topic: String
    /// The JSON text, with `"replayed":false`.
    public let body: [UInt8]
    /// Where the `false` of `"replayed"` starts, in bytes from the start of the body.
    public let replayedOffset: Int
    /// When the gateway received it, by the wall clock.
    public let received: Timestamp
    /// When the gateway received it, by the steady clock, in microseconds.
    public let receivedSteadyMicroseconds: Int64
    /// The uplink connection that was open at reception; 0 when none was.
    public let connection: Int64
    /// Why the drain passes it by, or nothing when it waits for its turn.
    public let parked: ParkReason?

    /// A reading of its parts.
    ///
    /// - Precondition: `replayedOffset` lies within the body.
    public init(
        id: ReadingID,
        thing: Slug,
        topic: String,
        body: [UInt8],
        replayedOffset: Int,
        received: Timestamp,
        receivedSteadyMicroseconds: Int64,
        connection: Int64,
        parked: ParkReason? = nil
    ) {
        precondition(replayedOffset >= 0 && replayedOffset <= body.count, "replayedOffset lies outside the body")
        self.id = id
        self.thing = thing
        self.topic = topic
        self.body = body
        self.replayedOffset = replayedOffset
        self.received = received
        self.receivedSteadyMicroseconds = receivedSteadyMicroseconds
        self.connection = connection
        self.parked = parked
    }

    /// What the reading counts against the outbox's limit, in bytes.
    public var countedBytes: Int {
        body.count + topic.utf8.count + thing.string.utf8.count + OutboxReading.overheadBytes
    }
}
