import Foundation
import Observations
import Testing

@testable import GatewayCLI

struct ReadingLineTests {
    private func reading(thing: String, observations: String) throws -> ReceivedReading {
        let text = """
            {"schemaVersion":1,"id":"9f3c5a1e7b2d4c60","thing":"\(thing)","domain":"environment","replayed":true,
             "phenomenonTime":"2026-11-23T08:00:01.250Z","observations":[\(observations)],
             "parameters":{"frameCounter":4711,"note":"text","list":[1]}}
            """
        return try JSONDecoder().decode(ReceivedReading.self, from: Data(text.utf8))
    }

    @Test func aReadingShowsItsPlaceAndWhatPeopleLookAtFirst() throws {
        let observations = """
            {"property":"battery_voltage","value":3.6,"unit":"V"},{"property":"relative_humidity","value":78,"unit":"%"},
            {"property":"air_temperature","value":31.416,"unit":"Cel"},{"property":"people_count","quality":"bad"}
            """
        let reading = try reading(thing: "aq-thu-dau-mot", observations: observations)
        #expect(reading.frameCounter == 4_711)
        #expect(reading.replayed)
        let line = ReadingLine(reading)
        #expect(line.time == "08:00:01")
        #expect(line.place == "Trạm Thủ Dầu Một          ")
        #expect(line.values == "31.42 °C · humidity 78 %")
    }

    @Test func whatADeviceSendsDoesNotSteerTheTerminal() throws {
        let line = ReadingLine(
            try reading(thing: "x\\u001b[2J", observations: #"{"property":"pm10","value":"\u001b[0m"}"#)
        )
        #expect(!line.place.contains("\u{1B}"))
        #expect(!line.values.contains("\u{1B}"))
    }

    @Test func aCounterOfAJSONDeviceIsItsOwn() throws {
        let text = """
            {"id":"1","thing":"a","domain":"traffic","replayed":false,"phenomenonTime":"","observations":[],"parameters":{"seq":7}}
            """
        #expect(try JSONDecoder().decode(ReceivedReading.self, from: Data(text.utf8)).frameCounter == 7)
    }

    @Test(arguments: [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("Thủ Dầu Một", 6, "Thủ D…"), ("", 3, "")])
    func aTextIsCutToItsColumns(text: String, columns: Int, result: String) {
        #expect(ReadingLine.fitted(text, to: columns) == result)
    }

    @Test func everyPlaceOfTheCityCanBeRegisteredAndHasItsName() throws {
        let models = try ModelSource(directory: nil)
        let lines = DemoCity.csv.split(separator: "\n").filter { !$0.contains("binh-duong/air-json") }
        let file = ThingFile(Array((lines.joined(separator: "\n") + "\n").utf8), models: models)
        #expect(file.faults.isEmpty, "\(file.faults)")
        #expect(file.things.count == lines.count - 1)
        #expect(DemoCity.names.count == DemoCity.csv.split(separator: "\n").count - 1)
        for thing in file.things { #expect(DemoCity.names[thing.id.string] == thing.name) }
    }
}
