import Observations

/// What every Milesight device says of itself when it joins, and its battery.
///
/// | channel | type | bytes | meaning |
/// | --- | --- | --- | --- |
/// | 01 | 75 | 1 | battery, % |
/// | FF | 01 | 1 | version of the protocol: major in the upper four bits, minor in the lower |
/// | FF | 08 | 6 or 8 | serial number |
/// | FF | 09 | 2 | version of the hardware: major, minor in the upper four bits |
/// | FF | 0A | 2 or 6 | version of the firmware, each byte as two hexadecimal digits |
/// | FF | 0B | 1 | it was switched on |
/// | FF | 0F | 1 | LoRaWAN class: 0 A, 1 B, 2 C, 3 C to B |
/// | FF | 16 | 8 | serial number |
/// | FF | 18 | 2 | which sensors are enabled |
/// | FF | 1F | 4 | version of the firmware, each byte a number |
/// | FF | FE | 1 | it was reset |
/// | FF | FF | 2 | version of the thing specification: major, minor |
///
/// Source: Milesight IoT, user guides, "Basic Information".
enum MilesightDeviceRecords {
    static let all: [MilesightRecord] = [
        MilesightRecord(0x01, 0x75, .battery),
        MilesightRecord(0xFF, 0x01, text("protocolVersion", 1) { "\($0[0] >> 4).\($0[0] & 0x0F)" }),
        MilesightRecord(0xFF, 0x08, text("serialNumber", 6) { Hexadecimal.encode($0) }),
        MilesightRecord(0xFF, 0x08, text("serialNumber", 8) { Hexadecimal.encode($0) }),
        MilesightRecord(0xFF, 0x09, text("hardwareVersion", 2) { "\(hexadecimal($0[0])).\($0[1] >> 4)" }),
        MilesightRecord(0xFF, 0x0A, text("firmwareVersion", 2) { "\(hexadecimal($0[0])).\(hexadecimal($0[1]))" }),
        MilesightRecord(0xFF, 0x0A, text("firmwareVersion", 6) { $0.map(hexadecimal).joined(separator: ".") }),
        MilesightRecord(0xFF, 0x0B, event("poweredOn")),
        MilesightRecord(0xFF, 0x0F, text("loraClass", 1) { $0[0] < classes.count ? classes[Int($0[0])] : "\($0[0])" }),
        MilesightRecord(0xFF, 0x16, text("serialNumber", 8) { Hexadecimal.encode($0) }),
        MilesightRecord(0xFF, 0x18, .parameter("enabledSensors", .u16)),
        MilesightRecord(0xFF, 0x1F, text("firmwareVersion", 4, decimals)),
        MilesightRecord(0xFF, 0xFE, event("wasReset")),
        MilesightRecord(0xFF, 0xFF, text("specificationVersion", 2, decimals)),
    ]

    /// The version of the hardware where the second byte is a number: the devices that count people by camera.
    static let plainHardwareVersion = MilesightRecord(0xFF, 0x09, text("hardwareVersion", 2, decimals))

    private static let classes = ["A", "B", "C", "C to B"]

    /// A text that is made of bytes.
    static func text(
        _ name: String,
        _ count: Int,
        _ text: @escaping @Sendable (_ bytes: [UInt8]) -> String
    ) -> MilesightField {
        .bytes(count, []) { bytes, reading in reading.note(name, .string(text([UInt8](bytes)))) }
    }

    /// A text that is sent as one, up to its first byte that is none.
    static func characters(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { (0x20..<0x7F).contains($0) }, as: UTF8.self)
    }

    private static func event(_ name: String) -> MilesightField {
        .bytes(1, []) { _, reading in reading.note(name, .boolean(true)) }
    }

    @Sendable private static func decimals(_ bytes: [UInt8]) -> String {
        bytes.map { String($0) }.joined(separator: ".")
    }

    @Sendable private static func hexadecimal(_ byte: UInt8) -> String { String(byte, radix: 16) }
}
