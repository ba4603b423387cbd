import Observations

/// One type of record of an Elsys payload: how many bytes it has and what they mean.
struct ElsysRecord: Sendable {
    /// How many bytes the value has.
    let size: Int
    /// What the value can be observed as.
    let properties: [ObservedProperty]

    private let meaning: Meaning

    private enum Meaning: Sendable {
        /// A number; value / divisor is in the property's unit.
        case number(Channel?, isSigned: Bool, divisor: Double, ObservationKind)
        /// Three signed bytes, 63 of them 1 g.
        case acceleration
        /// Two signed numbers of three bytes, the lowest byte first, 0.0001 deg.
        case position
        /// Two temperatures of 0.1 Cel: of the infrared sensor, and of what it looks at.
        case infrared
        /// 0 free, 1 pending, 2 taken.
        case occupancy
        /// How much water was noticed since the last report; 0: none.
        case leak
        /// A reference temperature in Cel and 64 pixels, each 0.1 Cel above it.
        case thermalImage
        /// The highest and the mean sound level, dB.
        case sound
        /// Four bytes for the maker.
        case debug
    }

    /// Writes what a value says into a reading.
    func add(_ value: ArraySlice<UInt8>, to reading: inout ReadingBuilder) {
        switch meaning {
        case .number(let channel, let isSigned, let divisor, let kind):
            let number = isSigned ? Double(ElsysRecord.signed(value)) : Double(ElsysRecord.unsigned(value))
            reading.add(properties[0], number / divisor, channel, kind)
        case .acceleration:
            for (channel, byte) in zip([Channels.x, Channels.y, Channels.z], value) {
                reading.add(.acceleration, Double(Int8(bitPattern: byte)) * 9.80665 / 63, channel)
            }
        case .position:
            reading.add(.latitude, Double(ElsysRecord.signed(value.prefix(3).reversed()[...])) / 10_000, nil)
            reading.add(.longitude, Double(ElsysRecord.signed(value.suffix(3).reversed()[...])) / 10_000, nil)
        case .infrared:
            reading.add(.deviceTemperature, Double(ElsysRecord.signed(value.prefix(2))) / 10, Channels.infrared)
            reading.add(.externalTemperature, Double(ElsysRecord.signed(value.suffix(2))) / 10, Channels.infrared)
        case .occupancy:
            let state = ElsysRecord.unsigned(value)
            reading.add(.occupancyState, Double(state), nil)
            if state <= 2 { reading.add(.occupied, state == 2 ? 1 : 0, nil) }
        case .leak:
            let level = ElsysRecord.unsigned(value)
            reading.add(.leakDetected, level > 0 ? 1 : 0, nil)
            reading.add(.analogValue, Double(level), Channels.waterLeak)
        case .thermalImage:
            reading.add(Parameter(name: "thermalImage", value: .json(ElsysRecord.thermalImage(value))))
        case .sound:
            reading.add(.noiseLamax, Double(value[value.startIndex]), nil)
            reading.add(.noiseLaeq, Double(value[value.startIndex + 1]), nil)
        case .debug:
            reading.add(Parameter(name: "debug", value: .unsigned(ElsysRecord.unsigned(value))))
        }
    }

    /// The pixels in Cel as a JSON array.
    private static func thermalImage(_ value: ArraySlice<UInt8>) -> String {
        let reference = Int(value[value.startIndex]) * 10
        var text: [UInt8] = [UInt8(ascii: "[")]
        text.reserveCapacity(6 * value.count)
        for pixel in value.dropFirst() {
            let tenths = reference + Int(pixel)
            for power in [10_000, 1000, 100, 10] where tenths >= power || power == 10 {
                text.append(UInt8(ascii: "0") + UInt8(tenths / power % 10))
            }
            text.append(UInt8(ascii: "."))
            text.append(UInt8(ascii: "0") + UInt8(tenths % 10))
            text.append(UInt8(ascii: ","))
        }
        text[text.count - 1] = UInt8(ascii: "]")
        return String(decoding: text, as: UTF8.self)
    }

    private static func unsigned(_ value: ArraySlice<UInt8>) -> UInt64 {
        var number: UInt64 = 0
        for byte in value { number = number << 8 | UInt64(byte) }
        return number
    }

