import Observations

/// The sensors of Elektroniksystem i Umeå AB: one payload, one line for each model.
enum ElsysModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("elsys/els", vectors: 2) {
            model($0, "Elsys ELS indoor sensor", [.climate, .light, .motion])
        },
        BuiltInModels.model("elsys/elt-1", vectors: 2) {
            model($0, "Elsys ELT-1 outdoor sensor with inputs", [.climate, .acceleration, .probe])
        },
        BuiltInModels.model("elsys/elt-2", vectors: 5) {
            model($0, "Elsys ELT-2 outdoor sensor with inputs", [.climate, .pressure, .acceleration, .probe])
        },
        BuiltInModels.model("elsys/elt-2hp", vectors: 2) {
            model($0, "Elsys ELT-2HP outdoor sensor with inputs", [.climate, .pressure, .acceleration, .probe])
        },
        BuiltInModels.model("elsys/elt-lite", vectors: 1) {
            model($0, "Elsys ELT Lite outdoor sensor with one input", [.probe])
        },
        BuiltInModels.model("elsys/elt-ultrasonic", vectors: 1) {
            model($0, "Elsys ELT Ultrasonic distance sensor", [.climate, .distance])
        },
        BuiltInModels.model("elsys/ems", vectors: 3) {
            model($0, "Elsys EMS door, leak and movement sensor", [.climate, .acceleration, .leak])
        },
        BuiltInModels.model("elsys/ems-desk", vectors: 1) {
            model($0, "Elsys EMS Desk occupancy sensor", [.climate, .occupancy])
        },
        BuiltInModels.model("elsys/ems-door", vectors: 1) {
            model($0, "Elsys EMS Door sensor", [.climate, .acceleration])
        },
        BuiltInModels.model("elsys/ems-lite", vectors: 1) { model($0, "Elsys EMS Lite sensor", [.climate]) },
        BuiltInModels.model("elsys/ers", vectors: 10) {
            model($0, "Elsys ERS room sensor", [.climate, .light, .motion])
        },
        BuiltInModels.model("elsys/ers-co2", vectors: 1) {
            model($0, "Elsys ERS CO2 room sensor", [.climate, .light, .motion, .co2])
        },
        BuiltInModels.model("elsys/ers-co2-lite", vectors: 1) {
            model($0, "Elsys ERS CO2 Lite room sensor", [.climate, .co2])
        },
        BuiltInModels.model("elsys/ers-desk", vectors: 2) {
            model($0, "Elsys ERS Desk occupancy sensor", [.climate, .light, .motion, .occupancy])
        },
        BuiltInModels.model("elsys/ers-eye", vectors: 1) {
            model($0, "Elsys ERS Eye occupancy sensor", [.climate, .light, .motion, .occupancy])
        },
        BuiltInModels.model("elsys/ers-lite", vectors: 1) { model($0, "Elsys ERS Lite room sensor", [.climate]) },
        BuiltInModels.model("elsys/ers-sound", vectors: 1) {
            model($0, "Elsys ERS Sound room sensor", [.climate, .light, .motion, .sound])
        },
        BuiltInModels.model("elsys/ers-voc", vectors: 1) {
            model($0, "Elsys ERS VOC room sensor", [.climate, .light, .motion, .tvoc])
        },
        BuiltInModels.model("elsys/ers2", vectors: 1) {
            model($0, "Elsys ERS2 room sensor", [.climate, .light, .motion])
        },
        BuiltInModels.model("elsys/ers2-co2", vectors: 1) {
            model($0, "Elsys ERS2 CO2 room sensor", [.climate, .light, .motion, .co2])
        },
        BuiltInModels.model("elsys/ers2-co2-lite", vectors: 1) {
            model($0, "Elsys ERS2 CO2 Lite room sensor", [.climate, .co2])
        },
        BuiltInModels.model("elsys/ers2-eye", vectors: 2) {
            model(
                $0,
                "Elsys ERS2 Eye occupancy sensor",
                [.climate, .light, .motion, .occupancy, .thermalImage]
            )
        },
        BuiltInModels.model("elsys/ers2-lite", vectors: 1) { model($0, "Elsys ERS2 Lite room sensor", [.climate]) },
        BuiltInModels.model("elsys/ers2-sound", vectors: 1) {
            model($0, "Elsys ERS2 Sound room sensor", [.climate, .light, .motion, .sound])
        },
        BuiltInModels.model("elsys/ers2-voc", vectors: 1) {
            model($0, "Elsys ERS2 VOC room sensor", [.climate, .light, .motion, .tvoc])
        },
        BuiltInModels.model("elsys/esm5k", vectors: 2) {
            model($0, "Elsys ESM5k room sensor", [.climate, .light, .motion, .co2])
        },
    ]

    /// The port of sensor data as delivered; the settings come on the next one.
    ///
    /// Both can be changed by the owner.
    static let dataPort: UInt8 = 5

    /// Everything that an Elsys payload can say; which of it a sensor sends is a matter of its settings.
    private static let properties: [ObservedProperty] = {
        var properties: [ObservedProperty] = []
        for case let record? in ElsysRecord.table {
            for property in record.properties where !properties.contains(property) { properties.append(property) }
        }
        return properties
    }()

    /// The model, which the simulator gives the sensors that the maker fits.
    static func model(_ id: ModelID, _ title: String, _ sensors: Set<Sensor>) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .environment,
            properties: properties,
            ports: [dataPort, dataPort + 1],
            source: "Elektroniksystem i Umeå AB, Elsys LoRa payload (Sensor_payload.pdf)",
            decoder: { (payload, context) throws(DecodeError) in try ElsysPayload.decode(payload, context) },
            simulator: { device in simulate(&device, sensors) }
        )
    }

    /// What can be fitted to a sensor.
    enum Sensor: CaseIterable {
        case climate
        case light
        case motion
        case co2
        case tvoc
        case sound
        case occupancy
        case thermalImage
        case acceleration
        case pressure
        case distance
        case probe
        case leak
    }

    /// A payload with one record for each sensor and the battery's voltage.
    private static func simulate(_ device: inout SimulatedDevice, _ sensors: Set<Sensor>) -> SimulatedUplink {
        var writer = ByteWriter()
        for (slot, sensor) in Sensor.allCases.enumerated() where sensors.contains(sensor) {
            write(sensor, slot, &device, &writer)
        }
        writer.uint8(0x07)
        writer.uint16(UInt16(device.walk(40, within: 3400...3650, step: 2)))
        return SimulatedUplink(payload: writer.bytes, port: dataPort, frameCounter: device.frameCounter)
    }

    private static func write(
        _ sensor: Sensor,
        _ slot: Int,
        _ device: inout SimulatedDevice,
        _ writer: inout ByteWriter
    ) {
        switch sensor {
        case .climate:
            writer.uint8(0x01)
            writer.int16(Int16(device.walk(slot, within: 24...36, step: 0.2) * 10))
            writer.uint8(0x02)
            writer.uint8(UInt8(device.walk(30, within: 45...90, step: 1)))
        case .light:
            writer.uint8(0x04)
            writer.uint16(UInt16(device.walk(slot, within: 0...2000, step: 60)))
        case .motion:
            writer.uint8(0x05)
            writer.uint8(UInt8(device.number(in: 0...12)))
        case .co2:
            writer.uint8(0x06)
            writer.uint16(UInt16(device.walk(slot, within: 410...1600, step: 30)))
        case .tvoc:
            writer.uint8(0x1C)
            writer.uint16(UInt16(device.walk(slot, within: 20...900, step: 25)))
        case .sound:
            let mean = device.walk(slot, within: 38...78, step: 3)
            writer.uint8(0x15)
            writer.uint8(UInt8(mean) + UInt8(device.number(in: 3...18)))
            writer.uint8(UInt8(mean))
        case .occupancy:
            writer.uint8(0x11)
            writer.uint8(UInt8(device.number(in: 0...2)))
        case .thermalImage:
            writer.uint8(0x13)
            writer.uint8(22)
            for _ in 0..<64 { writer.uint8(UInt8(device.number(in: 0...90))) }
        case .acceleration:
            writer.uint8(0x03)
            writer.bytes += [0xFF, 0x01, UInt8(device.number(in: 0x3D...0x40))]
        case .pressure:
            writer.uint8(0x14)
            writer.uint32(UInt32(device.walk(slot, within: 1001...1016, step: 0.3) * 1000))
        case .distance:
            writer.uint8(0x0E)
            writer.uint16(UInt16(device.walk(slot, within: 300...5000, step: 40)))
        case .probe:
            writer.uint8(0x0C)
            writer.int16(Int16(device.walk(slot, within: 18...34, step: 0.3) * 10))
        case .leak:
            writer.uint8(0x12)
            writer.uint8(device.number(in: 0...499) == 0 ? 1 : 0)
        }
    }
}
