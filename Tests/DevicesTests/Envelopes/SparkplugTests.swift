import Observations
import Testing

@testable import Devices

/// Sparkplug B messages, put together by the field numbers of the specification.
struct SparkplugTests {
    typealias Metric = SparkplugSample.Metric

    private static func open(
        _ topic: String,
        _ payload: [UInt8],
        _ memory: inout EnvelopeMemory
    ) throws(EnvelopeError) -> Opened {
        try Envelope.sparkplugB.open(
            topic: Array(topic.utf8),
            payload: payload,
            hardwareID: nil,
            receivedAt: Timestamp(microseconds: 0),
            memory: &memory
        )
    }

    private static func uplinks(
        _ topic: String,
        _ payload: [UInt8],
        _ memory: inout EnvelopeMemory
    ) throws -> [Uplink] {
        guard case .uplinks(let uplinks) = try open(topic, payload, &memory) else {
            throw EnvelopeError.missingMember(name: "uplinks")
        }
        return uplinks
    }

    private static func born() throws -> EnvelopeMemory {
        var memory = EnvelopeMemory()
        _ = try open("spBv1.0/City/NBIRTH/edge-1", SparkplugSample.nodeBirth, &memory)
        _ = try open("spBv1.0/City/DBIRTH/edge-1/dev-1", SparkplugSample.deviceBirth, &memory)
        return memory
    }

    private static func text(_ uplink: Uplink) -> String { String(decoding: uplink.payload, as: UTF8.self) }

    @Test func aMessageOfTheSpecificationIsReadByteForByte() throws {
        // timestamp 1486144502122, metric "My Metric" of type String with the value "Test", seq 2.
        let bytes: [UInt8] =
            [0x08, 0xEA, 0xF2, 0xF5, 0xA8, 0xA0, 0x2B, 0x12, 0x13, 0x0A, 0x09] + Array("My Metric".utf8)
            + [0x20, 0x0C, 0x7A, 0x04] + Array("Test".utf8) + [0x18, 0x02]
        var memory = EnvelopeMemory()
        let uplinks = try Self.uplinks("spBv1.0/G/NDATA/E", bytes, &memory)
        #expect(uplinks.map(Self.text) == [#"{"My Metric":"Test"}"#])
        #expect(uplinks[0].hardwareID == "G/E")
        #expect(uplinks[0].deviceTime == Timestamp(milliseconds: 1_486_144_502_122))
        #expect(uplinks[0].parameters == [Parameter(name: "sequence", value: .unsigned(2))])
    }

    @Test func aBirthIsAReadingWithoutItsControls() throws {
        var memory = EnvelopeMemory()
        let uplinks = try Self.uplinks("spBv1.0/City/NBIRTH/edge-1", SparkplugSample.nodeBirth, &memory)
        #expect(
            uplinks.map(Self.text) == [#"{"battery_voltage":12.6,"Properties/Hardware Make":"Acme \"X\""}"#]
        )
        #expect(uplinks[0].hardwareID == "City/edge-1")
        #expect(uplinks[0].deviceTime == Timestamp(microseconds: 1_795_420_800_000_000))
    }

