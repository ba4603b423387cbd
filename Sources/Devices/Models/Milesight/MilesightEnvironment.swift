import Observations

/// The records of Milesight's sensors of climate, ground, water and weather: EM300, EM320, EM500, WTS, GS and TS.
///
/// | device | channel | type | bytes | meaning |
/// | --- | --- | --- | --- | --- |
/// | most | 03 | 67 | i16 | temperature, 0.1 Cel |
/// | most | 04 | 68 | u8 | relative humidity, 0.5 % |
/// | EM300-MCS | 06 | 00 | u8 | 0 closed, 1 open |
/// | EM300-SLD, -ZLD, -MLD | 05 | 00 | u8 | 1 leak; -MLD also as channel 06 |
/// | EM300-CL | 03 | ED | u8 | liquid: 0 not calibrated, 1 full, 2 critical, FF error; 83 with the event |
/// | EM320-TH | 05 | 9C | u8 | memory: 1 sufficient, 2 nearly full, 3 full, 4 overwritten |
/// | EM500-CO2 | 05, 06 | 7D, 73 | u16 | CO2, ppm; air pressure, 0.1 hPa |
/// | EM500-LGT | 03 | 94 | u32 | illuminance, lx |
/// | EM500-PP | 03 | 7B | i16 | pressure in a pipe, kPa |
/// | EM500-SMT, -SMTC | 04 | 68 or CA | u8 or u16 | moisture of the ground, 0.5 % or 0.01 % |
/// | EM500-SMT, -SMTC | 05 | 7F | u16 | conductivity of the ground, uS/cm |
/// | EM500-SWL | 03 | 77 | u16 | depth of water, cm |
/// | EM500-SWL, -PT100 | FF | 1B | u8, 2 × i16 | measuring rate; highest and lowest value of the range |
/// | EM500-UDL | 83 | E9 | 2 × u16, u8 | distance and its change, 0.1 mm; 1 beyond a limit, 2 changed |
/// | WTS305, WTS506 | 05, 07 | 84, 92 | i16, u16 | wind direction, 0.1 deg; wind speed, 0.1 m/s |
/// | WTS305, WTS506 | 06 | 73 | u16 | air pressure, 0.1 hPa |
/// | WTS305, WTS506 | 08 | 77 or EC | u16 or u32, u8 | rain so far, 0.01 mm; how often the sum began anew |
/// | GS101 | 05, 06, 07, 08 | 8E, 01, 01, 90 | u8, u8, u8, u32 | gas; valve; relay; life that is left, s |
/// | GS101 | FF | 3F | u8 | 0 power lost, 1 back, 2 sensor faulty, 3 well again, 4 soon worn out, 5 worn out |
/// | GS301 | 02, 03 | 67, 68 | i16, u8 | temperature, 0.1 Cel; humidity, 0.5 % |
/// | GS301 | 04, 05, 06 | 7D | u16 | NH3, 0.01 ppm; H2S, 0.01 ppm; H2S, 0.001 ppm |
/// | TS302 | 03, 04 | 67 or 00 | i16 or u8 | temperature of a probe, 0.1 Cel, or whether its magnet is away |
///
/// Events carry the value again, then what happened: 83 67 temperature and code; 83 D7 or 93 67 or 93 D7 temperature, by
/// how much it changed, code; B3 67 a code alone. `20 CE` is the memory; what stands in it is in the tables below.
/// FFFF (no answer) and FFFD or FFFE (out of range, polarising) mean that there is no value where the guide says so.
///
/// Source: Milesight IoT, user guides of EM300, EM320-TH, EM500, WTS, GS101, GS301, TS101, TS201 and TS30x Series;
/// SensorDecoders, em-series, wts-series, gs-series, ts-series.
enum MilesightEnvironment {
    static let em300TH = climate + [past([.temperature, .humidity, .reserved(1)]), past([.temperature, .humidity])]
    static let em300MCS =
        climate + [
            MilesightRecord(0x06, 0x00, .flag(.doorOpen)),
            past([.temperature, .humidity, .flag(.doorOpen)]),
        ]
    static let em300SLD =
        climate + [
            MilesightRecord(0x05, 0x00, .leak),
            past([.temperature, .humidity, .leak]),
        ]
    static let em300MLD = [
        MilesightRecord(0x05, 0x00, .leak),
        MilesightRecord(0x06, 0x00, .leak),
        past([.reserved(3), .leak]),
    ]
    static let em300CL = [
        MilesightRecord(0x03, 0xED, liquid),
        MilesightRecord(0x83, 0xED, liquid, .alarm("critical-level", "liquidAlarm", 1)),
        MilesightRecord(0x04, 0xEE, .parameter("calibrationSucceeded", .u8)),
    ]
    static let em320TH =
        climate + [
            MilesightRecord(0x05, 0x9C, .parameter("storageStatus", .u8)),
            past([.temperature, .humidity]),
        ]

