import Testing

@testable import Observations

@Suite struct ObservedPropertyTests {
    @Test func namesAreUniqueAndFoundAgain() {
        #expect(Set(ObservedProperty.all.map(\.name)).count == ObservedProperty.all.count)
        for property in ObservedProperty.all {
            #expect(ObservedProperty.named(property.name) == property)
            #expect(property.description == property.name)
        }
        #expect(ObservedProperty.named("airTemperature") == nil)
        #expect(ObservedProperty.named("") == nil)
    }

    @Test(arguments: ObservedProperty.all)
    func isWellDefined(property: ObservedProperty) throws {
        #expect(
            property.name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
        )
        #expect(property.name.first?.isLetter == true)
        #expect(property.name.utf8.count <= 64)
        #expect(property.summary.hasSuffix("."))
        #expect(property.summary.first?.isUppercase == true)
        #expect(property.summary.utf8.count <= 120)
        #expect(!property.domains.isEmpty)
        guard property.valueType == .number else {
            #expect(property.unit == nil)
            #expect(property.range == nil)
            return
        }
        let unit = try #require(property.unit)
        let range = try #require(property.range)
        #expect(UnitOfMeasurement.named(unit.code) == unit)
        #expect(range.lowerBound < range.upperBound)
        #expect(range.lowerBound.isFinite && range.upperBound.isFinite)
        #expect(range.lowerBound <= 0 || property == .airPressure || property == .seaLevelPressure)
        switch unit.code {
        case "Cel": #expect(range.lowerBound >= -273.15)
        case "K" where property != .temperatureDifference: #expect(range.lowerBound >= 0)
        case "dB[SPL]": #expect(range == 0...194)
        case let code where code.hasPrefix("{"): #expect(range.lowerBound == 0)
        default: break
        }
    }

    @Test func isAHandleOfTwoBytes() {
        #expect(MemoryLayout<ObservedProperty>.size == 2)
    }

    @Test(
        arguments: [
            (.airTemperature, "air_temperature", "Cel", 31.4), (.relativeHumidity, "relative_humidity", "%", 61),
            (.pm25, "pm2_5", "ug/m3", 12.5), (.batteryVoltage, "battery_voltage", "V", 3.6),
            (.co2, "co2", "[ppm]", 417),
            (.vehicleCount, "vehicle_count", "{vehicles}", 4_294_967_295), (.waterLevel, "water_level", "m", 2.5),
            (.noiseLaeq, "noise_laeq", "dB[SPL]", 63), (.dimmingLevel, "dimming_level", "%", 80),
            (.activeEnergyImport, "active_energy_import", "kW.h", 10_234.5),
            (.windDirection, "wind_direction", "deg", 360),
            (.waterVolume, "water_volume", "m3", 1234.567), (.heatCostUnits, "heat_cost_units", "{HCA}", 4711),
            (.pulseCount, "pulse_count", "{pulses}", 0), (.temperatureDifference, "temperature_difference", "K", -3),
            (.no2MassConcentration, "no2_mass_concentration", "ug/m3", 40), (.distance, "distance", "m", 1.234),
        ] as [(ObservedProperty, String, String, Double)]
    )
    func hasItsNameAndUnitForEver(property: ObservedProperty, name: String, unit: String, possible: Double) {
        #expect(ObservedProperty.named(name) == property)
        #expect(property.unit?.code == unit)
        #expect(property.isInRange(possible))
    }

    @Test func domainsAreThoseOfTheRow() {
        #expect(ObservedProperty.vehicleCount.domains == [.traffic])
        #expect(ObservedProperty.airTemperature.domains == [.environment])
        #expect(ObservedProperty.waterVolume.domains == [.utility])
        #expect(ObservedProperty.batteryVoltage.domains == Set(Domain.allCases))
        for domain in Domain.allCases {
            #expect(ObservedProperty.all.count { $0.domains.contains(domain) } > 50)
        }
    }
}
