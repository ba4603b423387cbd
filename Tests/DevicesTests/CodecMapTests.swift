import Devices
import Observations
import Testing

/// What becomes of a codec's answers.
@Suite struct CodecMapTests {
    private static func decode(_ map: String, _ json: String) throws -> [DecodedReading] {
        try CodecMap(text: map).decode(Array(json.utf8)).readings
    }

    private static func words(_ reading: DecodedReading) -> [String] {
        reading.observations.map { observation in
            let channel = observation.channel.map { "/\($0)" } ?? ""
            let kind = observation.kind == .instant ? "" : " \(observation.kind.rawValue)"
            let value: String =
                switch observation.value {
                case .number(let number): "\(number)"
                case .boolean(let boolean): "\(boolean)"
                case .string(let text): "\"\(text)\""
                case nil: "none"
                }
            return "\(observation.property.name)\(channel)\(kind) \(value) \(observation.quality.rawValue)"
        }
    }

    @Test func anAnswerOfTooManyReadingsIsRefused() throws {
        func json(_ count: Int) -> String { "{\"a\":[\(Array(repeating: "1", count: count).joined(separator: ","))]}" }
        #expect(try Self.decode("a.*=co2", json(CodecMap.readingsMax)).count == CodecMap.readingsMax)
        #expect(throws: DecodeError.self) { try Self.decode("a.*=co2", json(CodecMap.readingsMax + 1)) }
    }

    @Test func mappedFieldsAreObservationsAndTheRestParameters() throws {
        let map = """
            temp=air_temperature
            battery_mv=battery_voltage:mV
            ext.temp2=air_temperature@probe-2
            total=water_volume:L#counter
            open=door_open
            gone=co2
            """
        let json = """
            {"temp":25.7,"battery_mv":3612,"ext":{"temp2":"-3.5","note":"é"},"total":1234567,"open":1,"gone":null,
             "list":[1,{"a":2}],"flag":false,"big":18446744073709551615,"ratio":0.25,"empty":{}}
            """
        let readings = try Self.decode(map, json)
        #expect(readings.count == 1)
        let reading = try #require(readings.first)
        #expect(
            Self.words(reading) == [
                "air_temperature 25.7 good", "battery_voltage 3.612 good", "air_temperature/probe-2 -3.5 good",
                "water_volume counter 1234.567 good", "door_open true good", "co2 none bad",
            ]
        )
        #expect(
            reading.parameters == [
                Parameter(name: "ext.note", value: .string("é")),
                Parameter(name: "list", value: .json(#"[1,{"a":2}]"#)),
                Parameter(name: "flag", value: .boolean(false)), Parameter(name: "big", value: .unsigned(.max)),
                Parameter(name: "ratio", value: .number(0.25)),
            ]
        )
    }

    @Test func aFieldOfTheWrongTypeStaysAParameter() throws {
        let reading = try #require(try Self.decode("t=air_temperature", #"{"t":"warm","u":1}"#).first)
        #expect(reading.observations.isEmpty)
        #expect(reading.parameters.map(\.name) == ["t", "u"])
    }

    @Test func elementsOfAnArrayAreReadingsOfTheirOwn() throws {
        let map = """
            temp=air_temperature
            history.*.time=time:s
            history.*.temp=air_temperature
            """
        let json = """
            {"history":[{"time":1795392000,"temp":20,"n":1},{"time":1795392600,"temp":21,"n":2}],"temp":22,"seq":7}
            """
        let readings = try Self.decode(map, json)
        #expect(
            readings.map(Self.words) == [
                ["air_temperature 20.0 good"], ["air_temperature 21.0 good"], ["air_temperature 22.0 good"],
            ]
        )
        #expect(readings.map { $0.time?.microseconds } == [1_795_392_000_000_000, 1_795_392_600_000_000, nil])
        #expect(readings.map { $0.parameters.map(\.name) } == [["n"], ["n"], ["seq"]])
    }

    @Test func elementsByTheirPlaceStayInOneReading() throws {
        let map = "probes.0.t=air_temperature@probe-1\nprobes.1.t=air_temperature@probe-2\nraw.1=co2"
        let readings = try Self.decode(map, #"{"probes":[{"t":1},{"t":2},{"t":3}],"raw":[400,500]}"#)
        #expect(
            readings.map(Self.words) == [
                ["air_temperature/probe-1 1.0 good", "air_temperature/probe-2 2.0 good", "co2 500.0 good"]
            ]
        )
        #expect(readings.first?.parameters.map(\.name) == ["probes.2.t", "raw.0"])
    }

    @Test func aTextThatIsTooLongForAPropertyIsKept() throws {
        let long = String(repeating: "x", count: 5_000)
        let reading = try #require(try Self.decode("", #"{"note":"\#(long)"}"#).first)
        #expect(reading.parameters == [Parameter(name: "note", value: .json("\"\(long)\""))])
    }

    @Test(arguments: ["[1]", "5", "", "{", #"{"a":1"#, "{}", "null"])
    func whatIsNoObjectWithContentIsRefused(json: String) {
        #expect(throws: DecodeError.self) { _ = try Self.decode("a=co2", json) }
    }

    @Test func everyPrefixAndEveryFlippedBitIsSurvived() throws {
        let map = try CodecMap(text: "a.*.t=time:s\na.*.v=co2\nb.0=air_temperature\nc=battery_level")
        let json = Array(
            #"{"a":[{"t":1795392000,"v":1.5e2},{"v":"3"}],"b":[1,2],"c":null,"d":"\u00e9\\","e":[[]]}"#.utf8
        )
        for count in json.indices { _ = try? map.decode(Array(json[..<count])) }
        for bit in 0..<8 * json.count {
            var flipped = json
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            _ = try? map.decode(flipped)
        }
        #expect(try map.decode(json).readings.count == 3)
    }

    @Test(arguments: [
        ("temp=air_temperatur", "is unknown"), ("temp=air_temperature:kg", "cannot be converted"),
        ("temp=air_temperature:Kelvin", "is unknown"), ("temp=air_temperature@Left", "temp"),
        ("a=co2\nb=co2", "repeats"), ("a=co2\na=co", "twice"), ("a", "no line"), ("=co2", "no line"),
        ("a..b=co2", "empty"), ("a=co2#often", "no line"), ("t=time:weeks", "no line"),
    ])
    func whatIsWrongWithALineIsSaid(text: String, problem: String) {
        #expect {
            _ = try CodecMap(text: text)
        } throws: { error in
            "\(error)".contains(problem)
        }
    }

    @Test func aMapReadsBackAsItIsWritten() throws {
        let text = "a.*.t=time:ms\na.*.v=co2:[ppb]@left#delta\nb=-\nc=battery_level\n"
        #expect(try CodecMap(text: text).text == text)
        #expect(try CodecMap(text: text).properties.map(\.name) == ["co2", "battery_level"])
    }
}
