import Devices
import Observations
import Testing

/// Model files, as tables.
struct FieldMapTests {
    private static let context = DecodingContext(port: nil, receivedAt: Timestamp(microseconds: 0))

    private static func map(
        format: FieldMapFormat = .json,
        time: FieldMap.Time? = nil,
        _ fields: [FieldMap.Field],
        _ parameters: [FieldMap.ParameterField] = []
    ) throws -> FieldMap {
        let id = try #require(ModelID("acme/air"))
        return try FieldMap(
            id: id,
            domain: .environment,
            format: format,
            time: time,
            fields: fields,
            parameters: parameters
        )
    }

    private static func decode(_ map: FieldMap, _ payload: String) throws(DecodeError) -> Decoded {
        try map.deviceModel.decode(Array(payload.utf8), context)
    }

    private static func field(
        _ path: String,
        _ property: String = "air_temperature",
        unit: String? = nil,
        scale: Double = 1,
        add: Double = 0
    ) -> FieldMap.Field {
        FieldMap.Field(source: .path(path), property: property, unit: unit, scale: scale, add: add)
    }

    /// The value that one field makes of a raw JSON value.
    private static func value(_ raw: String, _ field: FieldMap.Field) throws -> Value? {
        try decode(map([field]), "{\"v\":\(raw)}").readings[0].observations[0].value
    }

    // MARK: Conversion

    @Test(
        arguments: [
            ("3140", 0.01, 0, nil, 31.4), ("2345", 0.01, 0, nil, 23.45), ("23.45", 1, 0, nil, 23.45),
            ("23.45", 0.1, 0, nil, 2.345), ("314", 0.1, -40, nil, -8.6), ("0.07", 100, 0, nil, 7),
            ("1e2", 0.1, 0, nil, 10),
            ("100", 0.5, 0.25, nil, 50.25), ("212", 1, 0, "[degF]", 100), ("-40", 1, 0, "[degF]", -40),
            ("7050", 0.01, 0, "[degF]", 21.38888888888889), ("300.15", 1, 0, "K", 27), ("-12", 0.0625, 0, nil, -0.75),
            ("1e999", 1, 0, nil, .infinity), ("true", 2, 1, nil, 3), ("\"21.5\"", 1, 0, nil, 21.5),
            ("9007199254740993", 1, 0, nil, 9_007_199_254_740_992), ("0.1", 3, 0, nil, 0.3),
        ] as [(String, Double, Double, String?, Double)]
    )
    func aValueIsConvertedWithOneRounding(raw: String, scale: Double, add: Double, unit: String?, value: Double) throws
    {
        let field = FieldMapTests.field("v", unit: unit, scale: scale, add: add)
        let found = try FieldMapTests.value(raw, field)
        #expect(found == (value.isFinite ? .number(value) : nil))
    }

    @Test(arguments: [
        ("3312", "battery_voltage", "mV", 3.312), ("31415", "battery_voltage", "mV", 31.415),
        ("0.0023", "pm2_5", "mg/m3", 2.3), ("36", "wind_speed", "km/h", 10), ("101325", "air_pressure", "Pa", 1013.25),
        ("0.41", "relative_humidity", "1", 41), ("1500", "distance", "mm", 1.5),
    ])
    func unitsAreConvertedWithOneRounding(raw: String, property: String, unit: String, value: Double) throws {
        #expect(try FieldMapTests.value(raw, FieldMapTests.field("v", property, unit: unit)) == .number(value))
    }

