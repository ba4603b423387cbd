import Devices
import Observations
import Testing

/// The Things Stack v3's messages.
struct TheThingsStackTests {
    static let topic = "v3/city@tenant/devices/aq-3/up"

    static let up = #"""
        {"end_device_ids":{"device_id":"aq-3","application_ids":{"application_id":"city"},
          "dev_eui":"70B3D50000000ABC","join_eui":"800000000000000C","dev_addr":"00BCB929"},
         "correlation_ids":["gs:uplink:01A","as:up:01B","ns:uplink:01C","rpc:/x"],
         "received_at":"2026-11-23T08:00:01.5Z",
         "uplink_message":{"session_key_id":"x","f_port":85,"f_cnt":4711,"frm_payload":"AQDiAilh//8=",
          "decoded_payload":{"f_cnt":1,"frm_payload":"no"},
          "rx_metadata":[{"gateway_ids":{"gateway_id":"a"},"rssi":-110,"snr":-3.5},
                         {"rssi":-97,"channel_rssi":-97,"snr":6.5,"location":{"latitude":10.9}},{"rssi":-120}],
          "settings":{"data_rate":{"lora":{"bandwidth":125000}},"frequency":"923200000"},
          "received_at":"2026-11-23T08:00:00.123456789Z","consumed_airtime":"0.061696s"}}
        """#

    private static func open(
        _ message: String,
        _ memory: inout EnvelopeMemory
    ) throws(EnvelopeError) -> Opened {
        try Envelope.theThingsStack.open(
            topic: Array(topic.utf8),
            payload: Array(message.utf8),
            hardwareID: nil,
            receivedAt: Timestamp(microseconds: 0),
            memory: &memory
        )
    }

    private static func open(_ message: String) throws(EnvelopeError) -> Opened {
        var memory = EnvelopeMemory()
        return try open(message, &memory)
    }

    @Test func anUplinkIsOpened() throws {
        guard case .uplink(let uplink) = try Self.open(Self.up) else {
            Issue.record("no uplink")
            return
        }
        #expect(uplink.hardwareID == "70b3d50000000abc")
        #expect(uplink.payload == [0x01, 0x00, 0xE2, 0x02, 0x29, 0x61, 0xFF, 0xFF])
        #expect(uplink.port == 85)
        #expect(uplink.frameCounter == 4711)
        #expect(uplink.networkTime == Timestamp(microseconds: 1_795_420_800_123_456))
        #expect(uplink.deduplicationID == "ns:uplink:01C")
        #expect(uplink.radio == Radio(rssi: -97, snr: 6.5))
        #expect(uplink.parameters == [Parameter(name: "frameCounter", value: .unsigned(4711))])
    }

    @Test func whatProto3LeavesOutIsZero() throws {
        let message = #"{"end_device_ids":{"dev_eui":"0000000000000001"},"uplink_message":{"frm_payload":"AA=="}}"#
        guard case .uplink(let uplink) = try Self.open(message) else {
            Issue.record("no uplink")
            return
        }
        #expect(uplink.frameCounter == 0 && uplink.port == nil && uplink.networkTime == nil)
        #expect(uplink.deduplicationID == nil && uplink.radio == nil)
    }

    @Test func aDeviceWithoutEUIHasItsName() throws {
        let message =
            #"{"end_device_ids":{"device_id":"aq-3"},"simulated":true,"uplink_message":{"frm_payload":"AA=="}}"#
        guard case .uplink(let uplink) = try Self.open(message) else {
            Issue.record("no uplink")
            return
        }
        #expect(uplink.hardwareID == "aq-3")
        #expect(uplink.parameters.contains(Parameter(name: "simulated", value: .boolean(true))))
    }

    @Test func aBatteryReportIsAReadingOnce() throws {
        let battery = #"{"f_cnt":9,"value":67.5,"received_at":"2026-11-23T07:00:00Z"}"#
        func message(_ payload: String, _ battery: String) -> String {
            #"{"end_device_ids":{"dev_eui":"0000000000000001"},"uplink_message":{"frm_payload":"\#(payload)","#
                + #""last_battery_percentage":\#(battery)}}"#
        }
        var memory = EnvelopeMemory()
        guard case .uplinks(let uplinks) = try Self.open(message("AA==", battery), &memory) else {
            Issue.record("no report")
            return
        }
        #expect(uplinks.count == 2)
        #expect(uplinks[0].report?.observations == [Observation(.batteryLevel, 67.5)])
        #expect(uplinks[0].networkTime == Timestamp(microseconds: 1_795_417_200_000_000))
        #expect(uplinks[0].identity == Array(battery.utf8))
        #expect(uplinks[1].payload == [0] && uplinks[1].report == nil && uplinks[1].identity == nil)
        guard case .uplink = try Self.open(message("AA==", battery), &memory) else {
            Issue.record("the same report again")
            return
        }
        memory.messagesComeAgain()
        guard case .uplinks = try Self.open(message("AA==", battery), &memory) else {
            Issue.record("messages come again")
            return
        }
        let empty = #"{"f_cnt":10,"received_at":"2026-11-23T07:30:00Z"}"#
        guard case .uplinks(let alone) = try Self.open(message("", empty), &memory) else {
            Issue.record("no report")
            return
        }
        #expect(alone.map { $0.report?.observations } == [[Observation(.batteryLevel, 0)]], "0 is left out")
    }

    @Test(arguments: [
        (#""join_accept":{"session_key_id":"x"}"#, DeviceEvent.join), (#""downlink_ack":{"f_port":1}"#, .ack),
        (#""downlink_nack":{}"#, .ack), (#""downlink_sent":{}"#, .txack), (#""downlink_queued":{}"#, .downlink),
        (#""downlink_failed":{"error":{}}"#, .downlink), (#""downlink_queue_invalidated":{}"#, .downlink),
        (#""location_solved":{"location":{}}"#, .location), (#""service_data":{"data":{}}"#, .integration),
        (#""uplink_normalized":{}"#, .integration), (#""uplink_message":{"f_cnt":7}"#, .empty),
    ])
    func newsIsNotAnUplink(member: String, event: DeviceEvent) throws {
        let message = #"{"received_at":"x",\#(member),"end_device_ids":{"dev_eui":"00000000000000AB"}}"#
        guard case .deviceEvent(let found, let id) = try Self.open(message) else {
            Issue.record("an uplink")
            return
        }
        #expect(found == event && id == "00000000000000ab")
    }

    @Test(arguments: [
        (#"{"uplink_message":{}}"#, EnvelopeError.missingMember(name: "end_device_ids.dev_eui")),
        (#"{"end_device_ids":{"device_id":"aq-3"}}"#, .missingMember(name: "uplink_message")),
        (#"{"end_device_ids":{"dev_eui":"00"}}"#, .invalidMember(name: "end_device_ids.dev_eui", offset: 30)),
        (
            #"{"end_device_ids":{"device_id":"aq-3"},"uplink_message":{"f_port":256}}"#,
            .invalidMember(name: "uplink_message.f_port", offset: 66)
        ),
        (
            #"{"end_device_ids":{"device_id":"aq-3"},"uplink_message":{"frm_payload":"%"}}"#,
            .invalidMember(name: "uplink_message.frm_payload", offset: 72)
        ),
        (
            #"{"end_device_ids":{"device_id":"aq-4"},"uplink_message":{"frm_payload":"AA=="}}"#,
            .contradictingIDs(topic: "aq-3", message: "aq-4")
        ),
        ("[1]", .notAnObject(offset: 0)), ("{", .malformedJSON(.truncated(offset: 1))),
    ])
    func refusesMessagesThatAreNone(message: String, fault: EnvelopeError) {
        #expect(throws: fault) { try Self.open(message) }
    }
}
