import Testing

@testable import Observations

@Suite struct UnitOfMeasurementTests {
    @Test(arguments: [
        (100.0, "[degF]", "Cel", 37.777_777_777_777_78), (32, "[degF]", "Cel", 0), (-0.57, "1", "%", -57),
        (-40, "[degF]", "Cel", -40),
        (300.15, "K", "Cel", 27), (273.15, "K", "Cel", 0), (31.4, "Cel", "K", 304.55), (21.5, "Cel", "[degF]", 70.7),
        (31_400, "g", "kg", 31.4), (1234, "mV", "V", 1.234), (1013.25, "hPa", "Pa", 101_325),
        (98_765, "Pa", "hPa", 987.65),
        (1, "bar", "kPa", 100), (1, "[psi]", "Pa", 6894.757_293_168_362), (36, "km/h", "m/s", 10),
        (10, "m/s", "km/h", 36),
        (1, "[kn_i]", "km/h", 1.852), (60, "[mi_i]/h", "km/h", 96.560_64), (1, "m3/s", "L/h", 3_600_000),
        (1, "L/min", "m3/h", 0.06), (1234, "L", "m3", 1.234), (1, "[gal_us]", "mL", 3785.411_784),
        (3.6, "MJ", "kW.h", 1),
        (1, "GJ", "kW.h", 277.777_777_777_777_77), (1, "kW.h", "J", 3_600_000), (1234, "W.h", "kW.h", 1.234),
        (4802, "mW", "W", 4.802), (0.57, "1", "%", 57), (57, "%", "1", 0.57), (400, "[ppb]", "[ppm]", 0.4),
        (0.04, "%", "[ppm]", 400), (0.031, "mg/m3", "ug/m3", 31), (7, "mg/L", "g/m3", 7), (2, "h", "min", 120),
        (1, "a", "d", 365.25), (1, "[g]", "m/s2", 9.80665), (1, "[in_i]", "mm", 25.4), (1.5, "mS/cm", "uS/cm", 1500),
        (12, "{vehicles}", "1", 12), (12, "1", "{people}", 12), (3, "L/m2", "mm", 3), (1, "/cm3", "/L", 1000),
        (4, "pCi/L", "Bq/m3", 148), (5, "var.h", "kvar.h", 0.005), (5, "V.A.h", "kV.A.h", 0.005),
    ])
    func converts(value: Double, from: String, to: String, expected: Double) throws {
        let source = try #require(UnitOfMeasurement.named(from))
        let target = try #require(UnitOfMeasurement.named(to))
        #expect(source.convert(value, to: target) == expected)
    }

    @Test func numbersThatAreNoDecimalsAreConvertedToo() throws {
        let kilometres = try #require(UnitOfMeasurement.named("km"))
        let metres = try #require(UnitOfMeasurement.named("m"))
        for value in [1.0 / 3, 1e300, -1e-300, 123_456_789.123456789] {
            #expect(kilometres.convert(value, to: metres) == value * 1000)
            #expect(metres.convert(value, to: metres) == value)
        }
        #expect(kilometres.convert(.infinity, to: metres) == .infinity)
        #expect(kilometres.convert(.nan, to: metres)?.isNaN == true)
    }

    @Test func dividingRoundsOnce() throws {
        let litres = try #require(UnitOfMeasurement.named("L"))
        let cubicMetres = try #require(UnitOfMeasurement.named("m3"))
        for count in stride(from: 1, through: 4_000_000_000, by: 999_983) {
            #expect(litres.convert(Double(count), to: cubicMetres) == Double(count) / 1000)
        }
    }

    @Test(arguments: [("Cel", "m"), ("%", "{people}"), ("V", "A"), ("kW.h", "kvar.h"), ("dB", "dBm"), ("m", "mm/h")])
    func refusesToConvertIntoSomethingElse(from: String, to: String) throws {
        let source = try #require(UnitOfMeasurement.named(from))
        let target = try #require(UnitOfMeasurement.named(to))
        #expect(source.convert(1, to: target) == nil)
        #expect(target.convert(1, to: source) == nil)
    }

    @Test func everyPairOfOneDimensionConvertsThereAndBack() throws {
        for source in UnitOfMeasurement.all {
            for target in UnitOfMeasurement.all where target.dimension == source.dimension {
                let there = try #require(source.convert(12.5, to: target))
                let back = try #require(target.convert(there, to: source))
                #expect(abs(back - 12.5) < 1e-9)
            }
        }
    }

    @Test func everyDimensionHasExactlyOneBaseUnitUnlessItCountsThings() {
        for dimension in Dimension.allCases {
            let bases = UnitOfMeasurement.all.filter {
                let row = $0.definition
                return row.dimension == dimension && row.numerator == row.denominator && row.zeroHundredths == 0
            }
            #expect(!bases.isEmpty, "\(dimension)")
        }
    }

    /// The units that the project's facts and its judge name, in their spellings.
    @Test(arguments: [
        "Cel", "°C", "%", "1", "hPa", "mbar", "Pa", "kPa", "bar", "m/s", "m⋅s⁻¹", "km/h", "[kn_i]", "deg", "°", "mm",
        "mm/h", "m", "cm", "km", "lx", "W/m2", "W⋅m⁻²", "ug/m3", "mg/m3", "/cm3", "[ppm]", "ppm", "[ppb]", "ppb",
        "dB[SPL]", "dB", "dBA", "dB(A)", "dBm", "m3", "m^3", "m³", "L", "l", "dm3", "mL", "m3/h", "m^3/h", "L/h", "l/h",
        "L/min", "m3/s", "L/s", "l/s", "W.h", "Wh", "kW.h", "kWh", "MW.h", "MWh", "J", "kJ", "MJ", "GJ", "W", "kW",
        "mW",
        "MW", "kvar.h", "kvarh", "var.h", "varh", "kvar", "var", "kVA.h", "kV.A.h", "VA.h", "V.A.h", "kVA", "kV.A",
        "VA",
        "V.A", "[degF]", "K", "V", "mV", "A", "mA", "A.h", "Hz", "uS/cm", "s", "min", "h", "d", "hca", "[hca]", "{hca}",
        "{HCA}", "m3.Cel", "{vehicles}",
    ])
    func knows(code: String) {
        #expect(UnitOfMeasurement.named(code) != nil)
    }

    @Test func tellsUpperFromLowerCase() {
        #expect(UnitOfMeasurement.named("MW") != UnitOfMeasurement.named("mW"))
        #expect(UnitOfMeasurement.named("CEL") == nil)
        #expect(UnitOfMeasurement.named("") == nil)
        #expect(UnitOfMeasurement.named("kWh")?.code == "kW.h")
        #expect(UnitOfMeasurement.named("kWh")?.description == "kW.h")
    }
}
