import Devices
import Observations
import Testing

/// What models do with payloads that nobody meant to send: an error with an offset within the payload, or readings that
/// obey the rules of readings; never a crash.
struct ModelSurvivalTests {
    @Test func everyPrefixIsReadOrRefused() throws {
        try forEveryVector { model, payload, context in
            for count in 0...payload.count { check(model, Array(payload.prefix(count)), context) }
        }
    }

    @Test func everySingleBitFlipIsReadOrRefused() throws {
        try forEveryVector { model, payload, context in
            for bit in 0..<8 * payload.count {
                var flipped = payload
                flipped[bit / 8] ^= 1 << UInt8(bit % 8)
                check(model, flipped, context)
            }
        }
    }

    @Test(arguments: UInt64(1)...20) func randomBytesAreReadOrRefused(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for model in ModelCatalogue.builtIn.models {
            for port in model.ports + [0, 255] {
                for _ in 0..<50 {
                    let count = Int.random(in: 0...120, using: &random)
                    let payload = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
                    check(model, payload, DecodingContext(port: port, receivedAt: Timestamp(microseconds: 0)))
                }
            }
        }
    }

    @Test(arguments: ["elsys/ers", "nas/luminaire", "milesight/em300-th", "decentlab/dl-pm", "comtac/klax"])
    func longerThanAFrameIsRefusedUnread(name: String) throws {
        let model = try #require(ModelID(name).flatMap { ModelCatalogue.builtIn[$0] })
        let payload = [UInt8](repeating: 0x11, count: 60_000)
        #expect(throws: DecodeError.trailingBytes(offset: 255, count: 59_745)) {
            try model.decode(payload, DecodingContext(port: 60, receivedAt: Timestamp(microseconds: 0)))
        }
    }

    @Test(arguments: [
        ("cayenne/lpp", nil, "01856a000000"), ("sensecap/s2120", 3, "7f00"), ("sensecap/s2107", nil, "47800080008000"),
        ("kamstrup/flowiq-2200-lorawan", 1, "78446d000c393b"), ("milesight/ts302", 85, "20ceff9a7f6980f4ff8000"),
    ])
    func whatSaysNothingButAMomentIsRefused(name: String, port: UInt8?, payload: String) throws {
        let model = try #require(ModelID(name).flatMap { ModelCatalogue.builtIn[$0] })
        let bytes = try #require(Hexadecimal.decode(payload))
        #expect(throws: DecodeError.nothingFound(offset: bytes.count)) {
            try model.decode(bytes, DecodingContext(port: port, receivedAt: Timestamp(microseconds: 0)))
        }
    }

    @Test func aNumberThatIsNoneIsNoParameter() throws {
        let model = try #require(ModelID("milesight/uc100").flatMap { ModelCatalogue.builtIn[$0] })
        let bytes = try #require(Hexadecimal.decode("f95fc004000000c07f"))
        let decoded = try model.decode(bytes, DecodingContext(port: 85, receivedAt: Timestamp(microseconds: 0)))
        #expect(decoded.readings.map { $0.parameters.map(\.name) } == [["modbusEvent"]])
    }

    @Test func aReadingHeadWithoutAnIntervalKeepsTheOneThatItWasDeliveredWith() throws {
        let model = try #require(ModelID("comtac/klax").flatMap { ModelCatalogue.builtIn[$0] })
        let bytes = try #require(Hexadecimal.decode("00490000"))
        let decoded = try model.decode(bytes, DecodingContext(port: 100, receivedAt: Timestamp(microseconds: 0)))
        #expect(decoded.learned == nil)
    }

    @Test func manyBaseNamesOfSenMLAreRefused() throws {
        let model = try #require(ModelID("senml/pack").flatMap { ModelCatalogue.builtIn[$0] })
        let records = (0..<20_000).map { "{\"bn\":\"a\($0)\"}" }.joined(separator: ",")
        let context = DecodingContext(port: nil, receivedAt: Timestamp(microseconds: 0))
        #expect(throws: DecodeError.invalidValue(offset: 3475, field: "base name")) {
            try model.decode(Array("[\(records)]".utf8), context)
        }
    }

    private func forEveryVector(_ body: (DeviceModel, [UInt8], DecodingContext) -> Void) throws {
        for (_, file) in try VectorFile.all() {
            let model = try #require(ModelID(file.model).flatMap { ModelCatalogue.builtIn[$0] })
            var formats = FrameFormats()
            for vector in file.vectors {
                body(model, vector.bytes, vector.context(port: vector.port, formats: formats))
                if vector.port != nil { body(model, vector.bytes, vector.context(port: nil, formats: formats)) }
                let context = vector.context(port: vector.port, formats: formats)
                do throws(DecodeError) {
                    if let format = try model.decode(vector.bytes, context).learned { formats.learn(format) }
                } catch {
                    continue
                }
            }
        }
    }

    private func check(_ model: DeviceModel, _ payload: [UInt8], _ context: DecodingContext) {
        do throws(DecodeError) {
            let decoded = try model.decode(payload, context)
            if decoded.readings.isEmpty { Issue.record("\(model.id) \(Hexadecimal.encode(payload)): no reading") }
            for reading in decoded.readings {
                if reading.isEmpty { Issue.record("\(model.id) \(Hexadecimal.encode(payload)): an empty reading") }
                for observation in reading.observations where !model.properties.contains(observation.property) {
                    Issue.record("\(model.id) \(Hexadecimal.encode(payload)): \(observation.property) is not listed")
                }
                guard hasRepetition(reading.observations) else { continue }
                Issue.record("\(model.id) \(Hexadecimal.encode(payload)): \(reading.observations)")
            }
        } catch {
            if !(0...payload.count).contains(error.offset) {
                Issue.record("\(model.id) \(Hexadecimal.encode(payload)): \(error)")
            }
        }
    }

    /// Whether a property and channel stand there twice.
    private func hasRepetition(_ observations: [Observation]) -> Bool {
        guard observations.count > 1 else { return false }
        var seen: Set<Int> = []
        seen.reserveCapacity(observations.count)
        for observation in observations {
            var hasher = Hasher()
            hasher.combine(observation.property)
            hasher.combine(observation.channel)
            if !seen.insert(hasher.finalize()).inserted { return true }
        }
        return false
    }
}