    static let em500CO2 =
        climate + [
            MilesightRecord(0x05, 0x7D, .co2),
            MilesightRecord(0x06, 0x73, .airPressure),
            MilesightRecord(0x83, 0xD7, .temperature, change(10), em500Alarm),
            past([.co2, .airPressure, .temperature, .humidity]),
        ]
    static let em500LGT = single(0x94, .number(.illuminance, .u32))
    static let em500PP = single(0x7B, .number(.pressure, .i16))
    static let em500PT100 =
        single(0x67, probe) + [
            MilesightRecord(0x83, 0xD7, probe, change(10), em500Alarm), measuringRange,
        ]
    static let em500SMTC = [
        MilesightRecord(0x03, 0x67, soilTemperature),
        MilesightRecord(0x04, 0x68, .number(.soilMoisture, .u8, per: 2)),
        MilesightRecord(0x04, 0xCA, soilMoisture),
        MilesightRecord(0x05, 0x7F, soilConductivity),
        MilesightRecord(0x83, 0xD7, soilTemperature, change(10), soilAlarm),
        past([soilConductivity, soilTemperature, soilMoisture]),
    ]
    static let em500SWL =
        single(0x77, .number(.waterDepth, .u16, per: 100, missing: noValue)) + [measuringRange]
    static let em500UDL =
        single(0x82, .number(.distance, .u16, per: 1000, missing: noValue)) + [
            MilesightRecord(
                0x83,
                0xE9,
                .number(.distance, .u16, per: 10_000),
                .number(.displacement, "distance-change", .u16, per: 10),
                .alarm("distance", "distanceAlarm", 1, 2)
            )
        ]

    static let weatherStation =
        climate + [
            MilesightRecord(0x05, 0x84, windDirection),
            MilesightRecord(0x06, 0x73, .airPressure),
            MilesightRecord(0x07, 0x92, windSpeed),
            MilesightRecord(0x08, 0x77, rain(.u16), .parameter("rainPeriod", .u8)),
            MilesightRecord(0x08, 0xEC, rain(.u32), .parameter("rainPeriod", .u8)),
            MilesightRecord(0x83, 0x67, .temperature, .alarm("temperature", "temperatureAlarm", 1)),
            MilesightRecord(0x86, 0x73, .airPressure, .alarm("air-pressure", "airPressureAlarm", 1)),
            MilesightRecord(0x87, 0x92, windSpeed, .alarm("wind-speed", "windSpeedAlarm", 1)),
            MilesightRecord(
                0x88,
                0xEC,
                rain(.u32),
                .parameter("rainPeriod", .u8),
                .alarm("rainfall", "rainfallAlarm", 1)
            ),
            past([.temperature, .humidity, .airPressure, windDirection, windSpeed, rain(.u16)]),
            past([.temperature, .humidity, .airPressure, windDirection, windSpeed, rain(.u32)], channel: 0x21),
        ]

