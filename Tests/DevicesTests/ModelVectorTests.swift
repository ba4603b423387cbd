import Devices
import Foundation
import Observations
import Testing

/// Every model against the payloads of its vector file.
struct ModelVectorTests {
    @Test func filesListAndVectorsAgree() throws {
        let files = try VectorFile.all()
        let expected = ModelCatalogue.builtIn.models.map { "\($0.id.vendor)-\($0.id.model).json" }
        #expect(files.map(\.name) == expected.sorted())
        for (name, file) in files {
            #expect(name == file.model.replacingOccurrences(of: "/", with: "-") + ".json")
            #expect(!file.source.isEmpty)
            #expect(!file.vectors.isEmpty)
            let model = try #require(ModelID(file.model).flatMap { ModelCatalogue.builtIn[$0] }, "\(name)")
            let count = file.vectors.count
            #expect(model.vectorCount == count, "write vectors: \(count) into the line of \(model.id)")
            for vector in file.vectors {
                #expect(Hexadecimal.decode(vector.payload) != nil, "\(name): \(vector)")
                #expect((vector.readings == nil) != (vector.error == nil), "\(name): \(vector)")
            }
        }
    }

    @Test func everyVectorSaysWhatTheMakersDocumentSays() throws {
        for (name, file) in try VectorFile.all() {
            let model = try #require(ModelID(file.model).flatMap { ModelCatalogue.builtIn[$0] }, "\(name)")
            var formats = FrameFormats()
            for vector in file.vectors {
                if vector.follows != true { formats = FrameFormats() }
                try check(vector, of: model, &formats, in: name)
            }
        }
    }

    @Test func everythingThatAModelSaysIsInItsListOfProperties() throws {
        for (_, file) in try VectorFile.all() {
            let model = try #require(ModelID(file.model).flatMap { ModelCatalogue.builtIn[$0] })
            var formats = FrameFormats()
            for vector in file.vectors where vector.readings != nil {
                let decoded = try model.decode(vector.bytes, vector.context(port: vector.port, formats: formats))
                if let format = decoded.learned { formats.learn(format) }
                for reading in decoded.readings {
                    for observation in reading.observations {
                        #expect(model.properties.contains(observation.property), "\(model.id): \(observation)")
                    }
                }
            }
        }
    }

    @Test func everyPropertyOfAModelIsListedOnce() {
        for model in ModelCatalogue.builtIn.models {
            #expect(Set(model.properties).count == model.properties.count, "\(model.id)")
        }
    }

    private func check(
        _ vector: VectorFile.Vector,
        of model: DeviceModel,
        _ formats: inout FrameFormats,
        in file: String
    ) throws {
        let place = "\(file): \(vector)"
        let decoded: Decoded
        do throws(DecodeError) {
            decoded = try model.decode(vector.bytes, vector.context(port: vector.port, formats: formats))
            if let format = decoded.learned { formats.learn(format) }
        } catch {
            let failure = try #require(vector.error, "\(place): \(error)")
            #expect(error.reason.rawValue == failure.reason, "\(place)")
            #expect(error.offset == failure.offset, "\(place)")
            return
        }
        let expected = try #require(vector.readings, "\(place) should have been refused")
        #expect(decoded.skippedFields == vector.skippedFields ?? 0, "\(place)")
        try #require(decoded.readings.count == expected.count, "\(place)")
        for (reading, expected) in zip(decoded.readings, expected) {
            #expect(reading.time?.description == expected.time, "\(place)")
            try #require(reading.observations.count == expected.observations.count, "\(place)")
            for (observation, expected) in zip(reading.observations, expected.observations) {
                #expect(observation.property.name == expected.property, "\(place)")
                #expect(observation.channel?.description == expected.channel, "\(place)")
                #expect(observation.kind.rawValue == expected.kind ?? "instant", "\(place)")
                #expect(observation.quality.rawValue == expected.quality ?? "good", "\(place) \(expected)")
                #expect(isEqual(observation.value, expected.value), "\(place): \(observation), not \(expected)")
            }
            checkParameters(reading, expected.parameters ?? [:], place)
        }
    }

    private func checkParameters(_ reading: DecodedReading, _ expected: [String: VectorFile.Scalar], _ place: String) {
        #expect(Set(reading.parameters.map(\.name)) == Set(expected.keys), "\(place)")
        for parameter in reading.parameters {
            let value: VectorFile.Scalar? =
                switch parameter.value {
                case .unsigned(let number): .number(Double(number))
                case .signed(let number): .number(Double(number))
                case .number(let number): .number(number)
                case .boolean(let boolean): .boolean(boolean)
                case .string(let text): .string(text)
                case .json(let text):
                    (try? JSONDecoder().decode([Double].self, from: Data(text.utf8))).map { .numbers($0) }
                }
            #expect(value == expected[parameter.name], "\(place): \(parameter)")
        }
    }

    private func isEqual(_ value: Value?, _ expected: VectorFile.Scalar?) -> Bool {
        switch (value, expected) {
        case (.number(let left), .number(let right)): left == right || abs(left - right) <= 1e-12 * abs(right)
        case (.boolean(let left), .boolean(let right)): left == right
        case (.string(let left), .string(let right)): left == right
        case (nil, nil): true
        default: false
        }
    }
}
