import Observations

/// Yobiiq SD-1001: a smoke detector.
///
/// Every record is a channel, a type and a value. On port 8 the channel says what it is: 01 battery in %, 02 mains power,
/// 03 battery low, 04 fault, 05 smoke, 06 alarm of a linked detector, 07 test button. Identity comes with channel `FF`.
///
/// Source: Yobiiq B.V., decoder of SD-1001 (P1002015), version 1.1.0.
enum YobiiqSmokeDetector {
    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Yobiiq SD-1001 smoke detector",
            domain: .environment,
            properties: [
                .batteryLevel, .powerPresent, .batteryLow, .deviceFault, .smokeDetected, .alarmActive, .buttonPressed,
            ],
            ports: [8, 50],
            source: "Yobiiq B.V., decoder of SD-1001 (P1002015), version 1.1.0",
            decoder: { (payload, context) throws(DecodeError) in
                if payload.count == 1 { return try YobiiqRecords.answer(payload) }
                let isIdentity = context.port == 50 || payload.first == 0xFF
                return try YobiiqRecords.read(payload, isIdentity ? identity : states, isByChannel: !isIdentity)
            }
        )
    }

    private static let states = YobiiqField.table([
        (0x01, .value(.batteryLevel, size: 1, isSigned: false)),
        (0x02, YobiiqField(size: 1, meaning: .flag(.powerPresent, nil))),
        (0x03, YobiiqField(size: 1, meaning: .flag(.batteryLow, nil))),
        (0x04, YobiiqField(size: 1, meaning: .flag(.deviceFault, nil))),
        (0x05, YobiiqField(size: 1, meaning: .flag(.smokeDetected, nil))),
        (0x06, YobiiqField(size: 1, meaning: .flag(.alarmActive, "interconnect"))),
        (0x07, YobiiqField(size: 1, meaning: .flag(.buttonPressed, nil))),
    ])

    private static let identity = YobiiqField.table([
        (0x09, YobiiqField(size: 2, meaning: .version("hardware"))),
        (0x0A, YobiiqField(size: 2, meaning: .version("firmware"))),
        (0x0B, YobiiqField(size: 1, meaning: .flag(.powerPresent, nil))),
        (0x0F, .parameter("deviceClass", 1)),
        (0x16, YobiiqField(size: 5, meaning: .year("serialNumber"))),
    ])
}
