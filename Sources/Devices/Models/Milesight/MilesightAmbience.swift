import Observations

/// The records of Milesight's ambience sensors, AM100 and AM300.
///
/// | channel | type | bytes | meaning |
/// | --- | --- | --- | --- |
/// | 03 | 67 | i16 | air temperature, 0.1 Cel |
/// | 04 | 68 | u8 | relative humidity, 0.5 % |
/// | 05 | 6A | u16 | AM104, AM107: activity, how often movement was noticed |
/// | 05 | 00 | u8 | AM300: 1 movement |
/// | 06 | 65 | 3 u16 | AM104, AM107: illuminance, lx; visible and infrared light, infrared light, counts |
/// | 06 | CB | u8 | AM300: light level, 0 to 5 |
/// | 07 | 7D | u16 | CO2, ppm |
/// | 08 | 7D | u16 | AM107: TVOC, ppb; AM300: TVOC on the maker's scale, 0.01 |
/// | 08 | E6 | u16 | AM300: TVOC, ug/m3 |
/// | 09 | 73 | u16 | air pressure, 0.1 hPa |
/// | 0A | 7D | u16 | AM319: formaldehyde, 0.01 mg/m3 |
/// | 0B, 0C | 7D | u16 | AM308, AM319: PM2.5 and PM10, ug/m3 |
/// | 0D | 7D | u16 | AM319: O3, 0.01 ppm |
/// | 0E | 01 | u8 | AM300: 1 the buzzer sounds |
/// | 20, 21 | CE | | memory; of the AM300 with TVOC on the scale (20) or in ug/m3 (21) |
///
/// Memory of the AM300: temperature i16, humidity u16 (0.5 %), movement u8, light level u8, CO2 u16, TVOC u16, pressure
/// u16; AM308 and AM319 then PM2.5 u16 and PM10 u16; AM319 then formaldehyde u16, or with that sensor O3 u16. The records
/// of all of them are read for each, since they are told apart by their size.
///
/// Source: Milesight IoT, AM100 Series and AM300 Series User Guide, "Device Payload"; SensorDecoders, am-series.
enum MilesightAmbience {
    static let am102: [MilesightRecord] = climate + [.past(0x20, 0xCE, .temperature, .humidity)]

    static let am103: [MilesightRecord] =
        climate + [
            MilesightRecord(0x07, 0x7D, .co2),
            .past(0x20, 0xCE, .temperature, .humidity, .co2),
        ]

    static let am104: [MilesightRecord] =
        climate + [
            MilesightRecord(0x05, 0x6A, .number(.motionCount, .u16)),
            MilesightRecord(
                0x06,
                0x65,
                .number(.illuminance, .u16),
                .number(.analogValue, "visible-and-infrared", .u16),
                .number(.analogValue, "infrared", .u16)
            ),
        ]

    static let am107: [MilesightRecord] =
        am104 + [
            MilesightRecord(0x07, 0x7D, .co2),
            MilesightRecord(0x08, 0x7D, .number(.tvoc, .u16)),
            MilesightRecord(0x09, 0x73, .airPressure),
        ]

    static let am307 = am300 + memory([.none, .dust, .gas])
    static let am308 = am300 + memory([.dust, .gas, .none])
    static let am319 = am300 + memory([.gas, .dust, .none])
    static let am319O3 = am300 + memory([.ozone, .dust, .none])

    private static let am300: [MilesightRecord] =
        climate + [
            MilesightRecord(0x05, 0x00, .flag(.motionDetected)),
            MilesightRecord(0x06, 0xCB, .number(.lightLevel, .u8)),
            MilesightRecord(0x07, 0x7D, .co2),
            MilesightRecord(0x08, 0x7D, tvocIndex),
            MilesightRecord(0x08, 0xE6, tvocMass),
            MilesightRecord(0x09, 0x73, .airPressure),
            MilesightRecord(0x0A, 0x7D, formaldehyde),
            MilesightRecord(0x0B, 0x7D, pm25),
            MilesightRecord(0x0C, 0x7D, pm10),
            MilesightRecord(0x0D, 0x7D, o3),
            MilesightRecord(0x0E, 0x01, .alarm("buzzer", "buzzer", 1)),
        ]

    private static let climate: [MilesightRecord] = [
        MilesightRecord(0x03, 0x67, .temperature),
        MilesightRecord(0x04, 0x68, .humidity),
    ]

    private static let tvocIndex = MilesightField.number(.tvocIndex, .u16, per: 100)
    private static let tvocMass = MilesightField.number(.tvocMassConcentration, .u16)
    private static let formaldehyde = MilesightField.number(.formaldehydeMassConcentration, .u16, times: 10)
    private static let o3 = MilesightField.number(.o3, .u16, times: 10)
    private static let pm25 = MilesightField.number(.pm25, .u16)
    private static let pm10 = MilesightField.number(.pm10, .u16)

    /// What the memory of an AM300 has beside the values of an AM307.
    private enum Extras {
        case none
        case dust
        case gas
        case ozone
    }

    /// The memory of an AM300; of the sizes the first is taken where what follows suits several.
    private static func memory(_ sizes: [Extras]) -> [MilesightRecord] {
        let humidity = MilesightField.number(.relativeHumidity, .u16, per: 2)
        let movement = MilesightField.flag(.motionDetected)
        let light = MilesightField.number(.lightLevel, .u8)
        return [(UInt8(0x20), tvocIndex), (0x21, tvocMass)].flatMap { channel, tvoc in
            sizes.map { extras in
                var fields: [MilesightField] = [.temperature, humidity, movement, light, .co2, tvoc, .airPressure]
                if extras != .none { fields += [pm25, pm10] }
                if extras == .gas { fields.append(formaldehyde) }
                if extras == .ozone { fields.append(o3) }
                return .past(channel, 0xCE, fields: fields)
            }
        }
    }
}
