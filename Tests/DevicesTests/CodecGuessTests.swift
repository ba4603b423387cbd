import Devices
import Observations
import Testing

/// What fields are taken for.
@Suite struct CodecGuessTests {
    private static func guess(_ json: String, _ domain: Domain = .environment) throws -> [String] {
        let fields = try CodecField.all(in: [Array(json.utf8)])
        let lines = CodecGuess.lines(for: fields, domain: domain)
        _ = try CodecMap(lines)  // every guess is a valid map
        return lines.map(\.description)
    }

    @Test(arguments: [
        (#""temperature":21.5"#, "temperature=air_temperature"), (#""temp_C":21.5"#, "temp_C=air_temperature"),
        (#""TempC_SHT":21.5"#, "TempC_SHT=air_temperature"), (#""temp_f":70.1"#, "temp_f=air_temperature:[degF]"),
        (#""Hum_SHT":50"#, "Hum_SHT=relative_humidity"), (#""humidity":50"#, "humidity=relative_humidity"),
        (#""BatV":3.6"#, "BatV=battery_voltage"), (#""battery_mv":3612"#, "battery_mv=battery_voltage:mV"),
        (#""battery":98"#, "battery=battery_level"), (#""battery":3.55"#, "battery=battery_voltage"),
        (#""batteryVoltage":3.0"#, "batteryVoltage=battery_voltage"), (#""vbat":3300"#, "vbat=battery_voltage:mV"),
        (#""batteryLevel":77"#, "batteryLevel=battery_level"), (#""battery_low":true"#, "battery_low=battery_low"),
        (#""co2":415"#, "co2=co2"), (#""CO2_ppm":415"#, "CO2_ppm=co2"), (#""pm2_5":12"#, "pm2_5=pm2_5"),
        (#""pm25":12"#, "pm25=pm2_5"), (#""PM10":30"#, "PM10=pm10"),
        (#""pressure_hPa":1013"#, "pressure_hPa=air_pressure"),
        (#""pressure_pa":101300"#, "pressure_pa=air_pressure:Pa"), (#""distance_mm":1500"#, "distance_mm=distance:mm"),
        (#""waterLevel_cm":120"#, "waterLevel_cm=water_level:cm"),
        (#""soil_moisture":33"#, "soil_moisture=soil_moisture"),
        (#""windSpeed":3.2"#, "windSpeed=wind_speed"), (#""illuminance":300"#, "illuminance=illuminance"),
        (#""lux":300"#, "lux=illuminance"), (#""motion":true"#, "motion=motion_detected"),
        (#""door":0"#, "door=door_open"),
        (#""leak":false"#, "leak=leak_detected"), (#""LAeq":55.2"#, "LAeq=noise_laeq"), (#""tvoc":120"#, "tvoc=tvoc"),
        (#""temperature2":4"#, "temperature2=air_temperature@probe-2"), (#""rssi":-90"#, "rssi=signal_strength"),
        (#""air":{"temperature":20}"#, "air.temperature=air_temperature"), (#""tilt":12"#, "tilt=tilt"),
        (#""battery":{"voltage":3.6}"#, "battery.voltage=battery_voltage"), (#""lat":10.9"#, "lat=latitude"),
        (#""temperature_threshold":40"#, "temperature_threshold=-"), (#""report_interval":10"#, "report_interval=-"),
        (#""firmware":"1.2""#, "firmware=-"), (#""temperature":"normal""#, "temperature=-"),
        (#""temperature_alarm":true"#, "temperature_alarm=alarm_active"),
        (#""energy_kWh":12"#, "energy_kWh=active_energy_import#counter"),
        (#""battery_mV":3600"#, "battery_mV=battery_voltage:mV"), (#""q9":1"#, "q9=-"), (#""serial":123"#, "serial=-"),
        (#""x":1"#, "x=-"),
    ])
    func aFieldIsTakenForWhatItsNameAndUnitSay(member: String, line: String) throws {
        #expect(try Self.guess("{\(member)}") == [line])
    }

    @Test func theDomainDecidesWhereTheNameDoesNot() throws {
        #expect(try Self.guess(#"{"speed":30}"#, .traffic) == ["speed=vehicle_speed"])
        #expect(try Self.guess(#"{"speed":30}"#, .environment) == ["speed=wind_speed"])
        #expect(
            try Self.guess(#"{"pressure":2.5,"volume":12.5}"#, .utility) == [
                "pressure=pressure", "volume=water_volume#counter",
            ]
        )
    }

    @Test func whatTheMakerHasNormalisedComesFirst() throws {
        let json = #"{"t":21.5,"bat":3.6,"normalized":{"air":{"temperature":21.5},"battery":3.6}}"#
        #expect(
            try Self.guess(json) == [
                "t=-", "bat=-", "normalized.air.temperature=air_temperature", "normalized.battery=battery_voltage",
            ]
        )
    }

    @Test func twoOfAKindAreToldApart() throws {
        let json = #"{"TempC_SHT":20,"TempC_DS":21,"temp1":1,"temp2":2,"people_in":3,"people_out":4}"#
        #expect(
            try Self.guess(json) == [
                "TempC_SHT=air_temperature", "TempC_DS=air_temperature@ds", "temp1=air_temperature@probe-1",
                "temp2=air_temperature@probe-2", "people_in=people_count@in", "people_out=people_count@out",
            ]
        )
    }

    @Test func anArrayOfObjectsWithTimesIsAHistory() throws {
        let json = #"{"data":[{"time":"2026-11-25T08:00:00Z","temp":20},{"time":"2026-11-25T08:10:00Z","temp":21}]}"#
        #expect(try Self.guess(json) == ["data.*.time=time:iso8601", "data.*.temp=air_temperature"])
        #expect(try Self.guess(#"{"log":[{"ts":1795392000,"v":1}]}"#) == ["log.*.ts=time:s", "log.*.v=-"])
    }

    @Test func withoutExamplesTheTextIsRead() {
        let source = """
            function decodeUplink(input) {
                var data = {}; // temperature: in tenths
                data.temperature = input.bytes[0] / 10; data["humidity"] = 5;
                if (data.temperature == 3) return { data: { co2: 400, "battery_mv": 3000 } };
            }
            """
        let lines = CodecGuess.lines(for: CodecField.written(in: source), domain: .environment)
        let mapped = lines.filter { $0.target != .parameter }.map(\.description)
        #expect(
            mapped == [
                "temperature=air_temperature", "humidity=relative_humidity", "co2=co2", "battery_mv=battery_voltage:mV",
            ]
        )
    }
}
