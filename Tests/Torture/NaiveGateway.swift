import Foundation
import MQTT
import TestBroker

@testable import TestCity

/// A gateway as it must not be: it acknowledges first, keeps what it has in memory, and sends nothing again.
///
/// The controls run it under the same faults; it loses, and the account must say so.
struct NaiveGateway {
    private let field: Peer
    private let uplink: Peer
    private var waiting: [(topic: String, payload: [UInt8])] = []
    private var poller = Poller()

    init(fieldPort: UInt16, uplinkPort: UInt16) {
        var options = ConnectionOptions(host: "127.0.0.1", port: fieldPort, clientID: "gw-field")
        options.cleanStart = false
        options.sessionExpirySeconds = 3_600
        options.receiveMaximum = 1_000
        field = Peer(options, filters: ["field/+/+/up"])
        uplink = Peer(ConnectionOptions(host: "127.0.0.1", port: uplinkPort, clientID: "gw-uplink"))
    }

    /// Until it is killed.
    mutating func run() throws -> Never {
        while true {
            field.connectIfDue()
            uplink.connectIfDue()
            poller.removeAll()
            let fromField = field.add(to: &poller)
            let fromUplink = uplink.add(to: &poller)
            try poller.wait(timeout: .milliseconds(5))
            _ = field.exchange(isReadable: poller.isReadable(fromField))
            _ = uplink.exchange(isReadable: poller.isReadable(fromUplink))
            for message in field.inbox {
                let topic = String(decoding: message.topic, as: UTF8.self)
                let publication = MQTTFrame.Publication(identifier: nil, topic: topic, payload: message.payload)
                guard let sample = Sample(publication) else { continue }
                let head = #"{"id":"\#(sample.thing)-\#(sample.sequence)","thing":"\#(sample.thing)","replayed":false,"#
                let text = head + #""parameters":{"seq":\#(sample.sequence)}}"#
                waiting.append(("ioc/v1/environment-dept/environment/\(sample.thing)/reading", Array(text.utf8)))
            }
            field.inbox.removeAll()
            send()
        }
    }

    private mutating func send() {
        guard let connection = uplink.connection else { return }
        var sent = 0
        while sent < waiting.count, connection.outstandingPublishes < connection.publishWindow {
            do throws(MQTTError) {
                try connection.publish(topic: waiting[sent].topic, payload: waiting[sent].payload)
            } catch {
                break
            }
            sent += 1
        }
        waiting.removeFirst(sent)
    }
}
