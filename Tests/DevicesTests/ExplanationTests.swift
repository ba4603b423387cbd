import Devices
import Observations
import Testing

/// What bytes are read for, found by changing them.
struct ExplanationTests {
    private static let now = Timestamp(microseconds: 1_790_000_000_000_000)

    private func explained(
        _ name: String,
        _ payload: String,
        port: UInt8? = nil
    ) throws -> [PayloadExplanation.Span] {
        let model = try #require(ModelID(name).flatMap { ModelCatalogue.builtIn[$0] })
        let bytes = try #require(Hexadecimal.decode(payload))
        let context = DecodingContext(port: port, receivedAt: Self.now)
        return model.explain(bytes, context, try model.decode(bytes, context)).spans
    }

    private func fact(_ property: ObservedProperty, _ channel: Channel? = nil) -> PayloadFact {
        .observation(reading: 0, property: property, channel: channel)
    }

    @Test func eachByteOfACounterIsReadForWhatItCounts() throws {
        let spans = try explained("parametric/pcr2", "0a000c160009010112", port: 14)
        #expect(spans.map(\.range) == [0..<1, 1..<3, 3..<4, 4..<6, 6..<7, 7..<9])
        #expect(
            spans.map(\.use.role) == [.structure, .value, .structure, .value, .structure, .value]
        )
        #expect(spans[1].use.facts == [fact(.peopleCount, "ltr")])
        #expect(spans[5].use.facts == [fact(.deviceTemperature)])
    }

    @Test func bitsOfOneByteAreReadForDifferentThings() throws {
        let map = try FieldMap(
            id: try #require(ModelID("acme/bits")),
            domain: .environment,
            source: "test",
            format: .binary(.bigEndian),
            fields: [
                FieldMap.Field(source: .bytes(offset: 0, type: .uint8, bits: 0...0), property: "door_open"),
                FieldMap.Field(
                    source: .bytes(offset: 2, type: .int16, bits: nil),
                    property: "air_temperature",
                    scale: 0.1
                ),
            ]
        )
        let model = map.deviceModel
        let payload: [UInt8] = [1, 7, 0, 215, 9, 9]
        let context = DecodingContext(port: nil, receivedAt: Self.now)
        let spans = model.explain(payload, context, try model.decode(payload, context)).spans
        #expect(spans.map(\.range) == [0..<1, 1..<2, 2..<4, 4..<6])
        #expect(spans.map(\.use.role) == [.value, .unread, .value, .unread])
        #expect(spans[0].use.bits == 0b1)
        #expect(spans[0].use.facts == [fact(.doorOpen)])
    }

    /// A wired meter, its sum of check behind the data: the experiment sees through the sum, and names it.
    @Test func whatACheckValueGuardsIsStillSeen() throws {
        let (_, file) = try #require(try VectorFile.all().first { $0.name == "en13757-m-bus.json" })
        let vector = try #require(file.vectors.first { $0.readings?.first?.observations.isEmpty == false })
        let spans = try explained(file.model, vector.payload, port: vector.port)
        #expect(spans.contains { $0.use.role == .value && $0.range.count >= 4 })
        let check = try #require(spans.first { $0.use.role == .check })
        #expect(check.range == vector.bytes.count - 2..<vector.bytes.count - 1, "the sum stands before the stop byte")
        let stop = try #require(spans.last)
        #expect(stop.use.role == .structure && stop.range.upperBound == vector.bytes.count)
    }

    @Test(arguments: ["dsmr-p1.json", "sml-meter.json", "milesight-gs524n.json"])
    func checkValuesOfOtherFormatsAreSeenThrough(name: String) throws {
        let (_, file) = try #require(try VectorFile.all().first { $0.name == name })
        var isSeen = false
        for vector in file.vectors where vector.readings != nil {
            let spans = try explained(file.model, vector.payload, port: vector.port)
            #expect(spans.contains { $0.use.role == .value }, "\(name): \(vector)")
            isSeen = isSeen || spans.contains { $0.use.role == .check }
        }
        #expect(isSeen, "\(name): no vector has a check value")
    }

    @Test func whenTimeIsOverTheRestIsUntried() throws {
        let model = try #require(ModelID("parametric/pcr2").flatMap { ModelCatalogue.builtIn[$0] })
        let payload = try #require(Hexadecimal.decode("0a000c160009010112"))
        let context = DecodingContext(port: 14, receivedAt: Self.now)
        let decoded = try model.decode(payload, context)
        var asked = 0
        let explanation = model.explain(payload, context, decoded) {
            asked += 1
            return asked > 3
        }
        #expect(explanation.bytes.map(\.role) == [.structure, .value, .value] + Array(repeating: .untried, count: 6))
    }

    @Test func aLongTextIsTriedWithinItsBound() throws {
        let model = try #require(ModelID("senml/pack").flatMap { ModelCatalogue.builtIn[$0] })
        let records = (0..<40).map { "{\"n\":\"temp\($0)\",\"u\":\"Cel\",\"v\":\($0).5}" }.joined(separator: ",")
        let payload = Array("[\(records)]".utf8)
        let context = DecodingContext(port: nil, receivedAt: Self.now)
        let decoded = try model.decode(payload, context)
        var trials = 0
        let explanation = PayloadExplanation(payload, decoded) { (changed, _) throws(DecodeError) in
            trials += 1
            return try model.decode(changed, context)
        }
        // A byte that nothing noticed is tried once more with check values compared.
        #expect(trials <= PayloadExplanation.trialsMax + payload.count)
        #expect(!explanation.bytes.contains { $0.role == .untried })
    }

    /// For one payload of every model: everything is tried, values are found, and bytes that are said to be unread may be
    /// anything.
    @Test func everyModelsPayloadsAreExplained() throws {
        var random = SplitMix64(seed: 7)
        var named = 0
        var observed = 0
        for (name, file) in try VectorFile.all() {
            let model = try #require(ModelID(file.model).flatMap { ModelCatalogue.builtIn[$0] })
            guard let vector = file.vectors.first(where: { $0.readings != nil && $0.follows != true }) else { continue }
            let decoded = try model.decode(vector.bytes, vector.context)
            let explanation = model.explain(vector.bytes, vector.context, decoded)
            #expect(explanation.bytes.count == vector.bytes.count, "\(name)")
            #expect(!explanation.bytes.contains { $0.role == .untried }, "\(name)")
            #expect(explanation.spans.map(\.range.count).reduce(0, +) == vector.bytes.count, "\(name)")
            let facts = Set(explanation.bytes.flatMap(\.facts))
            for (index, reading) in decoded.readings.enumerated() {
                observed += reading.observations.count
                named += reading.observations.count { one in
                    facts.contains(.observation(reading: index, property: one.property, channel: one.channel))
                }
            }
            for _ in 0..<10 {
                var changed = vector.bytes
                for (index, use) in explanation.bytes.enumerated() where use.role == .unread {
                    changed[index] = UInt8.random(in: 0...255, using: &random)
                }
                #expect(try model.decode(changed, vector.context) == decoded, "\(name): \(Hexadecimal.encode(changed))")
            }
        }
        #expect(observed > 2_000)
        #expect(named * 100 >= observed * 98, "\(named) of \(observed) observations are traced to bytes")
    }
}
