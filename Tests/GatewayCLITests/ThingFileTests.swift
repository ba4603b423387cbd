import Observations
import Testing

@testable import GatewayCLI

struct ThingFileTests {
    static let header = "thing,hardware_id,model,agency,domain,name,latitude,longitude,expected_interval\n"

    @Test func readsThings() throws {
        let file = try read(
            Self.header + "gate-1,A1,parametric/pcr2,traffic-dept,traffic,\"Cổng, chính\",10.98,106.65,1h\n"
        )
        #expect(file.faults == [])
        let thing = try #require(file.things.first)
        #expect(thing.id.string == "gate-1")
        #expect(thing.hardwareID == "A1")
        #expect(thing.model.description == "parametric/pcr2")
        #expect(thing.name == "Cổng, chính")
        #expect(thing.location == Location(latitude: 10.98, longitude: 106.65))
        #expect(thing.expectedIntervalSeconds == 3600)
        #expect(file.lines == [2])
    }

    @Test func columnsMayStandInAnyOrderAndOptionalOnesMayBeMissing() throws {
        let file = try read("name,domain,agency,model,hardware_id,thing\nGate,traffic,dept,parametric/pcr2,A1,gate-1")
        #expect(file.faults == [])
        #expect(file.things.first?.name == "Gate")
        #expect(file.things.first?.location == nil)
        #expect(file.things.first?.expectedIntervalSeconds == nil)
    }

    /// A row, and the column and words of each fault.
    @Test(arguments: [
        ("Gate,A,parametric/pcr2,d,traffic,n,,,", ["thing"], "a-z"),
        (",A,parametric/pcr2,d,traffic,n,,,", ["thing"], "is missing"),
        ("g,,parametric/pcr2,d,traffic,n,,,", ["hardware_id"], "is missing"),
        ("g, A,parametric/pcr2,d,traffic,n,,,", ["hardware_id"], "space"),
        ("g,A,parametric/pcr3,d,traffic,n,,,", ["model"], "did you mean parametric/pcr2?"),
        ("g,A,parametric/pcr2,Dept,traffic,n,,,", ["agency"], "a-z"),
        ("g,A,parametric/pcr2,d,trafic,n,,,", ["domain"], "did you mean traffic?"),
        ("g,A,parametric/pcr2,d,traffic,n,91,0,", ["latitude"], "-90 to 90"),
        ("g,A,parametric/pcr2,d,traffic,n,\"10,5\",0,", ["latitude"], "with a point"),
        ("g,A,parametric/pcr2,d,traffic,n,nan,0,", ["latitude"], "-90 to 90"),
        ("g,A,parametric/pcr2,d,traffic,n,10,,", ["longitude"], "give both or neither"),
        ("g,A,parametric/pcr2,d,traffic,n,,,60", ["expected_interval"], "as 10m or 1h"),
        ("g,A,parametric/pcr2,d,traffic,n,,,500ms", ["expected_interval"], "whole seconds"),
        (
            "G,,x,D,y,,1,,1",
            ["thing", "hardware_id", "model", "agency", "domain", "name", "longitude", "expected_interval"], ""
        ),
    ])
    func namesLineColumnValueAndReason(row: String, columns: [String], words: String) throws {
        let file = try read(Self.header + row)
        #expect(file.faults.map(\.column) == columns)
        #expect(file.faults.allSatisfy { $0.line == 2 })
        #expect(file.faults.contains { $0.description.contains(words) }, "\(file.faults)")
        #expect(file.things.isEmpty)
    }

    @Test func aThingAndAHardwareIDStandInOneRowOnly() throws {
        let file = try read(
            Self.header
                + "a,1,parametric/pcr2,d,traffic,n,,,\nb,2,parametric/pcr2,d,traffic,n,,,\na,2,parametric/pcr2,d,traffic,n,,,\n"
        )
        let expected = [
            ImportFault(line: 4, column: "thing", value: "a", reason: "stands in line 2 too"),
            ImportFault(line: 4, column: "hardware_id", value: "2", reason: "stands in line 3 too"),
        ]
        #expect(file.faults == expected)
    }

    @Test(arguments: [
        ("", "the file is empty"), ("thing,colour\n", "is not a column"), ("thing,thing\n", "twice"),
        ("thing\n", "hardware_id"), (header + "a,b\n", "2 fields and the header has 9"),
        (header + "\"a", "the quote is never closed"),
    ])
    func aFileThatIsNoListOfThingsIsRefused(text: String, words: String) throws {
        let file = try read(text)
        #expect(file.things.isEmpty)
        #expect(file.faults.contains { $0.description.contains(words) }, "\(file.faults)")
    }

    @Test func aFaultShowsNoControlCharacters() {
        let fault = ImportFault(line: 2, column: "name", value: "a\u{1B}[2J", reason: "is odd")
        #expect(fault.description == "line 2, column name: \"a\u{FFFD}[2J\" is odd")
    }

    private func read(_ text: String) throws -> ThingFile {
        ThingFile(Array(text.utf8), models: try ModelSource(directory: nil))
    }
}