    @Test func everyHundredthIsTheNumberThatPeopleWrite() throws {
        let model = try FieldMapTests.map([FieldMapTests.field("v", scale: 0.01)]).deviceModel
        for raw in -6000...8500 {
            let decoded = try model.decode(Array("{\"v\":\(raw)}".utf8), FieldMapTests.context)
            let sign = raw < 0 ? "-" : ""
            let hundredths = "\(abs(raw) % 100 + 100)".dropFirst()
            #expect(
                decoded.readings[0].observations[0].value
                    == Double("\(sign)\(abs(raw) / 100).\(hundredths)").map { .number($0) }
            )
        }
    }

    @Test func propertiesThatAreYesOrNoOrTextsTakeWhatFits() throws {
        let fields = [
            FieldMapTests.field("door", "door_open"), FieldMapTests.field("lamp", "lamp_on"),
            FieldMapTests.field("leak", "leak_detected", scale: -1, add: 1),
            FieldMapTests.field("state", "device_state"),
        ]
        let decoded = try FieldMapTests.decode(
            FieldMapTests.map(fields),
            #"{"door":true,"lamp":0,"leak":0,"state":"läuft \"gut\""}"#
        )
        #expect(
            decoded.readings[0].observations.map(\.value) == [
                .boolean(true), .boolean(false), .boolean(true), .string("läuft \"gut\""),
            ]
        )
    }

    @Test func aValueOutOfRangeIsFlaggedNotDropped() throws {
        let decoded = try FieldMapTests.decode(FieldMapTests.map([FieldMapTests.field("v")]), #"{"v":500}"#)
        #expect(decoded.readings[0].observations[0].quality == .suspect)
        #expect(decoded.readings[0].observations[0].value == .number(500))
    }

    // MARK: Finding

    @Test func fieldsAreFoundByTheirPathsWhereverTheyStand() throws {
        let fields = [
            FieldMapTests.field("a.b.0.t"),
            FieldMap.Field(source: .path("a.b.2.t"), property: "air_temperature", channel: "probe-2"),
            FieldMapTests.field("a.h", "relative_humidity"),
            FieldMap.Field(source: .path("a.b.0.t"), property: "dew_point"),
        ]
        let decoded = try FieldMapTests.decode(
            FieldMapTests.map(fields),
            #"{"x":{"h":1},"a":{"h":55,"b":[{"t":21},[7],{"t":-3.5,"u":{}}]},"y":[{"t":1}]}"#
        )
        #expect(decoded.skippedFields == 0)
        #expect(
            decoded.readings[0].observations.map(\.value) == [.number(21), .number(-3.5), .number(55), .number(21)]
        )
        #expect(decoded.readings[0].observations.map(\.channel) == [nil, "probe-2", nil, nil])
    }

    @Test func whatIsMissingOrOfAnotherTypeIsSkippedAndCounted() throws {
        let fields = ["a", "b", "c", "d", "e"].enumerated().map {
            FieldMap.Field(source: .path($1), property: "air_temperature", channel: "probe-\($0)")
        }
        let parameters = [FieldMap.ParameterField(source: .path("p"), name: "p")]
        let time = FieldMap.Time(source: .path("ts"), unit: .seconds)
        let decoded = try FieldMapTests.decode(
            FieldMapTests.map(time: time, fields, parameters),
            #"{"a":1,"b":null,"c":"warm","d":[2]}"#
        )
        #expect(decoded.readings[0].observations.map(\.value) == [.number(1)])
        #expect(decoded.readings[0].time == nil)
        #expect(decoded.skippedFields == 6)
    }

    @Test(arguments: [
        (#"{"b":1}"#, DecodeError.nothingFound(offset: 7)),
        (#"{"a":}"#, .malformedJSON(.unexpectedByte(offset: 5))),
        (#"{"a":1"#, .malformedJSON(.truncated(offset: 6))),
        ("", .malformedJSON(.truncated(offset: 0))),
        ("7", .nothingFound(offset: 1)),
    ])
    func aPayloadWithoutAnyFieldIsRefused(payload: String, fault: DecodeError) throws {
        let map = try FieldMapTests.map([FieldMapTests.field("a")])
        #expect(throws: fault) { try FieldMapTests.decode(map, payload) }
    }

    @Test func parametersStayVerbatim() throws {
        let names = ["max", "min", "seq", "ratio", "text", "yes", "huge"]
        let parameters = names.map { FieldMap.ParameterField(source: .path($0), name: $0) }
        let decoded = try FieldMapTests.decode(
            FieldMapTests.map([FieldMapTests.field("v")], parameters),
            #"{"v":1,"max":18446744073709551615,"min":-9223372036854775808,"seq":42,"ratio":0.25,"text":"a\nb","yes":true,"#
                + #""huge":18446744073709551616}"#
        )
        #expect(
            decoded.readings[0].parameters.map(\.value) == [
                .unsigned(.max), .signed(.min), .unsigned(42), .number(0.25), .string("a\nb"), .boolean(true),
                .json("18446744073709551616"),
            ]
        )
    }

    // MARK: Time

    @Test(
        arguments: [
            ("1795420800", TimeUnit.seconds, 1_795_420_800_000_000),
            ("1795420800.123456789", .seconds, 1_795_420_800_123_456),
            ("1.7954208e9", .seconds, 1_795_420_800_000_000),
            ("-0.0000001", .seconds, -1),
            ("1795420800123", .milliseconds, 1_795_420_800_123_000),
            ("1795420800123456", .microseconds, 1_795_420_800_123_456),
            ("1795420800123456789", .nanoseconds, 1_795_420_800_123_456),
            ("\"1795420800\"", .seconds, 1_795_420_800_000_000),
            ("\"2026-11-23T08:00:00Z\"", .iso8601, 1_795_420_800_000_000),
            ("\"2026-11-23T15:00:00.5+07:00\"", .iso8601, 1_795_420_800_500_000),
            ("\"2026-11-23T15:00:00\"", .iso8601, 1_795_420_800_000_000),
        ] as [(String, TimeUnit, Int64)]
    )
    func theTimeIsReadInItsUnit(raw: String, unit: TimeUnit, microseconds: Int64) throws {
        let time = FieldMap.Time(source: .path("t"), unit: unit, zoneSecondsEast: 7 * 3600)
        let map = try FieldMapTests.map(time: time, [FieldMapTests.field("v")])
        let decoded = try FieldMapTests.decode(map, "{\"v\":1,\"t\":\(raw)}")
        #expect(decoded.readings[0].time == Timestamp(microseconds: microseconds))
        #expect(decoded.skippedFields == 0)
    }

    @Test(arguments: [
        ("99999999999999999999", TimeUnit.seconds), ("1e300", .seconds), ("true", .seconds), ("\"soon\"", .iso8601),
        ("\"soon\"", .seconds), ("5", .iso8601), ("18446744073709551615", .milliseconds), ("{}", .seconds),
    ])
    func aTimeThatIsNoneIsSkippedAndCounted(raw: String, unit: TimeUnit) throws {
        let time = FieldMap.Time(source: .path("t"), unit: unit)
        let decoded = try FieldMapTests.decode(
            FieldMapTests.map(time: time, [FieldMapTests.field("v")]),
            "{\"v\":1,\"t\":\(raw)}"
        )
        #expect(decoded.readings[0].time == nil)
        #expect(decoded.skippedFields == 1)
    }

    // MARK: Binary

    @Test(
        arguments: [
            (BinaryType.uint8, "ff", nil, 255), (.int8, "ff", nil, -1), (.uint16, "0102", nil, 258),
            (.int16, "fffe", nil, -2),
            (.uint24, "010203", nil, 66051), (.int24, "ffffff", nil, -1), (.uint32, "80000000", nil, 2_147_483_648),
            (.int32, "80000000", nil, -2_147_483_648), (.uint64, "0000000100000000", nil, 4_294_967_296),
            (.int64, "ffffffffffffffff", nil, -1), (.float32, "41c80000", nil, 25),
            (.float64, "4039000000000000", nil, 25),
            (.uint8, "b4", 2...2, 1), (.uint8, "b4", 6...6, 0), (.uint8, "b4", 4...7, 11),
            (.uint16, "12a0", 4...11, 0x2A),
            (.int8, "f0", 4...7, -1), (.int16, "0780", 7...10, -1),
            (.uint64, "8000000000000001", 0...63, 9_223_372_036_854_775_808),
        ] as [(BinaryType, String, ClosedRange<Int>?, Double)]
    )
    func binaryNumbersAreReadInBothOrders(type: BinaryType, hex: String, bits: ClosedRange<Int>?, value: Double) throws
    {
        let bytes = try #require(Hexadecimal.decode(hex))
        for order in ByteOrder.allCases {
            let field = FieldMap.Field(source: .bytes(offset: 1, type: type, bits: bits), property: "analog_value")
            let model = try FieldMapTests.map(format: .binary(order), [field]).deviceModel
            let payload = [0xAA] + (order == .bigEndian ? bytes : bytes.reversed())
            let decoded = try model.decode(payload, FieldMapTests.context)
            #expect(decoded.readings[0].observations[0].value == .number(value), "\(order)")
            for count in 0..<payload.count {
                #expect(throws: DecodeError.nothingFound(offset: count)) {
                    try model.decode(Array(payload.prefix(count)), FieldMapTests.context)
                }
            }
        }
    }

    @Test func aBinaryPayloadThatIsTooShortForSomeFieldsGivesTheOthers() throws {
        let fields = [
            FieldMap.Field(source: .bytes(offset: 0, type: .int16), property: "air_temperature", scale: 0.01),
            FieldMap.Field(source: .bytes(offset: 2, type: .uint16), property: "relative_humidity", scale: 0.1),
        ]
        let parameters = [
            FieldMap.ParameterField(source: .bytes(offset: 0, type: .uint16), name: "raw"),
            FieldMap.ParameterField(source: .bytes(offset: 4, type: .int64), name: "far"),
        ]
        let time = FieldMap.Time(source: .bytes(offset: 4, type: .uint32), unit: .seconds)
        let model = try FieldMapTests.map(format: .binary(.bigEndian), time: time, fields, parameters).deviceModel
        let decoded = try model.decode([0x0C, 0x44, 0x01], FieldMapTests.context)
        #expect(decoded.readings[0].observations.map(\.value) == [.number(31.4)])
        #expect(decoded.readings[0].parameters == [Parameter(name: "raw", value: .unsigned(3140))])
        #expect(decoded.skippedFields == 3)
        let whole = try model.decode([0, 0, 0, 0, 0x6B, 0x03, 0xFA, 0x40, 0, 0, 0, 1], FieldMapTests.context)
        #expect(whole.readings[0].time == Timestamp(microseconds: 1_795_422_784_000_000))
        #expect(whole.readings[0].parameters.last?.value == .signed(0x6B03_FA40_0000_0001))
        #expect(whole.skippedFields == 0)
    }

    @Test func aNumberThatIsNotFiniteIsBad() throws {
        let field = FieldMap.Field(source: .bytes(offset: 0, type: .float32), property: "air_temperature")
        let model = try FieldMapTests.map(format: .binary(.bigEndian), [field]).deviceModel
        let observation = try model.decode([0x7F, 0xC0, 0, 0], FieldMapTests.context).readings[0].observations[0]
        #expect(observation.value == nil)
        #expect(observation.quality == .bad)
    }

    // MARK: Faults

    @Test func allFaultsAreReportedAtOnceWithTheirKeys() throws {
        let fields = [
            FieldMap.Field(source: .path("a..b"), property: "air_temperature"),
            FieldMap.Field(source: .path("a"), property: "warmth"),
            FieldMap.Field(source: .path("a"), property: "air_temperature", channel: "Probe 1"),
            FieldMap.Field(source: .path("a"), property: "relative_humidity", unit: "furlong"),
            FieldMap.Field(source: .path("a"), property: "pm2_5", unit: "V"),
            FieldMap.Field(source: .path("a"), property: "door_open", unit: "V"),
            FieldMap.Field(source: .bytes(offset: 0, type: .uint8), property: "co2"),
            FieldMap.Field(source: .path("a"), property: "tvoc", scale: 0),
            FieldMap.Field(source: .path("a"), property: "pm10", add: .nan),
            FieldMap.Field(source: .path("b"), property: "air_temperature"),
            FieldMap.Field(source: .path("a"), property: "device_state", scale: 2),
        ]
        let parameters = [
            FieldMap.ParameterField(source: .path("a"), name: ""),
            FieldMap.ParameterField(source: .path("a"), name: "x"),
            FieldMap.ParameterField(source: .path("b"), name: "x"),
        ]
        let time = FieldMap.Time(source: .path(""), unit: .seconds, zoneSecondsEast: 90_000)
        let error = #expect(throws: FieldMapError.self) { try FieldMapTests.map(time: time, fields, parameters) }
        #expect(
            error?.faults.map(\.key) == [
                "time.path", "time.zone", "fields[0].path", "fields[1].property", "fields[2].channel", "fields[3].unit",
                "fields[4].unit", "fields[5].unit", "fields[6].offset", "fields[7].scale", "fields[8].add",
                "fields[9].channel", "fields[10].scale", "parameters[0].name", "parameters[2].name",
            ]
        )
    }

    @Test func binaryFaultsAreReportedWithTheirKeys() throws {
        let fields = [
            FieldMap.Field(source: .path("a"), property: "air_temperature"),
            FieldMap.Field(source: .bytes(offset: -1, type: .uint8), property: "co2"),
            FieldMap.Field(source: .bytes(offset: 70_000, type: .uint8), property: "pm1"),
            FieldMap.Field(source: .bytes(offset: 0, type: .uint8, bits: 7...8), property: "pm10"),
            FieldMap.Field(source: .bytes(offset: 0, type: .float32, bits: 0...1), property: "pm4"),
            FieldMap.Field(source: .bytes(offset: 0, type: .uint8), property: "device_state"),
        ]
        let time = FieldMap.Time(source: .bytes(offset: 0, type: .uint32), unit: .iso8601)
        let error = #expect(throws: FieldMapError.self) {
            try FieldMapTests.map(format: .binary(.bigEndian), time: time, fields)
        }
        #expect(
            error?.faults.map(\.key) == [
                "time.unit", "fields[0].path", "fields[1].offset", "fields[2].offset", "fields[3].bits",
                "fields[4].bits",
                "fields[5].property",
            ]
        )
        let empty = #expect(throws: FieldMapError.self) { try FieldMapTests.map([]) }
        #expect(empty?.faults.map(\.key) == ["fields"])
    }

    // MARK: Catalogue and simulation

    @Test func aModelFileJoinsTheCatalogueAndMayNotTakeAName() throws {
        let map = try FieldMapTests.map([FieldMapTests.field("v"), FieldMapTests.field("w", "dew_point")])
        let catalogue = try ModelCatalogue(adding: [map])
        #expect(catalogue[map.id]?.properties == [.airTemperature, .dewPoint])
        #expect(catalogue.models.map(\.id) == catalogue.models.map(\.id).sorted())
        #expect(throws: ModelCatalogueError.duplicate(map.id)) { try ModelCatalogue(adding: [map, map]) }
        let taken = try FieldMap(
            id: #require(ModelID("elsys/ers")),
            domain: .environment,
            format: .json,
            fields: [FieldMapTests.field("v")]
        )
        #expect(throws: ModelCatalogueError.duplicate(taken.id)) { try ModelCatalogue(adding: [taken]) }
    }

    @Test func modelFilesAreSimulatedAsTheyAreRead() throws {
        let json = try FieldMapTests.map(
            time: .init(source: .path("meta.ts"), unit: .iso8601),
            [
                FieldMapTests.field("air.t", unit: "[degF]", scale: 0.1),
                FieldMapTests.field("air.h", "relative_humidity"),
                FieldMapTests.field("list.0", "pm2_5"), FieldMapTests.field("door", "door_open"),
                FieldMapTests.field("say", "device_state"),
            ],
            [.init(source: .path("meta.seq"), name: "seq")]
        )
        let binary = try FieldMapTests.map(
            format: .binary(.littleEndian),
            time: .init(source: .bytes(offset: 9, type: .uint64), unit: .nanoseconds),
            [
                .init(source: .bytes(offset: 0, type: .int16), property: "air_temperature", scale: 0.01),
                .init(source: .bytes(offset: 2, type: .uint8, bits: 0...6), property: "relative_humidity"),
                .init(source: .bytes(offset: 2, type: .uint8, bits: 7...7), property: "door_open"),
                .init(source: .bytes(offset: 3, type: .float32), property: "co2"),
            ],
            [.init(source: .bytes(offset: 7, type: .uint16), name: "seq")]
        )
        for map in [json, binary] {
            let model = map.deviceModel
            var device = SimulatedDevice(seed: 3, now: Timestamp(microseconds: 1_795_420_800_000_000))
            for step in 1...50 {
                let uplink = try #require(model.simulate(&device))
                let decoded = try model.decode(uplink.payload, FieldMapTests.context)
                #expect(decoded.skippedFields == 0)
                #expect(decoded.readings[0].time == device.now)
                #expect(decoded.readings[0].observations.allSatisfy { $0.quality == .good })
                #expect(decoded.readings[0].parameters == [Parameter(name: "seq", value: .unsigned(UInt64(step)))])
            }
        }
    }

    @Test(arguments: UInt64(1)...10) func damagedPayloadsAreReadOrRefused(seed: UInt64) throws {
        let map = try FieldMapTests.map([FieldMapTests.field("a.0.b"), FieldMapTests.field("c", "dew_point")])
        let model = map.deviceModel
        let payload = Array(#"{"a":[{"b":21.5,"x":"\u00e9"}],"c":-1e1,"d":[true,null]}"#.utf8)
        var random = SplitMix64(seed: seed)
        for _ in 0..<2000 {
            var damaged = payload
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                damaged[Int.random(in: damaged.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do throws(DecodeError) { _ = try model.decode(damaged, FieldMapTests.context) } catch {
                #expect((0...damaged.count).contains(error.offset))
            }
        }
    }
}