    static let gs101 = [
        MilesightRecord(0x05, 0x8E, .flag(.gasDetected)),
        MilesightRecord(0x06, 0x01, .flag(.valveOpen)),
        MilesightRecord(0x07, 0x01, .flag(.relayClosed)),
        MilesightRecord(0x08, 0x90, .parameter("remainingLifeSeconds", .u32)),
        MilesightRecord(0xFF, 0x3F, .bytes(1, [.externalPower, .deviceFault], gasEvent)),
    ]
    static let gs301 = [
        MilesightRecord(0x02, 0x67, .temperature),
        MilesightRecord(0x03, 0x68, .humidity),
        MilesightRecord(0x04, 0x7D, .number(.nh3, .u16, per: 100, missing: notReady)),
        MilesightRecord(0x05, 0x7D, .number(.h2s, .u16, times: 10, missing: notReady)),
        MilesightRecord(0x06, 0x7D, .number(.h2s, .u16, missing: notReady)),
        MilesightRecord(
            0x07,
            0xEA,
            .parameter("calibratedSensor", .u8),
            .parameter("calibrationType", .u8),
            .parameter("calibrationValue", .u16),
            .parameter("calibrationResult", .u8)
        ),
    ]

    // MARK: Parts of the tables

    static let climate = [
        MilesightRecord(0x03, 0x67, .temperature),
        MilesightRecord(0x04, 0x68, .humidity),
    ]
    static let probe = MilesightField.number(.externalTemperature, .i16, per: 10)

    /// No answer, and out of range.
    static let noValue: [UInt64] = [0xFFFF, 0xFFFD]

    private static let measuringRange = MilesightRecord(
        0xFF,
        0x1B,
        .parameter("measuringRate", .u8),
        .parameter("measuringRangeMaximum", .i16),
        .parameter("measuringRangeMinimum", .i16)
    )
    private static let notReady: [UInt64] = [0xFFFF, 0xFFFE]
    /// 0 beyond a limit, 1 no longer, 2 changed too fast.
    private static let em500Alarm = MilesightField.alarm("temperature", "temperatureAlarm", 0, 2)
    /// 0 no longer beyond a limit, 1 beyond it, 2 changed too fast: the other way round than its siblings.
    private static let soilAlarm = MilesightField.alarm("temperature", "temperatureAlarm", 1, 2)
    private static let soilTemperature = MilesightField.number(.soilTemperature, .i16, per: 10, missing: noValue)
    private static let soilMoisture = MilesightField.number(.soilMoisture, .u16, per: 100, missing: noValue)
    private static let soilConductivity = MilesightField.number(.soilConductivity, .u16, missing: noValue)
    private static let windDirection = MilesightField.number(.windDirection, .i16, per: 10)
    private static let windSpeed = MilesightField.number(.windSpeed, .u16, per: 10)

    private static let liquid = MilesightField.bytes(1, [.digitalValue, .alarmActive, .deviceFault]) { bytes, reading in
        let status = bytes[bytes.startIndex]
        reading.addOnce(Observation(.digitalValue, Double(status), channel: "liquid-status"))
        switch status {
        case 1, 2: reading.addAlarm(status == 2, "critical-level")
        case 0xFF: reading.addOnce(Observation(.deviceFault, true))
        default: break
        }
    }

    private static let gasEvent: MilesightField.Body = { bytes, reading in
        let code = bytes[bytes.startIndex]
        reading.note("event", .unsigned(UInt64(code)))
        switch code {
        case 0, 1: reading.addOnce(Observation(.externalPower, code == 1))
        case 2, 3, 5: reading.addOnce(Observation(.deviceFault, code != 3))
        default: break
        }
    }

    /// By how much a temperature changed, K.
    static func change(_ divisor: Double, _ channel: Channel? = nil) -> MilesightField {
        .number(.temperatureDifference, channel, .i16, per: divisor)
    }

    private static func rain(_ format: MilesightFormat) -> MilesightField {
        .number(.rainfall, format, per: 100, .counter)
    }

    /// The only value of a device, now and in its memory.
    private static func single(_ type: UInt8, _ field: MilesightField) -> [MilesightRecord] {
        [MilesightRecord(0x03, type, field), past([field])]
    }

    /// What the memory has of a moment.
    static func past(_ fields: [MilesightField], channel: UInt8 = 0x20) -> MilesightRecord {
        .past(channel, 0xCE, fields: fields)
    }
}
