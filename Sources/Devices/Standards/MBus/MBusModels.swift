import Observations

/// Meters that speak the European standard: by radio, and by wire.
enum MBusModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("en13757/m-bus", vectors: 10) { model($0, "Wired M-Bus meter", isWirelessAllowed: false) },
        BuiltInModels.model("en13757/wm-bus", vectors: 81) {
            model($0, "Wireless M-Bus meter", isWirelessAllowed: true)
        },
    ]

    /// A model; receivers of radio telegrams often read a wire as well, so that one takes both.
    private static func model(_ id: ModelID, _ title: String, isWirelessAllowed: Bool) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .utility,
            properties: MBusProperty.all + makersProperties,
            source: "EN 13757-2:2018, -3:2018, -4:2019, -7:2018; OMS Specification Vol. 2 (4.3.3)",
            payloadBytesMax: .max,
            usesKey: true,
            decoder: { (payload, context) throws(DecodeError) in
                try MBusDecoder.decode(payload, context, isWirelessAllowed: isWirelessAllowed)
            }
        )
    }

    /// What only decoders of makers' own formats give.
    private static let makersProperties: [ObservedProperty] = [
        .activePowerDemand, .activePowerMaximum, .emptyPipeDetected, .backflowDetected, .leakDetected, .burstDetected,
        .reportingInterval, .meterBlocked, .tamperDetected, .magneticTamperDetected, .smokeDetected, .co2,
    ]
}
