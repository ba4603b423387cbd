import Observations

/// Milesight GS524N: a smoke detector, with a payload of its own.
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | lower four bits version of the protocol, upper four bits of the firmware |
/// | 1 | 1 | lower four bits what it says, upper four bits kind of sensor: 1 smoke |
/// | 2 | 1 | battery, % |
/// | 3 | 1 | smoke, % |
/// | 4 | 1 | temperature with sign, Cel |
/// | 5 | 1 | check value: the six bytes add up to 0 |
///
/// It says: 1 smoke, 2 silenced, 4 battery low, 5 faulty, 7 all is well, 10 taken off, 11 mounted, 14 and 15 it is being
/// tested, with a good and with a low battery.
///
/// Source: Milesight IoT, GS524N User Guide; SensorDecoders, gs-series/gs524n.
enum MilesightGS524N {
    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Milesight GS524N smoke detector",
            domain: .environment,
            properties: [
                .batteryLevel, .percentage, .airTemperature, .smokeDetected, .batteryLow, .deviceFault, .tamperDetected,
            ],
            ports: [MilesightModels.port],
            source: "Milesight IoT, GS524N User Guide; SensorDecoders, README of the model",
            decoder: { (payload, context) throws(DecodeError) in try decode(payload, context) }
        )
    }

    private static func decode(_ payload: [UInt8], _ context: DecodingContext) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        let versions = try reader.uint8()
        let kind = try reader.uint8()
        guard kind >> 4 == 1 else { throw .unknownType(offset: 1, type: Int(kind)) }
        let message = kind & 0x0F
        guard [1, 2, 4, 5, 7, 10, 11, 14, 15].contains(message) else {
            throw .invalidValue(offset: 1, field: "message")
        }
        let battery = try reader.uint8()
        let smoke = try reader.uint8()
        let temperature = try reader.int8()
        _ = try reader.uint8()
        try reader.finish()
        guard payload.reduce(UInt8(0), &+) == 0 || !context.refusesWrongChecks else {
            throw .wrongChecksum(offset: 5)
        }
        return Decoded(readings: [
            DecodedReading(
                observations: [
                    Observation(.batteryLevel, Double(battery)),
                    Observation(.percentage, Double(smoke), channel: "smoke"),
                    Observation(.airTemperature, Double(temperature)),
                    Observation(.smokeDetected, message == 1),
                    Observation(.batteryLow, message == 4 || message == 15),
                    Observation(.deviceFault, message == 5),
                    Observation(.tamperDetected, message == 10),
                ],
                parameters: [
                    Parameter(name: "protocolVersion", value: .unsigned(UInt64(versions & 0x0F))),
                    Parameter(name: "firmwareVersion", value: .unsigned(UInt64(versions >> 4))),
                    Parameter(name: "message", value: .unsigned(UInt64(message))),
                ]
            )
        ])
    }
}