    private static func signed(_ value: ArraySlice<UInt8>) -> Int64 {
        let shift = Int64(64 - 8 * value.count)
        return (Int64(bitPattern: unsigned(value)) << shift) >> shift
    }

    private enum Channels {
        static let x: Channel = "x"
        static let y: Channel = "y"
        static let z: Channel = "z"
        static let analog1: Channel = "analog-1"
        static let analog2: Channel = "analog-2"
        static let analogMicrovolts: Channel = "analog-uv"
        static let input1: Channel = "input-1"
        static let input2: Channel = "input-2"
        static let input1Total: Channel = "input-1-total"
        static let input2Total: Channel = "input-2-total"
        static let probe1: Channel = "probe-1"
        static let probe2: Channel = "probe-2"
        static let infrared: Channel = "infrared"
        static let movement: Channel = "acceleration"
        static let waterLeak: Channel = "water-leak"
    }

    private init(_ size: Int, _ properties: [ObservedProperty], _ meaning: Meaning) {
        self.size = size
        self.properties = properties
        self.meaning = meaning
    }

    private init(
        _ size: Int,
        _ property: ObservedProperty,
        _ channel: Channel? = nil,
        isSigned: Bool = false,
        per divisor: Double = 1,
        _ kind: ObservationKind = .instant
    ) {
        self.init(size, [property], .number(channel, isSigned: isSigned, divisor: divisor, kind))
    }

    /// The record of every type, 0 to 63; types without a record are reserved.
    static let table: [ElsysRecord?] = {
        var table = [ElsysRecord?](repeating: nil, count: 64)
        table[0x01] = ElsysRecord(2, .airTemperature, isSigned: true, per: 10)
        table[0x02] = ElsysRecord(1, .relativeHumidity)
        table[0x03] = ElsysRecord(3, [.acceleration], .acceleration)
        table[0x04] = ElsysRecord(2, .illuminance)
        table[0x05] = ElsysRecord(1, .motionCount, nil, .delta)
        table[0x06] = ElsysRecord(2, .co2)
        table[0x07] = ElsysRecord(2, .batteryVoltage, per: 1000)
        table[0x08] = ElsysRecord(2, .voltage, Channels.analog1, per: 1000)
        table[0x09] = ElsysRecord(6, [.latitude, .longitude], .position)
        table[0x0A] = ElsysRecord(2, .pulseCount, Channels.input1, .delta)
        table[0x0B] = ElsysRecord(4, .pulseCount, Channels.input1Total, .counter)
        table[0x0C] = ElsysRecord(2, .externalTemperature, Channels.probe1, isSigned: true, per: 10)
        table[0x0D] = ElsysRecord(1, .digitalValue, Channels.input1)
        table[0x0E] = ElsysRecord(2, .distance, per: 1000)
        table[0x0F] = ElsysRecord(1, .motionCount, Channels.movement, .delta)
        table[0x10] = ElsysRecord(4, [.deviceTemperature, .externalTemperature], .infrared)
        table[0x11] = ElsysRecord(1, [.occupancyState, .occupied], .occupancy)
        table[0x12] = ElsysRecord(1, [.leakDetected, .analogValue], .leak)
        table[0x13] = ElsysRecord(65, [], .thermalImage)
        table[0x14] = ElsysRecord(4, .airPressure, per: 1000)
        table[0x15] = ElsysRecord(2, [.noiseLamax, .noiseLaeq], .sound)
        table[0x16] = ElsysRecord(2, .pulseCount, Channels.input2, .delta)
        table[0x17] = ElsysRecord(4, .pulseCount, Channels.input2Total, .counter)
        table[0x18] = ElsysRecord(2, .voltage, Channels.analog2, per: 1000)
        table[0x19] = ElsysRecord(2, .externalTemperature, Channels.probe2, isSigned: true, per: 10)
        table[0x1A] = ElsysRecord(1, .digitalValue, Channels.input2)
        table[0x1B] = ElsysRecord(4, .voltage, Channels.analogMicrovolts, isSigned: true, per: 1_000_000)
        table[0x1C] = ElsysRecord(2, .tvoc)
        table[Int(ElsysPayload.debugType)] = ElsysRecord(4, [], .debug)
        return table
    }()
}
