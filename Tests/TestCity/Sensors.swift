import Foundation
import MQTT
import TestBroker

/// The sensors of a city, on one connection to the field broker; the first ledger (L1) is theirs.
final class Sensors {
    static let count = 10

    let peer: Peer
    /// L1: what the field broker has acknowledged, in order.
    private(set) var acknowledged: [Sample] = []
    /// Messages a second while there is something to publish.
    var rate = 1_000
    /// How many messages are still to be published; `.max`: until told otherwise.
    var remaining = 0

    private var outstanding: [PacketIdentifier: Sample] = [:]
    private var others = 0
    private var published = 0
    private var allowance = 0.0
    private var last = ContinuousClock.now

    init(_ options: ConnectionOptions) { peer = Peer(options) }

    /// Whether nothing waits for its PUBACK or its turn.
    var isQuiet: Bool { remaining == 0 && outstanding.isEmpty && others == 0 }

    static func thing(_ index: Int) -> String { "air-\(index)" }

    static func topic(_ index: Int) -> String { "field/environment/dev\(index)/up" }

    /// A payload of the model file `acme/air-json`.
    static func payload(_ sequence: Int) -> String {
        let nanoseconds = Int64(Date().timeIntervalSince1970 * 1e6) * 1_000
        let values = #""temp":\#(20 + sequence % 10).5,"hum":\#(40 + sequence % 50),"seq":\#(sequence)"#
        return #"{"ts":\#(nanoseconds),\#(values)}"#
    }

    /// Publishes what the rate allows.
    func turn() {
        peer.connectIfDue()
        let now = ContinuousClock.now
        let elapsed = Double((now - last).components.attoseconds) / 1e18 + Double((now - last).components.seconds)
        last = now
        allowance = min(allowance + elapsed * Double(rate), Double(max(1, rate / 10)))
        guard let connection = peer.connection else { return lost() }
        while remaining > 0, allowance >= 1, connection.outstandingPublishes < connection.publishWindow {
            let index = published % Sensors.count
            let payload = Array(Sensors.payload(published).utf8)
            do throws(MQTTError) {
                let packet = try connection.publish(topic: Sensors.topic(index), payload: payload)
                outstanding[packet] = Sample(thing: Sensors.thing(index), sequence: published)
            } catch {
                return lost()
            }
            published += 1
            remaining -= 1
            allowance -= 1
        }
    }

    /// Publishes a message that is not one of the samples; false while that is not possible.
    func publish(_ payload: [UInt8], to topic: String, retain: Bool = false) throws {
        guard let connection = peer.connection else { throw TestSupportError("the sensors are not connected") }
        try connection.publish(topic: topic, payload: payload, retain: retain)
        others += 1
    }

    func exchange(isReadable: Bool) {
        for (packet, reason) in peer.exchange(isReadable: isReadable) {
            guard let sample = outstanding.removeValue(forKey: packet) else {
                others -= 1
                continue
            }
            if !reason.isFailure { acknowledged.append(sample) }
        }
        if peer.connection == nil { lost() }
    }

    /// What was not acknowledged may or may not have arrived: it is in no ledger.
    private func lost() {
        outstanding.removeAll()
        others = 0
    }
}
