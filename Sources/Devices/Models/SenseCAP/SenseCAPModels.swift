import Observations

/// The SenseCAP sensors of Seeed Technology: two payloads, one line for each model.
enum SenseCAPModels {
    static let all: [DeviceModel] = [
        records("sensecap/a1101", vectors: 1, "A1101 vision sensor"),
        frames("sensecap/air-th", vectors: 3, "air temperature and humidity sensor"),
        frames("sensecap/co2", vectors: 2, "CO2 sensor"),
        records("sensecap/k1100", vectors: 3, "K1100 prototype kit"),
        frames("sensecap/light", vectors: 2, "light sensor"),
        frames("sensecap/pressure", vectors: 2, "air pressure sensor"),
        records("sensecap/s2100", vectors: 5, "S2100 data logger"),
        frames("sensecap/s2101", vectors: 9, "S2101 air temperature and humidity sensor", simulator: simulateAir),
        frames("sensecap/s2102", vectors: 2, "S2102 light sensor"),
        frames("sensecap/s2103", vectors: 2, "S2103 CO2, temperature and humidity sensor"),
        frames("sensecap/s2104", vectors: 2, "S2104 soil moisture and temperature sensor"),
        frames("sensecap/s2105", vectors: 2, "S2105 soil moisture, temperature and conductivity sensor"),
        frames("sensecap/s2106", vectors: 2, "S2106 pH sensor"),
        records("sensecap/s2107", vectors: 5, "S2107 temperature sensor with three probes"),
        frames("sensecap/s2108", vectors: 2, "S2108 sensor"),
        frames("sensecap/s2109", vectors: 2, "S2109 sensor"),
        frames("sensecap/s2110", vectors: 4, "S2110 controller of sensors"),
        records("sensecap/s2120", vectors: 11, "S2120 weather station", simulator: simulateWeather),
        frames("sensecap/soil-th", vectors: 2, "soil moisture and temperature sensor"),
    ]

    private static let framePort: UInt8 = 2
    private static let recordPort: UInt8 = 3

    private static func frames(
        _ name: String,
        vectors: Int,
        _ title: String,
        simulator: DeviceModel.Simulator? = nil
    ) -> DeviceModel {
        BuiltInModels.model(name, vectors: vectors) { id in
            DeviceModel(
                id: id,
                title: "SenseCAP \(title)",
                domain: .environment,
                properties: SenseCAPMeasurement.properties,
                ports: [framePort],
                source:
                    "Seeed Technology, SenseCAP user guides, payload of frames with CRC, and list of measurement ids",
                decoder: { (payload, context) throws(DecodeError) in try SenseCAPFrames.decode(payload, context) },
                simulator: simulator
            )
        }
    }

    private static func records(
        _ name: String,
        vectors: Int,
        _ title: String,
        simulator: DeviceModel.Simulator? = nil
    ) -> DeviceModel {
        BuiltInModels.model(name, vectors: vectors) { id in
            DeviceModel(
                id: id,
                title: "SenseCAP \(title)",
                domain: .environment,
                properties: SenseCAPRecords.properties,
                ports: [recordPort],
                source: "Seeed Technology, SenseCAP user guides, payload of records",
                decoder: { (payload, context) throws(DecodeError) in try SenseCAPRecords.decode(payload, context) },
                simulator: simulator
            )
        }
    }

    @Sendable private static func simulateAir(_ device: inout SimulatedDevice) -> SimulatedUplink {
        var writer = ByteWriter()
        let values = [
            (4097, device.walk(0, within: 22...36, step: 0.3)), (4098, device.walk(1, within: 45...95, step: 1)),
        ]
        for (id, value) in values {
            writer.uint8(1)
            writer.littleEndian(UInt64(id), 2)
            writer.littleEndian(UInt64(value * 1000), 4)
        }
        writer.littleEndian(UInt64(SenseCAPFrames.checkValue(writer.bytes[...])), 2)
        return SimulatedUplink(payload: writer.bytes, port: framePort, frameCounter: device.frameCounter)
    }

    @Sendable private static func simulateWeather(_ device: inout SimulatedDevice) -> SimulatedUplink {
        var writer = ByteWriter()
        writer.uint8(0x01)
        writer.uint16(UInt16(device.walk(0, within: 220...360, step: 3)))
        writer.uint8(UInt8(device.walk(1, within: 45...95, step: 1)))
        writer.uint32(UInt32(device.walk(2, within: 0...90000, step: 4000)))
        writer.uint8(UInt8(device.walk(3, within: 0...120, step: 8)))
        writer.uint16(UInt16(device.walk(4, within: 0...90, step: 8)))
        writer.uint8(0x02)
        writer.uint16(UInt16(device.walk(5, within: 0...359, step: 20)))
        writer.uint32(0)
        writer.uint16(UInt16(device.walk(6, within: 10020...10140, step: 4)))
        writer.uint8(0x03)
        writer.uint8(UInt8(device.walk(7, within: 70...100, step: 0.2)))
        return SimulatedUplink(payload: writer.bytes, port: recordPort, frameCounter: device.frameCounter)
    }
}
