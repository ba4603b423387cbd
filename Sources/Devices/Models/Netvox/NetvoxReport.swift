/// One report type of a Netvox device.
struct NetvoxReport: Sendable {
    let type: UInt8
    /// Whether byte 3 is the battery.
    let hasBattery: Bool
    let fields: [NetvoxField]

    /// A bit for every byte that has a meaning.
    private let used: UInt16

    init(_ type: UInt8, hasBattery: Bool = true, _ fields: [NetvoxField]) {
        self.type = type
        self.hasBattery = hasBattery
        self.fields = fields
        var used: UInt16 = hasBattery ? 0b1111 : 0b111
        for field in fields {
            for index in field.offset..<field.offset + field.size { used |= 1 << UInt16(index) }
        }
        self.used = used
    }

    /// The bytes without a meaning, unless all of them are 0.
    func reserved(_ payload: [UInt8]) -> String? {
        var others: [UInt8] = []
        var isNothing = true
        for index in 3..<NetvoxPayload.reportBytes where used >> UInt16(index) & 1 == 0 {
            others.append(payload[index])
            if payload[index] != 0 { isNothing = false }
        }
        return isNothing ? nil : Hexadecimal.encode(others[...])
    }
}
