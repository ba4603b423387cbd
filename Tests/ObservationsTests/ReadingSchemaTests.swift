import JSONSchema
import Testing

@testable import Observations

@Suite struct ReadingSchemaTests {
    static func json(_ reading: Reading) throws -> JSONValue {
        try JSONValue(parsing: ReadingJSONTests.text(reading).utf8)
    }

    @Test func everyShapeOfReadingIsValid() throws {
        let schema = try JSONSchema.reading()
        #expect(try schema.faults(in: Self.json(ReadingJSONTests.full())) == [])
        #expect(try schema.faults(in: Self.json(ReadingJSONTests.reading())) == [])
        for replayed in [false, true] {
            let text = try ReadingJSONTests.text(ReadingJSONTests.full(), replayed: replayed)
            #expect(try schema.faults(in: JSONValue(parsing: text.utf8)) == [])
        }
    }

    @Test func everyPropertyIsValidAndOnlyWithItsUnitAndType() throws {
        let schema = try JSONSchema.reading()
        for property in ObservedProperty.all {
            let good: Observation
            let wrongValue: JSONValue
            switch property.valueType {
            case .number: (good, wrongValue) = (Observation(property, 1), .boolean(true))
            case .boolean: (good, wrongValue) = (Observation(property, true), .number("1"))
            case .string: (good, wrongValue) = (Observation(property, "x"), .number("1"))
            }
            let absent = Observation(property: property, value: nil)
            let reading = try Self.json(ReadingJSONTests.reading(observations: [good, absent]))
            #expect(schema.faults(in: reading) == [], "\(property)")
            let observation = try #require(reading["observations"]?[0])
            let otherUnit = property.unit?.code == "Cel" ? "K" : "Cel"
            for broken in [
                observation.replacing("value", with: wrongValue),
                observation.replacing("unit", with: .string(otherUnit)),
                observation.replacing("value", with: nil),
                observation.replacing("property", with: .string(property.name + "_")),
            ] {
                let changed = reading.replacing("observations", with: .array([broken]))
                #expect(!schema.faults(in: changed).isEmpty, "\(property)")
            }
        }
    }

    @Test func theSchemaNamesNoPropertyThatThereIsNot() throws {
        let alternatives = try #require(JSONSchema.reading().document["$defs"]?["observation"]?["oneOf"]?.elements)
        let names = alternatives.flatMap { $0["properties"]?["property"]?["enum"]?.elements ?? [] }.compactMap(\.string)
        #expect(names.sorted() == ObservedProperty.all.map(\.name).sorted())
    }

    /// What is done to a valid reading, member by member.
    @Test(
        arguments: [
            ("schemaVersion", .number("2")), ("id", .string("9F3C5A1E7B2D4C60")), ("id", .string("9f3c5a1e7b2d4c6")),
            ("id", .number("9")), ("thing", .string("Aq")), ("thing", .string("")), ("agency", .string("a b")),
            ("thing", .string(String(repeating: "x", count: 65))), ("domain", .string("water")), ("domain", .null),
            ("model", .string("am319")), ("model", .string("a/b/c")), ("gateway", .string("a_b")),
            ("phenomenonTime", .string("2026-11-23T08:00:00Z")),
            ("phenomenonTime", .string("2026-13-23T08:00:00.000Z")),
            ("resultTime", .string("2026-11-23T08:00:00.000+07:00")), ("resultTime", .number("1")),
            ("timeSource", .string("clock")), ("gatewayClock", .string("synchronised")), ("replayed", .string("false")),
            ("revision", .number("0")), ("revision", .number("1.5")), ("location", .null), ("location", .object([])),
            ("observations", .object([])), ("observations", .array([.object([])])), ("parameters", .array([])),
            ("parameters", .object([])), ("radio", .object([])), ("radio", .number("1")), ("more", .null),
        ] as [(String, JSONValue)]
    )
    func aChangedReadingIsNotValid(key: String, value: JSONValue) throws {
        let reading = try Self.json(ReadingJSONTests.full())
        #expect(try !JSONSchema.reading().faults(in: reading.replacing(key, with: value)).isEmpty)
    }

    @Test func everyMemberThatMustBeThereIsMissed() throws {
        let schema = try JSONSchema.reading()
        let reading = try Self.json(ReadingJSONTests.full())
        let optional = ["gatewayClock", "revision", "location", "parameters", "radio"]
        for key in reading.keys {
            #expect(schema.faults(in: reading.replacing(key, with: nil)).isEmpty == optional.contains(key), "\(key)")
        }
    }

    @Test(
        arguments: [
            ("quality", .string("fine")), ("quality", nil), ("kind", .string("instant")),
            ("channel", .string("Lane 1")),
            ("more", .null), ("value", .null), ("unit", nil), ("property", nil),
        ] as [(String, JSONValue?)]
    )
    func aChangedObservationIsNotValid(key: String, value: JSONValue?) throws {
        let reading = try Self.json(ReadingJSONTests.full())
        let observation = try #require(reading["observations"]?[1]).replacing(key, with: value)
        let changed = reading.replacing("observations", with: .array([observation]))
        #expect(try !JSONSchema.reading().faults(in: changed).isEmpty)
    }

    @Test(arguments: ["[106.6]", "[181,10]", "[106,91]", "[106,-91]", "[106,10,5]", "[\"106\",10]", "{}"])
    func aChangedLocationIsNotValid(coordinates: String) throws {
        let reading = try Self.json(ReadingJSONTests.full())
        let location = try #require(reading["location"])
        let changed = try location.replacing("coordinates", with: JSONValue(parsing: coordinates.utf8))
        #expect(try !JSONSchema.reading().faults(in: reading.replacing("location", with: changed)).isEmpty)
    }

    @Test func anUnknownKeywordIsRefused() throws {
        let schema = try JSONValue(parsing: #"{"properties":{"a":{"maxLenght":3}}}"#.utf8)
        #expect(throws: JSONSchema.Failure.unknownKeyword("maxLenght")) { try JSONSchema(schema) }
    }

    @Test(arguments: [
        "", "{", "{\"a\":1,\"a\":2}", "[1,]", "01", "1.", "-", "\"\u{1}\"", "\"\\ud800\"", "\"\\x\"", "nul", "1 2",
        "NaN", "+1",
    ])
    func theParserOfTheTestsIsStrict(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text.utf8) }
    }
}
