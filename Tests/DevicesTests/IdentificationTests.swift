import Devices
import Observations
import Testing

/// Which model an unknown payload is of.
struct IdentificationTests {
    private static let identifier = PayloadIdentifier(.builtIn)

    /// A candidate is right when it is the model, reads the payload as the model does, or is a sibling that the maker's
    /// bytes do not tell from it: then the label decides.
    @Test func thePayloadOfAModelIsTakenForItOrForASibling() throws {
        var asked = 0
        var missed: [String] = []
        // Every eighth model: `make bench` reports the rate over all of them.
        for (index, entry) in try VectorFile.all().enumerated() where index.isMultiple(of: 8) {
            let file = entry.file
            let id = try #require(ModelID(file.model))
            guard let vector = file.vectors.first(where: { $0.isMeasurement }) else { continue }
            let context = DecodingContext(port: vector.port, receivedAt: vector.context.receivedAt)
            asked += 1
            guard let best = Self.identifier.candidates(for: vector.bytes, context).first else {
                missed.append("\(id): no candidate")
                continue
            }
            if !(best.models + best.siblings).contains(where: { $0.id == id }) {
                missed.append("\(id) taken for \(best.models[0].id)")
            }
        }
        #expect(Double(missed.count) <= 0.05 * Double(asked), "\(missed.count) of \(asked): \(missed)")
    }

    @Test func modelsThatReadAPayloadAlikeAreOneCandidate() throws {
        let payload = try #require(Hexadecimal.decode("01010802290400340500"))
        let candidates = Self.identifier.candidates(
            for: payload,
            DecodingContext(port: 5, receivedAt: Timestamp(microseconds: 0))
        )
        let best = try #require(candidates.first)
        #expect(best.models.count > 1)
        #expect(best.models.allSatisfy { $0.id.vendor.string == "elsys" })
        #expect(best.explainedBytes <= payload.count)
        #expect(candidates.map(\.score) == candidates.map(\.score).sorted(by: >))
    }

    @Test func noModelReadsWhatNoDeviceSends() {
        let context = DecodingContext(port: nil, receivedAt: Timestamp(microseconds: 0))
        #expect(Self.identifier.candidates(for: [], context).isEmpty)
    }
}

extension VectorFile.Vector {
    /// Whether it measures something, and can be read without its key and without the payload before it.
    fileprivate var isMeasurement: Bool {
        key == nil && isDecrypted != true && follows != true && readings?.contains { !$0.observations.isEmpty } == true
    }
}
