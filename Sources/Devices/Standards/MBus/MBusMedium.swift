/// What a meter measures, as far as its readings need to know.
enum MBusMedium: UInt8 {
    case other
    case water
    case gas
    case electricity
    case heat
    case cooling
    case heatCost
    case room

    /// The medium of a device type (EN 13757-7:2018, table of device types).
    init(deviceType: UInt8) {
        switch deviceType {
        case 0x02, 0x20, 0x25: self = .electricity
        case 0x03, 0x12, 0x13: self = .gas
        case 0x04, 0x0C, 0x0D: self = .heat
        case 0x0A, 0x0B: self = .cooling
        case 0x06, 0x07, 0x10, 0x11, 0x15, 0x16, 0x17, 0x28: self = .water
        case 0x08: self = .heatCost
        case 0x1A, 0x1B: self = .room
        default: self = .other
        }
    }

    /// A device type in words.
    static func name(_ deviceType: UInt8) -> String? {
        deviceType < names.count ? names[Int(deviceType)] : otherNames[deviceType]
    }

    private static let names = [
        "other", "oil", "electricity", "gas", "heat", "steam", "warm water", "water", "heat cost allocator",
        "compressed air", "cooling (outlet)", "cooling (inlet)", "heat (inlet)", "heat and cooling", "bus or system",
        "unknown", "irrigation water", "water data logger", "gas data logger", "gas converter", "calorific value",
        "hot water", "cold water", "dual water", "pressure", "A/D converter", "smoke detector", "room sensor",
        "gas detector",
    ]

    private static let otherNames: [UInt8: String] = [
        0x20: "breaker", 0x21: "valve", 0x25: "customer unit", 0x28: "waste water", 0x29: "garbage",
        0x2A: "carbon dioxide", 0x31: "communication controller", 0x32: "repeater", 0x33: "repeater",
        0x36: "radio converter (system side)", 0x37: "radio converter (meter side)", 0x38: "bus adapter",
    ]
}
