import JSONSchema
import Testing

@testable import Observations

@Suite struct ReadingJSONTests {
    static func thing(location: Location? = nil, state: Thing.State = .active) throws -> Thing {
        Thing(
            id: try Slug("aq-thu-dau-mot-03"),
            hardwareID: "24e124707c000001",
            model: try #require(ModelID("milesight/am319")),
            agency: try Slug("environment-dept"),
            domain: .environment,
            name: "Thủ Dầu Một 3",
            location: location,
            state: state
        )
    }

    static func reading(
        thing: Thing? = nil,
        observations: [Observation] = [],
        parameters: [Parameter] = [],
        radio: Radio? = nil,
        revision: Int? = nil,
        gatewayClockUnsynchronised: Bool = false
    ) throws -> Reading {
        Reading(
            id: ReadingID(bits: 0x9f3c_5a1e_7b2d_4c60),
            thing: try thing ?? Self.thing(),
            gateway: try Slug("bd-tdm-01"),
            phenomenonTime: Timestamp(microseconds: 1_795_420_800_000_000),
            resultTime: Timestamp(microseconds: 1_795_420_801_210_000),
            timeSource: .network,
            observations: observations,
            parameters: parameters,
            radio: radio,
            revision: revision,
            gatewayClockUnsynchronised: gatewayClockUnsynchronised
        )
    }