    @Test func dataIsReadByTheAliasesOfTheBirthInGroupsOfTimeAndQuality() throws {
        var memory = try Self.born()
        let uplinks = try Self.uplinks("spBv1.0/City/DDATA/edge-1/dev-1", SparkplugSample.deviceData, &memory)
        #expect(
            uplinks.map(Self.text) == [
                #"{"air_temperature":20}"#, #"{"air_temperature":25.25,"counts/in":-2}"#,
                #"{"relative_humidity":99.5}"#,
            ]
        )
        #expect(uplinks.allSatisfy { $0.hardwareID == "City/edge-1/dev-1" })
        #expect(uplinks.map(\.quality) == [.good, .good, .suspect])
        #expect(uplinks.map(\.part) == [0, 1, 2])
        let minute = Timestamp(microseconds: 1_795_420_860_000_000)
        #expect(
            uplinks.map(\.deviceTime) == [Timestamp(microseconds: 1_795_417_200_000_000), minute, minute]
        )
        #expect(uplinks[0].parameters.contains(Parameter(name: "historical", value: .boolean(true))))
        #expect(memory.sparkplug.skippedMetrics == 2, "a data set and a template")
        #expect(memory.sparkplug.sequenceGaps == 0)
    }

    @Test(arguments: [(UInt64(0), Quality.bad), (192, .good), (500, .suspect), (7, .suspect)])
    func theQualityOfAMetricIsKept(code: UInt64, quality: Quality) throws {
        var memory = EnvelopeMemory()
        let payload = SparkplugSample.payload(
            [Metric(name: "a", type: 9, quality: code, value: .float(1))],
            sequence: 3
        )
        #expect(try Self.uplinks("spBv1.0/G/NDATA/E", payload, &memory).map(\.quality) == [quality])
    }

    @Test(arguments: [
        (UInt64(1), Metric.Value.integer(0xFF), "-1"), (2, .integer(0xFFFF_8000), "-32768"),
        (3, .integer(0x8000_0000), "-2147483648"), (4, .long(.max), "-1"), (5, .integer(255), "255"),
        (6, .integer(65_535), "65535"), (7, .integer(4_294_967_295), "4294967295"),
        (8, .long(.max), "18446744073709551615"), (9, .float(0.1), "0.1"), (10, .double(1e-7), "1e-07"),
        (9, .float(.nan), "null"), (10, .double(.infinity), "null"), (11, .boolean(true), "true"),
        (13, .long(1_795_420_800_000), "1795420800000"), (14, .string("x\u{1}"), #""x\u0001""#),
    ])
    func everyTypeIsWrittenAsItIs(type: UInt64, value: Metric.Value, text: String) throws {
        var memory = EnvelopeMemory()
        let payload = SparkplugSample.payload([Metric(name: "a", type: type, value: value)], sequence: 3)
        let uplink = try Self.uplinks("spBv1.0/G/NDATA/E", payload, &memory)[0]
        #expect(Self.text(uplink) == "{\"a\":\(text)}")
        var scanner = JSONScanner(uplink.payload)
        let token = try scanner.nextValue()
        try scanner.skip(token)
        try scanner.finish()
    }

    @Test func aMetricWithoutValueIsNull() throws {
        var memory = EnvelopeMemory()
        let payload = SparkplugSample.payload([Metric(name: "a", type: 9, isNull: true)], sequence: 3)
        #expect(try Self.uplinks("spBv1.0/G/NDATA/E", payload, &memory).map(Self.text) == [#"{"a":null}"#])
    }

    @Test func anAliasWhoseBirthWasNotHeardSaysWhichBirthIsMissing() throws {
        var memory = EnvelopeMemory()
        let fault = #expect(throws: EnvelopeError.self) {
            try Self.open("spBv1.0/City/DDATA/edge-1/dev-1", SparkplugSample.deviceData, &memory)
        }
        guard case .birthNeeded(let birth, let alias, let offset) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(birth == "DBIRTH of City/edge-1/dev-1" && alias == 10)
        #expect(SparkplugSample.deviceData.indices.contains(offset))
        #expect(fault?.isRetriable == true)
        #expect(fault?.description.contains("DBIRTH of City/edge-1/dev-1") == true)
    }

    @Test func aWholeNumberWhoseTypeOnlyTheBirthSaysWaitsForIt() throws {
        var memory = EnvelopeMemory()
        let payload = SparkplugSample.payload([Metric(name: "counts/in", value: .integer(0xFFFF_FFFF))], sequence: 2)
        #expect(throws: EnvelopeError.self) { try Self.open("spBv1.0/City/DDATA/edge-1/dev-1", payload, &memory) }
        memory = try Self.born()
        let uplinks = try Self.uplinks("spBv1.0/City/DDATA/edge-1/dev-1", payload, &memory)
        #expect(uplinks.map(Self.text) == [#"{"counts/in":-1}"#])
    }

    @Test func aNewBirthReplacesWhatAliasesStoodFor() throws {
        var memory = try Self.born()
        let birth = SparkplugSample.payload([Metric(name: "soil_moisture", alias: 10, type: 10)], sequence: 2)
        _ = try Self.open("spBv1.0/City/DBIRTH/edge-1/dev-1", birth, &memory)
        let data = SparkplugSample.payload([Metric(alias: 10, value: .double(3))], sequence: 3)
        #expect(
            try Self.uplinks("spBv1.0/City/DDATA/edge-1/dev-1", data, &memory).map(Self.text)
                == [#"{"soil_moisture":3}"#]
        )
        // The node's own birth forgets its devices.
        _ = try Self.open("spBv1.0/City/NBIRTH/edge-1", SparkplugSample.nodeBirth, &memory)
        #expect(throws: EnvelopeError.self) { try Self.open("spBv1.0/City/DDATA/edge-1/dev-1", data, &memory) }
    }

    @Test func aDeathForgetsTheBirthItBelongsTo() throws {
        var memory = try Self.born()
        let data = SparkplugSample.payload([Metric(alias: 10, value: .double(3))], sequence: 2)
        func death(_ number: UInt64) throws {
            let payload = SparkplugSample.payload([Metric(name: "bdSeq", type: 8, value: .long(number))], sequence: nil)
            guard
                case .deviceEvent(.death, "City/edge-1") = try Self.open("spBv1.0/City/NDEATH/edge-1", payload, &memory)
            else {
                Issue.record("no death")
                return
            }
        }
        try death(6)
        _ = try Self.uplinks("spBv1.0/City/DDATA/edge-1/dev-1", data, &memory)
        try death(7)
        #expect(throws: EnvelopeError.self) { try Self.open("spBv1.0/City/DDATA/edge-1/dev-1", data, &memory) }
        #expect(memory.sparkplug.count == 0)

        memory = try Self.born()
        let gone = SparkplugSample.payload([], sequence: 2)
        guard case .deviceEvent(.death, _) = try Self.open("spBv1.0/City/DDEATH/edge-1/dev-1", gone, &memory) else {
            Issue.record("no death")
            return
        }
        #expect(throws: EnvelopeError.self) { try Self.open("spBv1.0/City/DDATA/edge-1/dev-1", data, &memory) }
    }

    @Test func gapsInTheSequenceAreCountedOnce() throws {
        var memory = try Self.born()
        func data(_ sequence: UInt64) throws {
            let payload = SparkplugSample.payload([Metric(alias: 10, value: .double(3))], sequence: sequence)
            _ = try Self.open("spBv1.0/City/DDATA/edge-1/dev-1", payload, &memory)
        }
        for sequence in 2...255 as ClosedRange<UInt64> { try data(sequence) }
        try data(0)
        #expect(memory.sparkplug.sequenceGaps == 0, "255 is followed by 0")
        try data(2)
        try data(3)
        #expect(memory.sparkplug.sequenceGaps == 1)
        try data(3)
        #expect(memory.sparkplug.sequenceGaps == 1, "the same message again")
        memory.messagesComeAgain()
        try data(1)
        #expect(memory.sparkplug.sequenceGaps == 1, "messages come again from an earlier one on")
        try data(2)
        memory.messagesComeAgain()
        try data(5)
        #expect(memory.sparkplug.sequenceGaps == 2, "what was lost between two connections")
    }

    @Test(arguments: [
        ("spBv1.0/City/NCMD/edge-1", DeviceEvent.command, "City/edge-1"),
        ("spBv1.0/City/DCMD/edge-1/dev-1", .command, "City/edge-1/dev-1"),
        ("spBv1.0/STATE/scada", .hostState, "scada"), ("bridge/spBv1.0/City/NCMD/edge-1", .command, "City/edge-1"),
        ("spBv1.0/City/NDATA/edge-1", .empty, "City/edge-1"), ("spBv1.0/City/NBIRTH/edge-1", .birth, "City/edge-1"),
    ])
    func whatCarriesNoValueIsNews(topic: String, event: DeviceEvent, hardwareID: String) throws {
        var memory = EnvelopeMemory()
        let payload = SparkplugSample.payload([], sequence: 0)
        guard case .deviceEvent(let found, let id) = try Self.open(topic, payload, &memory) else {
            Issue.record("an uplink")
            return
        }
        #expect(found == event && id == hardwareID)
    }

    @Test(arguments: [
        ("City/NDATA/edge-1", EnvelopeError.unknownEvent(offset: 0)),
        ("spBv1.0/City/XDATA/edge-1", .unknownEvent(offset: 13)),
        ("spBv1.0/City/NDATA/edge-1/more", .unknownEvent(offset: 26)),
        ("spBv1.0/City/DDATA/edge-1", .missingTopicLevel(level: 5)), ("spBv1.0/City", .missingTopicLevel(level: 3)),
        ("spBv1.0/City/NDATA/", .invalidHardwareID),
    ])
    func refusesTopicsThatAreNone(topic: String, fault: EnvelopeError) {
        var memory = EnvelopeMemory()
        #expect(throws: fault) { try Self.open(topic, SparkplugSample.nodeBirth, &memory) }
    }

    @Test(arguments: [
        ([0x08] as [UInt8], 1), ([0x0B], 0), ([0x12, 0x05, 0x0A], 1), ([0x00], 0), ([0x09, 1, 2], 1),
        ([0x08] + [UInt8](repeating: 0xFF, count: 10), 1), ([0x12, 0x03, 0x0A, 0x01, 0xFF], 4), ([0x0A, 0x00], 0),
    ])
    func refusesBytesThatAreNoPayload(bytes: [UInt8], offset: Int) {
        var memory = EnvelopeMemory()
        #expect(throws: EnvelopeError.malformedProtobuf(offset: offset)) {
            try Self.open("spBv1.0/G/NDATA/E", bytes, &memory)
        }
    }

    @Test func theMemoryIsBoundedAndForgetsTheOldestNode() throws {
        var memory = SparkplugMemory()
        for number in 0..<SparkplugMemory.nodesMax + 10 {
            var born = SparkplugMemory.Born()
            born.byAlias[1] = SparkplugMemory.Known(name: "a", type: .float)
            memory.birth(node: "node-\(number)", device: nil, birthSequence: nil, born)
        }
        #expect(memory.count == SparkplugMemory.nodesMax)
        #expect(memory.metric(1, of: "node-9", device: nil) == nil)
        #expect(memory.metric(1, of: "node-10", device: nil)?.name == "a")

        var many = SparkplugMemory.Born()
        for alias in 0..<UInt64(SparkplugMemory.metricsMax / 2) {
            many.byAlias[alias] = SparkplugMemory.Known(name: "a", type: .float)
        }
        for node in ["x", "y", "z"] { memory.birth(node: node, device: "d", birthSequence: nil, many) }
        #expect(memory.count <= SparkplugMemory.metricsMax)
        #expect(memory.metric(1, of: "x", device: "d") == nil)
        #expect(memory.metric(1, of: "z", device: "d") != nil)
    }
    @Test func aMessageOfTooManyMomentsIsRefused() throws {
        func message(_ moments: Int) -> [UInt8] {
            let metrics = (0..<UInt64(moments)).map {
                Metric(name: "a", milliseconds: SparkplugSample.noon + $0, type: 10, value: .double(1))
            }
            return SparkplugSample.payload(metrics, sequence: 1)
        }
        var memory = EnvelopeMemory()
        let most = SparkplugMessage.groupsMax
        #expect(try Self.uplinks("spBv1.0/G/NDATA/E", message(most), &memory).count == most)
        #expect(throws: EnvelopeError.self) { try Self.open("spBv1.0/G/NDATA/E", message(most + 1), &memory) }
    }

    @Test func birthsThatSayNothingTakeNoRoom() {
        var memory = SparkplugMemory()
        for number in 0..<1_000 {
            memory.birth(node: "node", device: "device-\(number)", birthSequence: nil, SparkplugMemory.Born())
        }
        #expect(memory.devices(of: "node") == 0)
    }
}
