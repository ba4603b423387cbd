import Observations
import Store
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
        #expect(file.rows.map(\.line) == [2])
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
        ("g,A,parametric/pcr2,d,traffic,n,\"10,5\",0,", ["latitude"], "has a decimal comma: write 10.5"),
        ("g,A,parametric/pcr2,d,traffic,n,0x1p3,0,", ["latitude"], "with a point"),
        ("g,7.06642E+15,parametric/pcr2,d,traffic,n,,,", ["hardware_id"], "a spreadsheet has rounded"),
        ("g,\"7,1E+15\",parametric/pcr2,d,traffic,n,,,", ["hardware_id"], "a spreadsheet has rounded"),
        ("g,A\u{A0},parametric/pcr2,d,traffic,n,,,", ["hardware_id"], "space"),
        ("g,A,parametric/pcr2,d,traffic,n,nan,0,", ["latitude"], "-90 to 90"),
        ("g,A,parametric/pcr2,d,traffic,n,10,,", ["longitude"], "give both or neither"),
        ("g,A,parametric/pcr2,d,traffic,n,,,60", ["expected_interval"], "as 10m or 1h"),
        ("g,A,parametric/pcr2,d,traffic,n,,,500ms", ["expected_interval"], "whole seconds"),
        (
            "G,,x,D,y,,1,,1",
            ["thing", "hardware_id", "model", "agency", "domain", "longitude", "expected_interval"], ""
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
        ("", "the file is empty"), ("thing,thing\n", "twice"), (header, "has no row"),
        ("id,device_id,hardware_id\n", "id and device_id both stand for"), ("PK\u{3}\u{4}x", "is a workbook"),
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

    @Test func theLastColumnsAreReadToo() throws {
        let file = try read(
            """
            thing,hardware_id,model,agency,schedule,tags,state,offsets
            a,1,parametric/pcr2,d,mon-fri 06:00-22:00,street=Bạch Đằng;pole=12,maintenance,water_volume=12.5
            b,2,parametric/pcr2,d,mon-foo,street,broken,nothing=1
            """
        )
        let thing = try #require(file.things.first)
        #expect(thing.schedule?.description == "mon-fri 06:00-22:00")
        #expect(thing.tags.description == "pole=12;street=Bạch Đằng")
        #expect(thing.state == .maintenance)
        #expect(thing.offsets.description == "water_volume=12.5")
        #expect(file.faults.map(\.column) == ["schedule", "tags", "state", "offsets"])
        #expect(file.faults.allSatisfy { $0.line == 3 })
        #expect(thing.domain == .traffic, "the model's own")
        #expect(thing.name == "a", "the thing's own")
    }

    @Test func aRowThatIsWrongIsComparedAllTheSame() throws {
        let file = try read(
            Self.header
                + "a,1,parametric/pcr2,d,traffic,n,99,0,\nb,1,parametric/pcr9,d,traffic,n,,,\na,3,x,d,traffic,n,,,\n"
        )
        #expect(
            file.faults.map { "\($0.line ?? 0) \($0.column ?? "")" } == [
                "2 latitude", "3 model", "3 hardware_id", "4 model", "4 thing",
            ]
        )
        #expect(file.rows.allSatisfy { $0.row?.isWhole == false })
    }

    @Test func rowsWithoutTextAndSurplusEmptyFieldsAreNoFault() throws {
        let file = try read(
            "thing;hardware_id;model;agency\r\na;1;elsys/ers;d;;\r\n;;;\r\n; ;;;;\r\nb;2;elsys/ers;d\r\nc;3;elsys/ers;d;x\r\n"
        )
        #expect(file.things.map(\.id.string) == ["a", "b"])
        #expect(file.faults.map(\.reason) == ["the line has 5 fields and the header has 4"])
    }

    @Test func whatStandsForEmptyCellsIsSaid() throws {
        let defaults = ThingDefaults(
            texts: [.agency: "water-dept", .model: "elsys/ers", .tags: "ward=Phú Hòa"],
            thing: .name
        )
        let file = ThingFile(
            Array(
                "dev_eui;name;agency\nA84041000181C5F1;Cổng số 2 (Đông);\nA84041000181C5F2;Cầu Ông Đành;other\n".utf8
            ),
            models: try ModelSource(directory: nil),
            defaults: defaults
        )
        #expect(file.faults == [])
        #expect(file.things.map(\.id.string) == ["cong-so-2-dong", "cau-ong-danh"])
        #expect(file.things.map(\.agency.string) == ["water-dept", "other"])
        #expect(file.things.map(\.hardwareID) == ["a84041000181c5f1", "a84041000181c5f2"])
        #expect(file.things.first?.tags.description == "ward=Phú Hòa")
        let row = try #require(file.rows.first?.row)
        #expect(row.unsaid == [.domain, .location, .expectedInterval, .schedule, .state, .offsets])
        #expect(row.isWhole)
    }

    @Test func namesOfNetworkServersAreKnown() throws {
        let theThingsStack = try read(
            "id;dev_eui;join_eui;name;frequency_plan_id;brand_id;model_id;app_key\n"
                + "am-1;24E124707C480001;24E124C0002A0001;Phòng họp;AS_923;milesight-iot;am319;00112233445566778899AABBCCDDEEFF\n",
            agency: "d"
        )
        #expect(theThingsStack.faults == [])
        #expect(theThingsStack.things.first?.model.description == "milesight/am319")
        #expect(theThingsStack.things.first?.hardwareID == "24e124707c480001")
        #expect(theThingsStack.things.first?.name == "Phòng họp")
        #expect(theThingsStack.ignored == ["join_eui", "frequency_plan_id", "app_key"])
        #expect(theThingsStack.rows.first?.row?.registration.key == nil, "the radio's key is not the payload's")

        let stream = try read(
            """
            {"ids": {"device_id": "am-1", "dev_eui": "24E124707C480001"}, "name": "A",
             "version_ids": {"brand_id": "elsys", "model_id": "ers"},
             "locations": {"user": {"latitude": 10.98, "longitude": 106.65}}}
            {
              "ids": {"device_id": "am-2", "dev_eui": "24E124707C480002"},
              "version_ids": {"brand_id": "elsys", "model_id": "ers"}
            }
            """,
            agency: "d"
        )
        #expect(stream.faults == [])
        #expect(stream.things.map(\.id.string) == ["am-1", "am-2"])
        #expect(stream.things.first?.location == Location(latitude: 10.98, longitude: 106.65))
        #expect(stream.rows.map(\.line) == [1, 4])

        let chirpStack = try read(
            "DevEUI,Name,Device profile,Latitude\n24e124707c480003,Cầu,x,\n",
            agency: "d",
            model: "elsys/ers"
        )
        #expect(chirpStack.things.first?.id.string == "24e124707c480003")
        #expect(chirpStack.ignored == ["Device profile"])
    }

    @Test(arguments: ["Hardware ID", "hardware-id", "hardwareID", "HARDWARE_ID", "\u{A0}hardware id "])
    func aHeadersNamesAreComparedWithoutCaseAndSpaces(name: String) throws {
        let file = try read("Thing,\(name),MODEL,agency\na,7,elsys/ers,d\n")
        #expect(file.faults == [])
        #expect(file.things.first?.hardwareID == "7")
    }

    @Test func aColumnsOwnNameGoesBeforeItsOtherNames() throws {
        let file = try read("id,thing,serial,hardware_id,model,agency\n5,a,x,7,elsys/ers,d\n")
        #expect(file.faults == [])
        #expect(file.things.first?.id.string == "a")
        #expect(file.ignored == ["id", "serial"])
    }

    @Test func unicodeTextOfASpreadsheetIsRead() throws {
        let text = "thing\thardware_id\tmodel\tagency\tname\r\na\t1\telsys/ers\td\tCầu Thủ Ngữ\r\n"
        let little = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
            let file = ThingFile(bytes, models: try ModelSource(directory: nil))
            #expect(file.faults == [])
            #expect(file.things.first?.name == "Cầu Thủ Ngữ")
        }
        let torn = ThingFile([0xFF, 0xFE] + little.dropLast(), models: try ModelSource(directory: nil))
        #expect(torn.faults.map(\.reason).first?.contains("save it as") == true)
        let lone = ThingFile([0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00], models: try ModelSource(directory: nil))
        #expect(lone.faults.count == 1)
    }

    /// Twice as many rows of mistakes take twice as long, and no more: far below the limit.
    @Test(.timeLimit(.minutes(1))) func aLongFileOfMistakesIsReadInTime() throws {
        let rows = (1...20_000).map { "a-\($0 % 100),hw-\($0),milesight/am391,D,\"10,5\",106\n" }.joined()
        let file = try read("thing,hardware_id,model,agency,latitude,longitude\n" + rows)
        #expect(file.rows.count == 20_000)
        #expect(file.faults.count == 20_000 * 4 - 100, "model, agency, latitude, and a thing that stands twice")
    }

    @Test func aFileThatCannotBeReadIsLeftAloneSoon() throws {
        let rows = String(repeating: "\"a\"b,1\n", count: 1_000)
        let file = try read("thing,hardware_id,model,agency\n" + rows)
        #expect(file.fileFaults.count == 1)
        #expect(file.rows.count == ThingFile.unreadableMax + 1)
    }

    private func read(_ text: String, agency: String? = nil, model: String? = nil) throws -> ThingFile {
        var defaults = ThingDefaults()
        defaults.texts[.agency] = agency
        defaults.texts[.model] = model
        if model != nil { defaults.thing = .hardwareID }
        return ThingFile(Array(text.utf8), models: try ModelSource(directory: nil), defaults: defaults)
    }
}

extension ThingFile {
    /// The things of rows without fault.
    var things: [Thing] { rows.filter { $0.faults.isEmpty }.compactMap(\.row?.registration.thing) }
}
