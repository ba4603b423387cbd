import Observations

/// One field of a Netvox report.
struct NetvoxField: Sendable {
    /// Where it begins in the payload.
    let offset: Int
    /// How many bytes it has.
    let size: Int
    /// What it can be observed as; nothing for a parameter.
    let property: ObservedProperty?

    private let channel: Channel?
    private let kind: ObservationKind
    private let name: String
    private let format: Format
    private let times: Double
    private let divisor: Double
    private let isOptional: Bool

    private enum Format: Sendable {
        case unsigned
        case signed
        /// 0 is no, anything else yes.
        case flag
        /// One bit.
        case bit(UInt8)
        /// The upper half of a number of IEEE 754 binary32, the lower byte first.
        case float
        /// Anything else; nothing when there is nothing to observe.
        case function(@Sendable ([UInt8]) -> Double?)
    }

    /// Reads the field and writes it down.
    func add(_ payload: [UInt8], to observations: inout [Observation], _ parameters: inout [Parameter]) {
        var raw: UInt32 = 0
        for index in offset..<offset + size { raw = raw << 8 | UInt32(payload[index]) }
        guard let property else {
            parameters.append(Parameter(name: name, value: .unsigned(UInt64(raw))))
            return
        }
        if isOptional, raw == UInt32.max >> UInt32(32 - 8 * size) { return }
        switch format {
        case .unsigned: observe(property, Double(raw) * times / divisor, &observations)
        case .signed:
            let shift = Int32(32 - 8 * size)
            observe(property, Double((Int32(bitPattern: raw) << shift) >> shift) * times / divisor, &observations)
        case .flag: observe(property, raw == 0 ? 0 : 1, &observations)
        case .bit(let bit): observe(property, Double(raw >> UInt32(bit) & 1), &observations)
        case .float:
            let bits = UInt32(payload[offset + 1]) << 24 | UInt32(payload[offset]) << 16
            observe(property, Double(Float(bitPattern: bits)), &observations)
        case .function(let function):
            if let number = function(payload) { observe(property, number, &observations) }
        }
    }

    private func observe(_ property: ObservedProperty, _ number: Double, _ observations: inout [Observation]) {
        observations.append(Observation(property, number, channel: channel, kind: kind))
    }

    private init(
        _ format: Format,
        _ offset: Int,
        _ size: Int,
        _ property: ObservedProperty?,
        _ channel: Channel? = nil,
        _ kind: ObservationKind = .instant,
        name: String = "",
        times: Double = 1,
        over divisor: Double = 1,
        isOptional: Bool = false
    ) {
        precondition(offset + size <= NetvoxPayload.reportBytes, "A field ends within the report.")
        self.format = format
        self.offset = offset
        self.size = size
        self.property = property
        self.channel = channel
        self.kind = kind
        self.name = name
        self.times = times
        self.divisor = divisor
        self.isOptional = isOptional
    }

    /// One byte.
    static func u8(
        _ property: ObservedProperty,
        _ offset: Int,
        _ channel: Channel? = nil,
        times: Double = 1,
        over divisor: Double = 1,
        isOptional: Bool = false
    ) -> NetvoxField {
        NetvoxField(.unsigned, offset, 1, property, channel, times: times, over: divisor, isOptional: isOptional)
    }

    /// Two bytes.
    static func u16(
        _ property: ObservedProperty,
        _ offset: Int,
        _ channel: Channel? = nil,
        _ kind: ObservationKind = .instant,
        times: Double = 1,
        over divisor: Double = 1,
        isOptional: Bool = false
    ) -> NetvoxField {
        NetvoxField(.unsigned, offset, 2, property, channel, kind, times: times, over: divisor, isOptional: isOptional)
    }

    /// Two to four bytes.
    static func unsigned(
        _ size: Int,
        _ property: ObservedProperty,
        _ offset: Int,
        _ channel: Channel? = nil,
        _ kind: ObservationKind = .instant,
        over divisor: Double = 1,
        isOptional: Bool = false
    ) -> NetvoxField {
        NetvoxField(.unsigned, offset, size, property, channel, kind, over: divisor, isOptional: isOptional)
    }

    /// One byte with a sign.
    static func s8(_ property: ObservedProperty, _ offset: Int, _ channel: Channel? = nil) -> NetvoxField {
        NetvoxField(.signed, offset, 1, property, channel)
    }

    /// Two bytes with a sign.
    static func s16(
        _ property: ObservedProperty,
        _ offset: Int,
        _ channel: Channel? = nil,
        over divisor: Double = 1,
        isOptional: Bool = false
    ) -> NetvoxField {
        NetvoxField(.signed, offset, 2, property, channel, over: divisor, isOptional: isOptional)
    }

    /// A byte that is 0 for no.
    static func flag(_ property: ObservedProperty, _ offset: Int, _ channel: Channel? = nil) -> NetvoxField {
        NetvoxField(.flag, offset, 1, property, channel)
    }

    /// A bit of a byte.
    static func bit(
        _ bit: UInt8,
        _ property: ObservedProperty,
        _ offset: Int,
        _ channel: Channel? = nil
    ) -> NetvoxField {
        NetvoxField(.bit(bit), offset, 1, property, channel)
    }

    /// Two bytes of a floating number.
    static func float(_ property: ObservedProperty, _ offset: Int, _ channel: Channel? = nil) -> NetvoxField {
        NetvoxField(.float, offset, 2, property, channel)
    }

    /// Bytes with a rule of their own.
    static func function(
        _ property: ObservedProperty,
        _ offset: Int,
        _ size: Int,
        _ channel: Channel? = nil,
        _ function: @escaping @Sendable ([UInt8]) -> Double?
    ) -> NetvoxField {
        NetvoxField(.function(function), offset, size, property, channel)
    }

    /// Bytes that become a parameter as they are.
    static func parameter(_ name: String, _ offset: Int, _ size: Int = 1) -> NetvoxField {
        NetvoxField(.unsigned, offset, size, nil, name: name)
    }
}
