import JSONSchema
import MQTT
import Testing

/// An independent subscriber at the operations center's broker; the second ledger (L3) is its.
///
/// Its session outlives its connection, so that it misses nothing while its broker is away.
final class OperationsCenter {
    let peer: Peer
    /// Whether readings are kept beside the samples; millions of them do not fit into memory.
    var keepsDeliveries = true
    /// Every reading, in order of arrival, copies included.
    private(set) var deliveries: [Delivery] = []
    /// L3: the samples that arrived.
    private(set) var samples: Set<Sample> = []
    /// What the gateway said of itself, in order.
    private(set) var states: [JSONValue] = []
    /// Who is told of each reading as it comes.
    var witness: (Delivery) -> Void = { _ in }
    /// What the gateway said of each thing, in order; nothing where it cleared its topic.
    private(set) var statuses: [String: [JSONValue?]] = [:]

    init(_ options: ConnectionOptions) { peer = Peer(options, filters: ["ioc/v1/#"]) }

    func exchange(isReadable: Bool) throws {
        _ = peer.exchange(isReadable: isReadable)
        for message in peer.inbox {
            let topic = String(decoding: message.topic, as: UTF8.self)
            if topic.hasSuffix("/state") {
                states.append(try JSONValue(parsing: message.payload))
            } else if topic.hasSuffix("/doctor") {
                #expect(message.payload.isEmpty)
            } else if topic.hasSuffix("/status") {
                let thing = String(topic.split(separator: "/").dropLast().last ?? "")
                let status = message.payload.isEmpty ? nil : try JSONValue(parsing: message.payload)
                statuses[thing, default: []].append(status)
            } else {
                let delivery = Delivery(topic: topic, payload: message.payload)
                if keepsDeliveries { deliveries.append(delivery) }
                witness(delivery)
                if let sample = delivery.sample { samples.insert(sample) }
            }
        }
        peer.inbox.removeAll(keepingCapacity: true)
    }

    /// How a thing is, as was said last; nothing when nothing was, or its topic is cleared.
    func state(of thing: String) -> String? { statuses[thing]?.last??["state"]?.string }

    /// How a thing was, one after the other; `cleared` where its topic was cleared.
    func course(of thing: String) -> [String] {
        (statuses[thing] ?? []).map { $0?["state"]?.string ?? "cleared" }.reduce(into: []) { course, state in
            if course.last != state { course.append(state) }
        }
    }

    /// The readings of one thing.
    func deliveries(of thing: String) -> [Delivery] { deliveries.filter { $0.topic.contains("/\(thing)/") } }
}
