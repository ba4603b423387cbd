import JSONSchema
import MQTT

/// An independent subscriber at the operations center's broker; the second ledger (L3) is its.
///
/// Its session outlives its connection, so that it misses nothing while its broker is away.
final class OperationsCenter {
    let peer: Peer
    /// Every reading, in order of arrival, copies included.
    private(set) var deliveries: [Delivery] = []
    /// L3: the samples that arrived.
    private(set) var samples: Set<Sample> = []
    /// What the gateway said of itself, in order.
    private(set) var states: [JSONValue] = []
    /// Who is told of each reading as it comes.
    var witness: (Delivery) -> Void = { _ in }

    init(_ options: ConnectionOptions) { peer = Peer(options, filters: ["ioc/v1/#"]) }

    func exchange(isReadable: Bool) throws {
        _ = peer.exchange(isReadable: isReadable)
        for message in peer.inbox {
            let topic = String(decoding: message.topic, as: UTF8.self)
            if topic.hasSuffix("/state") {
                states.append(try JSONValue(parsing: message.payload))
            } else {
                let delivery = Delivery(topic: topic, payload: message.payload)
                deliveries.append(delivery)
                witness(delivery)
                if let sample = delivery.sample { samples.insert(sample) }
            }
        }
        peer.inbox.removeAll(keepingCapacity: true)
    }

    /// The readings of one thing.
    func deliveries(of thing: String) -> [Delivery] { deliveries.filter { $0.topic.contains("/\(thing)/") } }
}