    static func text(_ reading: Reading, replayed: Bool = false) -> String {
        var bytes: [UInt8] = []
        reading.writeJSON(to: &bytes, replayed: replayed)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func full() throws -> Reading {
        try reading(
            thing: thing(location: Location(latitude: 10.9804, longitude: 106.6519)),
            observations: [
                Observation(.airTemperature, 31.4),
                Observation(.activeEnergyImport, 10_234.5, channel: "tariff-1", kind: .counter),
                Observation(.vehicleCount, 7, channel: "lane-1", kind: .delta),
                Observation(.relativeHumidity, .nan),
                Observation(.parkingOccupied, true),
                Observation(.deviceState, "a\"b\\c\u{0}\u{1f}\n\u{7f}é🚦"),
            ],
            parameters: [
                Parameter(name: "frameCounter", value: .unsigned(.max)),
                Parameter(name: "low", value: .signed(.min)),
                Parameter(name: "ratio", value: .number(0.1)),
                Parameter(name: "not a number", value: .number(.infinity)),
                Parameter(name: "isOn", value: .boolean(false)),
                Parameter(name: "te\txt", value: .string("\r\u{8}\u{c}/")),
                Parameter(name: "raw", value: .json("{\"a\":[1,2.50]}")),
            ],
            radio: Radio(rssi: -97, snr: 6.5),
            revision: 2,
            gatewayClockUnsynchronised: true
        )
    }

    @Test func hasItsKeysInTheirOrder() throws {
        #expect(
            try Self.text(Self.full(), replayed: true) == #"""
                {"schemaVersion":1,"id":"9f3c5a1e7b2d4c60","thing":"aq-thu-dau-mot-03","agency":"environment-dept",\#
                "domain":"environment","model":"milesight/am319","gateway":"bd-tdm-01",\#
                "phenomenonTime":"2026-11-23T08:00:00.000Z","resultTime":"2026-11-23T08:00:01.210Z",\#
                "timeSource":"network","gatewayClock":"unsynchronised","replayed":true,"revision":2,\#
                "location":{"type":"Point","coordinates":[106.6519,10.9804]},"observations":[\#
                {"property":"air_temperature","value":31.4,"unit":"Cel","quality":"good"},\#
                {"property":"active_energy_import","channel":"tariff-1","kind":"counter","value":10234.5,\#
                "unit":"kW.h","quality":"good"},\#
                {"property":"vehicle_count","channel":"lane-1","kind":"delta","value":7,"unit":"{vehicles}",\#
                "quality":"good"},\#
                {"property":"relative_humidity","unit":"%","quality":"bad"},\#
                {"property":"parking_occupied","value":true,"quality":"good"},\#
                {"property":"device_state","value":"a\"b\\c\u0000\u001f\n\#u{7f}é🚦","quality":"good"}],\#
                "parameters":{"frameCounter":18446744073709551615,"low":-9223372036854775808,"ratio":0.1,\#
                "not a number":null,"isOn":false,"te\txt":"\r\b\f/","raw":{"a":[1,2.50]}},\#
                "radio":{"rssi":-97,"snr":6.5}}
                """#
        )
    }

    @Test func leavesOutWhatThereIsNotToSay() throws {
        #expect(
            try Self.text(Self.reading()) == #"""
                {"schemaVersion":1,"id":"9f3c5a1e7b2d4c60","thing":"aq-thu-dau-mot-03","agency":"environment-dept",\#
                "domain":"environment","model":"milesight/am319","gateway":"bd-tdm-01",\#
                "phenomenonTime":"2026-11-23T08:00:00.000Z","resultTime":"2026-11-23T08:00:01.210Z",\#
                "timeSource":"network","replayed":false,"observations":[]}
                """#
        )
    }

    @Test func answersWhereReplayedStands() throws {
        var bytes = Array("before".utf8)
        let offset = try Self.full().writeJSON(to: &bytes, replayed: false)
        #expect(bytes[(6 + offset)...].starts(with: "false,".utf8))
        #expect(bytes[..<(6 + offset)].reversed().starts(with: "\"replayed\":".utf8.reversed()))
        bytes.replaceSubrange((6 + offset)..<(6 + offset + 5), with: "true".utf8)
        #expect(try String(decoding: bytes, as: UTF8.self) == "before" + Self.text(Self.full(), replayed: true))
    }

    @Test func ofTwoEqualParametersTheFirstIsWritten() throws {
        let parameters = ["a", "b", "a", "b", "c"].enumerated().map { position, name in
            Parameter(name: name, value: .signed(Int64(position)))
        }
        let text = try Self.text(Self.reading(parameters: parameters))
        #expect(text.hasSuffix(#""parameters":{"a":0,"b":1,"c":4}}"#))
    }

    @Test func radioSaysOnlyWhatIsKnown() throws {
        #expect(try Self.text(Self.reading(radio: Radio(rssi: nil, snr: -2.25))).hasSuffix(#","radio":{"snr":-2.25}}"#))
        #expect(try Self.text(Self.reading(radio: Radio(rssi: -120, snr: .nan))).hasSuffix(#","radio":{"rssi":-120}}"#))
        #expect(try Self.text(Self.reading(radio: Radio(rssi: .infinity, snr: nil))).hasSuffix(#""observations":[]}"#))
    }

    @Test func everyControlCharacterIsEscapedAndReadAsItWas() throws {
        let text = String(String.UnicodeScalarView((0...0x2ff).compactMap(Unicode.Scalar.init)))
        let name = String(text.reversed())
        let reading = try Self.reading(
            observations: [Observation(.deviceState, text)],
            parameters: [Parameter(name: name, value: .string(text))]
        )
        let json = try JSONValue(parsing: Self.text(reading).utf8)
        #expect(json["observations"]?[0]?["value"]?.string == text)
        #expect(json["parameters"]?[name]?.string == text)
        #expect(!Self.text(reading).utf8.contains { $0 < 0x20 })
    }

    @Test func longTextsFit() throws {
        let text = String(repeating: "\u{1}", count: 100_000)
        let slug = try Slug(String(repeating: "x", count: 64))
        let observations = (0..<200).map { number in
            Observation(.deviceState, text.prefix(number) + "", channel: Channel.numbered("probe", number))
        }
        let long = Thing(
            id: slug,
            hardwareID: "x",
            model: try #require(ModelID("\(slug)/\(slug)")),
            agency: slug,
            domain: .environment,
            name: "",
            location: Location(latitude: -10.123456789012345, longitude: -100.12345678901234)
        )
        let parameters = [
            Parameter(name: text, value: .string(text)), Parameter(name: "j", value: .json("[\(text.count)]")),
        ]
        let reading = try Self.reading(thing: long, observations: observations, parameters: parameters, revision: .max)
        #expect(try JSONValue(parsing: Self.text(reading).utf8)["parameters"]?["j"]?[0]?.number == 100_000)
    }

    @Test func takesTimeAndStateIntoAccount() throws {
        let clock = GatewayClock(isSynchronised: true, builtAt: Timestamp(microseconds: 0))
        let reception = Timestamp(microseconds: 1_795_420_801_210_000)
        func made(_ state: Thing.State, device: Timestamp?) throws -> Reading {
            Reading(
                id: ReadingID(bits: 1),
                thing: try Self.thing(state: state),
                gateway: try Slug("g"),
                time: TimeJudgement(device: device, network: nil, reception: reception, clock: clock),
                reception: reception,
                observations: [Observation(.airTemperature, 20)],
                parameters: [Parameter(name: "seq", value: .unsigned(1))]
            )
        }
        let plain = try made(.active, device: reception)
        #expect(plain.observations.map(\.quality) == [.good])
        #expect(plain.parameters.map(\.name) == ["seq"])
        #expect(plain.timeSource == .device && plain.resultTime == reception && !plain.gatewayClockUnsynchronised)
        let wrong = try made(.active, device: Timestamp(microseconds: 1))
        #expect(wrong.observations.map(\.quality) == [.suspect])
        #expect(wrong.parameters.map(\.name) == ["deviceTime", "deviceTimeFault", "seq"])
        #expect(wrong.timeSource == .gateway && wrong.phenomenonTime == reception)
        #expect(try made(.calibrating, device: nil).observations.map(\.quality) == [.calibrating])
        #expect(try made(.maintenance, device: nil).observations.map(\.quality) == [.suspect])
    }
}
