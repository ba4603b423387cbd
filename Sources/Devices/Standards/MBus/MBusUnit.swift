/// What a record measures and in which power of ten.
struct MBusUnit: Sendable {
    let quantity: MBusQuantity
    /// The value is the number times ten to this power, in the quantity's unit.
    let exponent: Int8
    /// What is multiplied besides: 60 for minutes.
    let factor: Double

    init(_ quantity: MBusQuantity, _ exponent: Int = 0, times factor: Double = 1) {
        self.quantity = quantity
        self.exponent = Int8(exponent)
        self.factor = factor
    }

    /// What a record's VIF says.
    static func of(_ record: MBusRecord) -> MBusUnit {
        switch record.table {
        case .primary: primary[Int(record.code)]
        case .first: first[Int(record.code)]
        case .second: second[Int(record.code)]
        case .text, .third, .manufacturer, .any: MBusUnit(.parameter)
        }
    }

    /// Whether it is a duration, of which a fault is no fault of the meter.
    var isTime: Bool {
        switch quantity {
        case .onTime, .operatingTime, .batteryOperatingTime, .tariffDuration: true
        default: false
        }
    }

    private static let none = MBusUnit(.parameter)

    /// EN 13757-3:2018, primary VIF codes.
    private static let primary: [MBusUnit] = {
        var table = [MBusUnit](repeating: none, count: 128)
        table.fill(0x00...0x07, .energy, from: -3)
        table.fill(0x08...0x0F, .energyJoule, from: 0)
        table.fill(0x10...0x17, .volume, from: -6)
        table.fill(0x18...0x1F, .mass, from: -3)
        table.fillTimes(0x20, .onTime)
        table.fillTimes(0x24, .operatingTime)
        table.fill(0x28...0x2F, .power, from: -3)
        table.fill(0x30...0x37, .powerJoulePerHour, from: 0)
        table.fill(0x38...0x3F, .volumeFlow, from: -6)
        table.fill(0x40...0x47, .volumeFlowPerMinute, from: -7)
        table.fill(0x48...0x4F, .volumeFlowPerSecond, from: -9)
        table.fill(0x50...0x57, .massFlow, from: -3)
        table.fill(0x58...0x5B, .flowTemperature, from: -3)
        table.fill(0x5C...0x5F, .returnTemperature, from: -3)
        table.fill(0x60...0x63, .temperatureDifference, from: -3)
        table.fill(0x64...0x67, .externalTemperature, from: -3)
        table.fill(0x68...0x6B, .pressure, from: -3)
        table[0x6C] = MBusUnit(.date)
        table[0x6D] = MBusUnit(.dateTime)
        table[0x6E] = MBusUnit(.heatCostUnits)
        table.fillTimes(0x70, .averagingTime)
        table.fillTimes(0x74, .actualityTime)
        return table
    }()

    /// EN 13757-3:2018, codes behind `FB`.
    private static let first: [MBusUnit] = {
        var table = [MBusUnit](repeating: none, count: 128)
        table.fill(0x00...0x01, .energy, from: 5)
        table.fill(0x02...0x03, .reactiveEnergy, from: 3)
        table.fill(0x04...0x05, .apparentEnergy, from: 3)
        table.fill(0x08...0x09, .energyJoule, from: 8)
        table.fill(0x0C...0x0F, .energyCalorie, from: 5)
        table.fill(0x10...0x11, .volume, from: 2)
        table.fill(0x14...0x17, .reactivePower, from: 0)
        table.fill(0x18...0x19, .mass, from: 5)
        table.fill(0x1A...0x1B, .relativeHumidity, from: -1)
        table[0x20] = MBusUnit(.volumeCubicFeet)
        table[0x21] = MBusUnit(.volumeCubicFeet, -1)
        table[0x22] = MBusUnit(.volumeGallon, -1)
        table[0x23] = MBusUnit(.volumeGallon)
        table[0x24] = MBusUnit(.volumeFlowGallonPerMinute, -3)
        table[0x25] = MBusUnit(.volumeFlowGallonPerMinute)
        table[0x26] = MBusUnit(.volumeFlowGallonPerHour)
        table.fill(0x28...0x29, .power, from: 5)
        table[0x2A] = MBusUnit(.phaseAngleVoltage, -1)
        table[0x2B] = MBusUnit(.phaseAngleCurrent, -1)
        table.fill(0x2C...0x2F, .frequency, from: -3)
        table.fill(0x30...0x31, .powerJoulePerHour, from: 8)
        table.fill(0x34...0x37, .apparentPower, from: 0)
        table.fill(0x58...0x5B, .flowTemperatureFahrenheit, from: -3)
        table.fill(0x5C...0x5F, .returnTemperatureFahrenheit, from: -3)
        table.fill(0x60...0x63, .temperatureDifferenceFahrenheit, from: -3)
        table.fill(0x64...0x67, .externalTemperatureFahrenheit, from: -3)
        return table
    }()

    /// EN 13757-3:2018, codes behind `FD`.
    private static let second: [MBusUnit] = {
        var table = [MBusUnit](repeating: none, count: 128)
        table[0x08] = MBusUnit(.accessNumber)
        table[0x17] = MBusUnit(.errorFlags)
        table[0x1A] = MBusUnit(.digitalOutput)
        table[0x1B] = MBusUnit(.digitalInput)
        table.fillTimes(0x2C, .timeSinceReadout)
        table[0x31] = MBusUnit(.tariffDuration, times: 60)
        table[0x32] = MBusUnit(.tariffDuration, times: 3600)
        table[0x33] = MBusUnit(.tariffDuration, times: 86_400)
        table[0x3A] = MBusUnit(.dimensionless)
        table.fill(0x40...0x4F, .voltage, from: -9)
        table.fill(0x50...0x5F, .current, from: -12)
        table[0x60] = MBusUnit(.resetCount)
        table[0x61] = MBusUnit(.cumulationCount)
        table[0x62] = MBusUnit(.controlSignal)
        table[0x6C] = MBusUnit(.batteryOperatingTime, times: 3600)
        table[0x6D] = MBusUnit(.batteryOperatingTime, times: 86_400)
        table[0x6E] = MBusUnit(.batteryOperatingTime, times: 2_629_800)
        table[0x6F] = MBusUnit(.batteryOperatingTime, times: 31_557_600)
        table[0x71] = MBusUnit(.signalStrength)
        table[0x74] = MBusUnit(.batteryRemaining)
        table[0x75] = MBusUnit(.stopCount)
        return table
    }()
}

extension [MBusUnit] {
    /// Rows of one quantity with rising powers of ten.
    fileprivate mutating func fill(_ codes: ClosedRange<Int>, _ quantity: MBusQuantity, from exponent: Int) {
        for code in codes { self[code] = MBusUnit(quantity, exponent + code - codes.lowerBound) }
    }

    /// Four rows of a duration: seconds, minutes, hours, days.
    fileprivate mutating func fillTimes(_ code: Int, _ quantity: MBusQuantity) {
        for (index, seconds) in [1.0, 60, 3600, 86_400].enumerated() {
            self[code + index] = MBusUnit(quantity, times: seconds)
        }
    }
}
