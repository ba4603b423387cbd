import Observations

/// Models for devices whose messages name their values, when they use the names of our vocabulary.
///
/// The payload is a JSON object, as the envelopes `sparkplug-b` and `ultralight` make it.
enum VocabularyModels {
    static let all: [DeviceModel] = [
        model(
            "sparkplug/metrics",
            "Sparkplug B metrics by their names",
            vectors: 9,
            source: "Eclipse Sparkplug 3.0.0 specification, chapter 6"
        ),
        model(
            "fiware/ultralight",
            "UltraLight 2.0 measures by their names",
            vectors: 5,
            source: "IoT Agent for UltraLight 2.0, User & Programmers Manual"
        ),
    ]

    private static func model(_ name: String, _ title: String, vectors: Int, source: String) -> DeviceModel {
        BuiltInModels.model(name, vectors: vectors) { id in
            DeviceModel(
                id: id,
                title: title,
                domain: .environment,
                properties: ObservedProperty.allCases,
                source: source,
                payloadBytesMax: .max,
                decoder: { (payload, _) throws(DecodeError) in try VocabularyPayload.decode(payload) }
            )
        }
    }
}
