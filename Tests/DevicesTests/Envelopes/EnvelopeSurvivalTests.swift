import Devices
import Observations
import Testing

/// What envelopes do with messages that nobody meant to send: an error with an offset within the message, or uplinks that
/// obey the rules of uplinks; never a crash.
struct EnvelopeSurvivalTests {
    struct Sample: CustomTestStringConvertible {
        let envelope: Envelope
        let topic: String
        let payload: [UInt8]

        var testDescription: String { "\(envelope.rawValue) \(topic)" }

        init(_ envelope: Envelope, _ topic: String, _ payload: [UInt8]) {
            (self.envelope, self.topic, self.payload) = (envelope, topic, payload)
        }

        init(_ envelope: Envelope, _ topic: String, _ text: String) { self.init(envelope, topic, Array(text.utf8)) }
    }

    static let samples = [
        Sample(.theThingsStack, TheThingsStackTests.topic, TheThingsStackTests.up),
        Sample(
            .theThingsStack,
            TheThingsStackTests.topic,
            #"{"end_device_ids":{"dev_eui":"0000000000000001"},"uplink_message":{"last_battery_percentage":{"value":1.5,"#
                + #""received_at":"2026-11-23T07:00:00Z"}}}"#
        ),
        Sample(
            .chirpstack,
            "application/1/device/0000000000000001/event/status",
            #"{"deviceInfo":{"devEui":"0000000000000001"},"margin":7,"externalPowerSource":false,"batteryLevel":97.5}"#
        ),
        Sample(.sparkplugB, "spBv1.0/City/NBIRTH/edge-1", SparkplugSample.nodeBirth),
        Sample(.sparkplugB, "spBv1.0/City/DBIRTH/edge-1/dev-1", SparkplugSample.deviceBirth),
        Sample(.sparkplugB, "spBv1.0/City/DDATA/edge-1/dev-1", SparkplugSample.deviceData),
        Sample(
            .senml,
            "x",
            #"[{"bn":"m:","bt":1795420800,"n":"c","v":1.5e3,"t":-5},{"n":"d","vs":"a\u00e9"},{"n":"e","vb":true,"u":"W"}]"#
        ),
        Sample(
            .senml,
            "x",
            [0x82, 0xA4, 0x21, 0x62, 0x6D, 0x3A, 0x22, 0x1A, 0x6B, 0x04, 0x02, 0x80, 0x00, 0x61, 0x74, 0x02, 0xF9]
                + [0x4D, 0xE0, 0xBF, 0x00, 0x61, 0x70, 0x02, 0x19, 0x01, 0x13, 0xFF]
        ),
        Sample(.ultralight, UltralightTests.topic, "2026-11-23T08:00:00Z|lle|100|k|abc#gps|1.2/3.4"),
        Sample(.ultralight, "/k/d/attrs/t", "27.5"),
    ]

    @Test(arguments: samples) func theSampleItselfIsOpened(sample: Sample) throws {
        var memory = Self.memory()
        _ = try Self.open(sample, sample.payload, &memory)
    }

    @Test(arguments: samples) func everyPrefixIsOpenedOrRefused(sample: Sample) {
        for count in 0..<sample.payload.count {
            Self.check(sample, Array(sample.payload.prefix(count)))
            Self.check(sample, sample.payload, topic: Array(sample.topic.utf8.prefix(count)))
        }
    }

    @Test(arguments: samples) func everySingleBitFlipIsOpenedOrRefused(sample: Sample) {
        for bit in 0..<8 * sample.payload.count {
            var flipped = sample.payload
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            Self.check(sample, flipped)
        }
        let topic = Array(sample.topic.utf8)
        for bit in 0..<8 * topic.count {
            var flipped = topic
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            Self.check(sample, sample.payload, topic: flipped)
        }
    }

    @Test(arguments: samples) func randomBytesAreOpenedOrRefused(sample: Sample) {
        var random = SplitMix64(seed: 7)
        for _ in 0..<2_000 {
            let count = Int.random(in: 0...120, using: &random)
            Self.check(sample, (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
            var spliced = sample.payload
            let start = Int.random(in: 0..<spliced.count, using: &random)
            let end = Int.random(in: start..<spliced.count, using: &random)
            spliced.replaceSubrange(start..<end, with: spliced[..<Int.random(in: 0...start, using: &random)])
            Self.check(sample, spliced)
        }
    }

    /// A Sparkplug birth is known, so that aliases lead somewhere.
    private static func memory() -> EnvelopeMemory {
        var memory = EnvelopeMemory()
        let birth = Sample(.sparkplugB, "spBv1.0/City/DBIRTH/edge-1/dev-1", SparkplugSample.deviceBirth)
        do throws(EnvelopeError) { _ = try open(birth, birth.payload, &memory) } catch { Issue.record("\(error)") }
        return memory
    }

    private static func open(
        _ sample: Sample,
        _ payload: [UInt8],
        topic: [UInt8]? = nil,
        _ memory: inout EnvelopeMemory
    ) throws(EnvelopeError) -> Opened {
        try sample.envelope.open(
            topic: topic ?? Array(sample.topic.utf8),
            payload: payload,
            hardwareID: nil,
            receivedAt: Timestamp(microseconds: 1_795_420_800_000_000),
            memory: &memory
        )
    }

    private static func check(_ sample: Sample, _ payload: [UInt8], topic: [UInt8]? = nil) {
        var memory = memory()
        do throws(EnvelopeError) {
            switch try open(sample, payload, topic: topic, &memory) {
            case .uplink(let uplink): check(uplink)
            case .uplinks(let uplinks):
                if uplinks.isEmpty { Issue.record("\(sample.testDescription): no uplink") }
                for uplink in uplinks { check(uplink) }
            case .deviceEvent: break
            }
        } catch {
            switch error {
            case .malformedProtobuf(let offset), .malformedText(let offset),
                .birthNeeded(_, _, let offset), .tooManyParts(let offset, _), .notAnObject(let offset),
                .invalidMember(_, let offset):
                if !(0...payload.count).contains(offset) { Issue.record("\(sample.testDescription): \(error)") }
            case .malformedPack(let fault):
                if !(0...payload.count).contains(fault.offset) { Issue.record("\(sample.testDescription): \(error)") }
            case .malformedJSON(let fault):
                if !(0...payload.count).contains(fault.offset) { Issue.record("\(sample.testDescription): \(error)") }
            case .missingMember, .missingTopicLevel, .invalidHardwareID, .unknownEvent, .contradictingIDs,
                .unconfirmedID:
                break
            }
        }
    }

    /// A hardware id of its length, and a payload that every model can take for JSON where it is an object.
    private static func check(_ uplink: Uplink) {
        if !(1...Uplink.hardwareIDBytesMax).contains(uplink.hardwareID.utf8.count) {
            Issue.record("hardware id \(uplink.hardwareID)")
        }
        guard uplink.identity != nil, uplink.report == nil else { return }
        var scanner = JSONScanner(uplink.payload)
        do throws(JSONError) {
            try scanner.skip(try scanner.nextValue())
            try scanner.finish()
        } catch {
            Issue.record("\(String(decoding: uplink.payload, as: UTF8.self)): \(error)")
        }
    }
}
