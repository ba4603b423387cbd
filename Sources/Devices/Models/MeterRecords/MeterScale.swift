/// What a record measures, and how its number becomes one in the unit of our property.
///
/// | VIF | quantity | number in |
/// | --- | --- | --- |
/// | 00–07, 08–0F | energy | 10^(n−3) W.h, 10^n J |
/// | 10–17 | volume | 10^(n−6) m3 |
/// | 18–1F | mass | 10^(n−3) kg |
/// | 20–23, 24–27 | time in operation | s, min, h, d |
/// | 28–2F, 30–37 | power | 10^(n−3) W, 10^n J/h |
/// | 38–3F, 40–47, 48–4F | flow | 10^(n−6) m3/h, 10^(n−7) m3/min, 10^(n−9) m3/s |
/// | 50–57 | flow of mass | 10^(n−3) kg/h |
/// | 58–5B, 5C–5F, 64–67 | flow, return, external temperature | 10^(n−3) Cel |
/// | 60–63 | temperature difference | 10^(n−3) K |
/// | 68–6B | pressure | 10^(n−3) bar |
/// | 6E | heat cost | units |
/// | 70–73, 74–77 | averaging and actuality time | s, min, h, d |
/// | FB 00–01, 08–09, 0C–0F | energy | 10^(n−1) MW.h, 10^(n−1) GJ, 10^(n−1) Mcal |
/// | FB 10–11, 18–19 | volume, mass | 10^(n+2) m3, 10^(n+2) t |
/// | FB 1A–1B | relative humidity | 10^(n−1) % |
/// | FB 28–29, 30–31 | power | 10^(n−1) MW, 10^(n−1) GJ/h |
/// | FD 40–4F, 50–5F | voltage, current | 10^(n−9) V, 10^(n−12) A |
/// | FD 74 | battery's remaining days | d |
///
/// Source: EN 13757-3:2018, tables 10, 12 and 14.
struct MeterScale {
    /// What is measured.
    enum Quantity: CaseIterable {
        case energy
        case volume
        case mass
        case operatingTime
        case power
        case flow
        case massFlow
        case flowTemperature
        case returnTemperature
        case temperatureDifference
        case externalTemperature
        case pressure
        case heatCost
        case averagingTime
        case actualityTime
        case humidity
        case voltage
        case current
        case batteryRemaining
    }

    let quantity: Quantity
    var exponent: Int
    var factor = 1.0
    var divisor = 1.0

    /// A number in our unit; powers of ten divide where they are negative, so that 257 tenths are 25.7.
    func apply(_ number: Double) -> Double {
        let scaled = exponent >= 0 ? number * MeterScale.power(exponent) : number / MeterScale.power(-exponent)
        return factor == 1 && divisor == 1 ? scaled : scaled * factor / divisor
    }

    private static func power(_ exponent: Int) -> Double {
        exponent < powers.count ? powers[exponent] : .infinity
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    ]

    /// The scale of a VIF without bit 7; nothing for what is no such quantity.
    static func primary(_ vif: UInt8) -> MeterScale? {
        let digit = Int(vif & 7)
        let short = Int(vif & 3)
        switch vif {
        case 0x00...0x07: return MeterScale(quantity: .energy, exponent: digit - 6)
        case 0x08...0x0F: return MeterScale(quantity: .energy, exponent: digit, divisor: 3_600_000)
        case 0x10...0x17: return MeterScale(quantity: .volume, exponent: digit - 6)
        case 0x18...0x1F: return MeterScale(quantity: .mass, exponent: digit - 3)
        case 0x20...0x27: return time(.operatingTime, short, perUnit: 3600)
        case 0x28...0x2F: return MeterScale(quantity: .power, exponent: digit - 3)
        case 0x30...0x37: return MeterScale(quantity: .power, exponent: digit, divisor: 3600)
        case 0x38...0x3F: return MeterScale(quantity: .flow, exponent: digit - 6)
        case 0x40...0x47: return MeterScale(quantity: .flow, exponent: digit - 7, factor: 60)
        case 0x48...0x4F: return MeterScale(quantity: .flow, exponent: digit - 9, factor: 3600)
        case 0x50...0x57: return MeterScale(quantity: .massFlow, exponent: digit - 3)
        case 0x58...0x5B: return MeterScale(quantity: .flowTemperature, exponent: short - 3)
        case 0x5C...0x5F: return MeterScale(quantity: .returnTemperature, exponent: short - 3)
        case 0x60...0x63: return MeterScale(quantity: .temperatureDifference, exponent: short - 3)
        case 0x64...0x67: return MeterScale(quantity: .externalTemperature, exponent: short - 3)
        case 0x68...0x6B: return MeterScale(quantity: .pressure, exponent: short - 3, factor: 100)
        case 0x6E: return MeterScale(quantity: .heatCost, exponent: 0)
        case 0x70...0x73: return time(.averagingTime, short, perUnit: 1)
        case 0x74...0x77: return time(.actualityTime, short, perUnit: 1)
        default: return nil
        }
    }

    /// The scale of the byte after `FB`.
    static func first(_ vif: UInt8) -> MeterScale? {
        let digit = Int(vif & 1)
        switch vif {
        case 0x00, 0x01: return MeterScale(quantity: .energy, exponent: digit + 2)
        case 0x08, 0x09: return MeterScale(quantity: .energy, exponent: digit - 1, factor: 10_000, divisor: 36)
        case 0x0C...0x0F: return MeterScale(quantity: .energy, exponent: Int(vif & 3) - 1, factor: 1163, divisor: 1000)
        case 0x10, 0x11: return MeterScale(quantity: .volume, exponent: digit + 2)
        case 0x18, 0x19: return MeterScale(quantity: .mass, exponent: digit + 5)
        case 0x1A, 0x1B: return MeterScale(quantity: .humidity, exponent: digit - 1)
        case 0x28, 0x29: return MeterScale(quantity: .power, exponent: digit + 5)
        case 0x30, 0x31: return MeterScale(quantity: .power, exponent: digit - 1, factor: 10_000_000, divisor: 36)
        default: return nil
        }
    }

    /// The scale of the byte after `FD`.
    static func second(_ vif: UInt8) -> MeterScale? {
        switch vif {
        case 0x40...0x4F: return MeterScale(quantity: .voltage, exponent: Int(vif & 15) - 9)
        case 0x50...0x5F: return MeterScale(quantity: .current, exponent: Int(vif & 15) - 12)
        case 0x74: return MeterScale(quantity: .batteryRemaining, exponent: 0)
        default: return nil
        }
    }

    private static func time(_ quantity: Quantity, _ unit: Int, perUnit: Double) -> MeterScale {
        let seconds: [Double] = [1, 60, 3600, 86_400]
        return MeterScale(quantity: quantity, exponent: 0, factor: seconds[unit], divisor: perUnit)
    }
}
