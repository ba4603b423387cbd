import Devices
import Observations
import Testing

/// ChirpStack v4's messages.
struct ChirpStackTests {
    private static let upTopic = "application/ca739e26/device/70b3d50000000abc/event/up"

    private static let up = #"""
        {"deduplicationId":"3ac7e3c4-4401-4b8d-9386-31b0e5ff14e8","time":"2026-11-23T08:00:00.123456789+00:00",
         "deviceInfo":{"tenantName":"City","deviceName":"aq 3","devEui":"70B3D50000000ABC","tags":{"devEui":"no"}},
         "devAddr":"00189440","dr":5,"fCnt":4711,"fPort":85,"confirmed":false,"data":"AQDiAilh\/\/8=",
         "object":{"data":"no","fCnt":1},
         "rxInfo":[{"gatewayId":"a","rssi":-110,"snr":-3.5},{"rssi":-97,"snr":6.5,"location":{"latitude":10.9}},
                   {"rssi":-120}],
         "txInfo":{"frequency":923200000,"rssi":1}}
        """#

    private static func open(_ message: String, topic: String = upTopic) throws(EnvelopeError) -> Opened {
        try Envelope.chirpstack.open(topic: Array(topic.utf8), payload: Array(message.utf8), hardwareID: nil)
    }

    private static func uplink(_ message: String, topic: String = upTopic) throws -> Uplink {
        guard case .uplink(let uplink) = try open(message, topic: topic) else {
            throw EnvelopeError.missingMember(name: "an uplink")
        }
        return uplink
    }

    @Test func anUplinkIsOpened() throws {
        let uplink = try ChirpStackTests.uplink(ChirpStackTests.up)
        #expect(uplink.hardwareID == "70b3d50000000abc")
        #expect(uplink.payload == [0x01, 0x00, 0xE2, 0x02, 0x29, 0x61, 0xFF, 0xFF])
        #expect(uplink.port == 85)
        #expect(uplink.frameCounter == 4711)
        #expect(uplink.networkTime == Timestamp(microseconds: 1_795_420_800_123_456))
        #expect(uplink.deduplicationID == "3ac7e3c4-4401-4b8d-9386-31b0e5ff14e8")
        #expect(uplink.radio == Radio(rssi: -97, snr: 6.5))
        #expect(uplink.parameters == [Parameter(name: "frameCounter", value: .unsigned(4711))])
    }

    @Test func whatProto3LeavesOutIsZero() throws {
        let uplink = try ChirpStackTests.uplink(
            #"{"deviceInfo":{"devEui":"70b3d50000000abc"},"data":"AA==","rxInfo":[{"gatewayId":"a"}]}"#
        )
        #expect(uplink.frameCounter == 0)
        #expect(uplink.port == nil)
        #expect(uplink.networkTime == nil)
        #expect(uplink.deduplicationID == nil)
        #expect(uplink.radio == Radio(rssi: 0, snr: 0))
    }

    @Test func anUplinkWithoutReceptionHasNoRadio() throws {
        let uplink = try ChirpStackTests.uplink(#"{"deviceInfo":{"devEui":"70b3d50000000abc"},"data":"AA=="}"#)
        #expect(uplink.radio == nil)
    }

    @Test func aBridgedTopicWithoutEventLevelIsToldByTheMembers() throws {
        #expect(try ChirpStackTests.uplink(ChirpStackTests.up, topic: "field/air/dev-000123/up").port == 85)
    }

    @Test(arguments: [
        (
            #""margin":10,"externalPowerSource":false,"batteryLevelUnavailable":false,"batteryLevel":97.5"#,
            [Observation(.batteryLevel, 97.5), Observation(.externalPower, false), Observation(.linkMargin, 10)]
        ),
        (
            #""margin":-7,"externalPowerSource":true"#,
            [Observation(.externalPower, true), Observation(.linkMargin, -7)]
        ),
        (
            #""batteryLevelUnavailable":true"#, [Observation(.externalPower, false), Observation(.linkMargin, 0)]
        ),
        (
            #""margin":3"#,
            [Observation(.batteryLevel, 0), Observation(.externalPower, false), Observation(.linkMargin, 3)]
        ),
    ])
    func aStatusIsAReadingOfTheDevice(members: String, observations: [Observation]) throws {
        let message = #"""
            {"deduplicationId":"d","time":"2026-11-23T08:00:00Z","deviceInfo":{"devEui":"0000000000000001"},\#(members)}
            """#
        for topic in ["application/1/device/0000000000000001/event/status", "bridged/0000000000000001"] {
            let uplink = try ChirpStackTests.uplink(message, topic: topic)
            #expect(uplink.report == DecodedReading(observations: observations))
            #expect(uplink.hardwareID == "0000000000000001" && uplink.payload.isEmpty)
            #expect(uplink.identity == Array(message.utf8) && uplink.deduplicationID == "d")
            #expect(uplink.networkTime == Timestamp(microseconds: 1_795_420_800_000_000))
        }
    }

    @Test func aStatusThatSaysNothingIsNews() throws {
        let message = #"{"deviceInfo":{"devEui":"0000000000000001"}}"#
        let topic = "application/1/device/0000000000000001/event/status"
        guard case .deviceEvent(.status, _) = try ChirpStackTests.open(message, topic: topic) else {
            Issue.record("a reading of nothing")
            return
        }
    }

    @Test(arguments: [
        (#""queueItemId":"a","acknowledged":true,"fCntDown":3"#, DeviceEvent.ack),
        (#""downlinkId":7,"queueItemId":"a","txInfo":{}"#, .txack),
        (#""level":"ERROR","code":"UPLINK_CODEC","description":"x""#, .log),
        (#""location":{"latitude":10.9,"longitude":106.6}"#, .location),
        (#""integrationName":"x","object":{}"#, .integration),
        (#""devAddr":"00189440""#, .join),
    ])
    func newsIsNotAnUplink(members: String, event: DeviceEvent) throws {
        let message = #"{"time":"2026-11-23T08:00:00Z","deviceInfo":{"devEui":"0000000000000001"},\#(members)}"#
        let topics = ["application/1/device/0000000000000001/event/\(event.rawValue)", "bridged/0000000000000001"]
        for topic in topics {
            guard case .deviceEvent(let found, let id) = try ChirpStackTests.open(message, topic: topic) else {
                Issue.record("\(topic): an uplink")
                continue
            }
            #expect(found == event)
            #expect(id == "0000000000000001")
        }
    }

    @Test func anUplinkOfCommandsOnlyIsEmpty() throws {
        let message = #"{"deviceInfo":{"devEui":"70b3d50000000abc"},"fCnt":7,"rxInfo":[{"rssi":-1}]}"#
        for topic in [ChirpStackTests.upTopic, "bridged/x"] {
            guard case .deviceEvent(.empty, _) = try ChirpStackTests.open(message, topic: topic) else {
                Issue.record("\(topic)")
                continue
            }
        }
    }

    @Test(arguments: [
        (#"{"data":"AA=="}"#, EnvelopeError.missingMember(name: "deviceInfo.devEui")),
        (#"{"deviceInfo":{"devEui":"00"},"data":""}"#, .invalidMember(name: "deviceInfo.devEui", offset: 25)),
        (
            #"{"deviceInfo":{"devEui":"000000000000000g"}}"#,
            .invalidMember(name: "deviceInfo.devEui", offset: 25)
        ),
        (
            #"{"deviceInfo":{"devEui":"0000000000000001"},"data":"A"}"#, .invalidMember(name: "data", offset: 52)
        ),
        (#"{"deviceInfo":{"devEui":"0000000000000001"},"data":7}"#, .invalidMember(name: "data", offset: 51)),
        (
            #"{"deviceInfo":{"devEui":"0000000000000001"},"fPort":256,"data":"AA=="}"#,
            .invalidMember(name: "fPort", offset: 52)
        ),
        (
            #"{"deviceInfo":{"devEui":"0000000000000001"},"fCnt":4294967296,"data":"AA=="}"#,
            .invalidMember(name: "fCnt", offset: 51)
        ),
        (#"[1]"#, .notAnObject(offset: 0)),
        (#"{"deviceInfo":"#, .malformedJSON(.truncated(offset: 14))),
        (#"{} {}"#, .malformedJSON(.trailingBytes(offset: 3))),
    ])
    func refusesMessagesThatAreNone(message: String, fault: EnvelopeError) {
        #expect(throws: fault) { try ChirpStackTests.open(message) }
    }

    @Test func refusesAnEventThatItDoesNotKnow() {
        #expect(throws: EnvelopeError.unknownEvent(offset: 29)) {
            try ChirpStackTests.open(ChirpStackTests.up, topic: "application/1/device/2/event/upp")
        }
        #expect(throws: EnvelopeError.unknownEvent(offset: 29)) {
            try ChirpStackTests.open(ChirpStackTests.up, topic: "application/1/device/2/event/empty")
        }
    }

    @Test func everyPrefixAndBitFlipIsOpenedOrRefused() {
        let message = Array(ChirpStackTests.up.utf8)
        let topic = Array(ChirpStackTests.upTopic.utf8)
        for count in 0..<message.count {
            #expect(throws: EnvelopeError.self) {
                try Envelope.chirpstack.open(topic: topic, payload: Array(message.prefix(count)), hardwareID: nil)
            }
        }
        for bit in 0..<8 * message.count {
            var flipped = message
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            do throws(EnvelopeError) {
                _ = try Envelope.chirpstack.open(topic: topic, payload: flipped, hardwareID: nil)
            } catch .malformedJSON(let fault) {
                #expect((0...flipped.count).contains(fault.offset))
            } catch {}
        }
    }
}
