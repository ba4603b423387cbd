import Observations

/// The models of Adeunis.
enum AdeunisModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("adeunis/dry-contacts", vectors: 7) {
            model($0, "Adeunis DRY CONTACTS (ARF8170)", .environment, [.eventCount, .contactClosed], .dryContacts)
        },
        BuiltInModels.model("adeunis/field-test-device", vectors: 5) { AdeunisFieldTestDevice.model($0) },
        BuiltInModels.model("adeunis/pulse", vectors: 3) {
            model($0, "Adeunis PULSE (ARF8230)", .utility, [.pulseCount, .analogValue, .alarmActive], .pulse)
        },
        BuiltInModels.model("adeunis/temp", vectors: 3) {
            model($0, "Adeunis TEMP (ARF8180)", .environment, [.airTemperature, .externalTemperature], .temperature)
        },
    ]

    private static func model(
        _ id: ModelID,
        _ title: String,
        _ domain: Domain,
        _ properties: [ObservedProperty],
        _ kind: AdeunisFrame
    ) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: domain,
            properties: properties + [.batteryLow, .deviceFault],
            ports: [1],
            source: "Adeunis, user guide and technical reference manual of the sensor, V2",
            decoder: { (payload, _) throws(DecodeError) in try kind.decode(payload) }
        )
    }
}
