import Foundation
import Observations
import Store
import Testing

@testable import GatewayCLI

/// `device import` and `device export` on a directory of their own.
struct ImportCommandTests {
    private static let header = "thing,hardware_id,model,agency,domain,name,latitude,longitude\n"

    /// 500 good rows, and whatever is put in the place of some of them, by line.
    private static func file(_ others: [Int: String] = [:]) -> String {
        let rows = (2...501).map { line in
            others[line]
                ?? "am-\(line),24e124707c48\(1000 + line),milesight/am319,d,environment,Phòng \(line),10.98,106.65"
        }
        return header + rows.joined(separator: "\n") + "\n"
    }

    private func things(_ place: CommandPlace) throws -> [Thing] { try place.registry().snapshot().things }

    @Test func ofFiveHundredRowsTheThreeThatAreWrongAreNamed() async throws {
        let place = try await CommandPlace()
        let wrong = Self.file([
            100: "am-100,24e124707c481100,milesight/am391,d,environment,n,10.98,106.65",
            250: "am-250,24e124707c481249,milesight/am319,d,environment,n,10.98,106.65",
            499: "am-499,24e124707c481499,milesight/am319,d,environment,n,\"10,98\",106.65",
        ])
        let source = try place.file("things.csv", wrong)
        let failure = try await place.failure(["device", "import", source])
        #expect(failure.status == .failure)
        #expect(
            failure.message == """
                gateway: nothing was registered; rows with faults: 3, conflicts with the registry: 0
                \(source): line 100, column model: "milesight/am391" is not a model; did you mean milesight/am319?
                \(source): line 250, column hardware_id: "24e124707c481249" stands in line 249 too
                \(source): line 499, column latitude: "10,98" has a decimal comma: write 10.98, with a point, degrees from \
                -90 to 90

                """
        )
        #expect(!FileManager.default.fileExists(atPath: "\(place.directory)/state/registry.db"))

        #expect(try await place.run("device", "import", try place.write(Self.file())) == .success)
        #expect(try things(place).count == 500)
        #expect(try place.registry().audit(limit: 1_000).count == 500)
    }

    @Test func importingAgainChangesNothing() async throws {
        let place = try await CommandPlace()
        let source = try place.write(Self.file())
        #expect(try await place.run("device", "import", source) == .success)
        let stamp = try place.registry().changeStamp()
        for more in [[], ["--update"], ["--partial"], ["--dry-run"], ["--update", "--partial"]] {
            #expect(try await place.run(["device", "import", source] + more) == .success)
        }
        #expect(try place.registry().changeStamp() == stamp)
        let plan = try self.plan(place, Self.file())
        #expect(plan.summary(isDone: true) == "0 added, 500 unchanged")
    }

    @Test func aDryRunFindsFaultsAndConflictsTogetherAndChangesNothing() async throws {
        let place = try await CommandPlace()
        let before = "a,1,elsys/ers,d,environment,A,,\nb,2,elsys/ers,d,environment,B,,\n"
        #expect(try await place.run("device", "import", try place.write(Self.header + before)) == .success)
        let text =
            Self.header + "a,1,elsys/ers,d,environment,A,,\nb,2,elsys/ers,d,environment,Other,99,106\n"
            + "c,1,elsys/erz,d,environment,C,,\nd,4,elsys/ers,d,,,,\nb,9,elsys/ers,d,,,,\na,8,elsys/ers,d,,,,\n"
        let source = try place.write(text)
        #expect(try await place.run("device", "import", source, "--dry-run") == .failure)
        #expect(try await place.run("device", "import", source, "--dry-run", "-o", "json") == .failure)
        #expect(try await place.run("device", "import", source) == .failure)
        #expect(try await place.run("device", "import", source, "-o", "json") == .usage)
        #expect(try things(place).map(\.name) == ["A", "B"])

        let lines = try plan(place, text).listing.text(.csv).split(separator: "\r\n").map(String.init)
        #expect(
            lines == [
                "line,action,thing,hardwareID,column,value,reason", "2,unchanged,a,1,,,",
                "3,fault,b,2,latitude,99,\"is no latitude, which is from -90 to 90 degrees; is it the longitude?\"",
                "3,conflict,b,2,name,Other,\"\"\"B\"\" is registered; --update changes it\"",
                "4,fault,c,1,model,elsys/erz,is not a model; did you mean elsys/ers?",
                "4,fault,c,1,hardware_id,1,stands in line 2 too", "4,conflict,c,1,hardware_id,1,is bound to thing a",
                "5,add,d,4,,,", "6,fault,b,9,thing,b,stands in line 3 too",
                "6,conflict,b,9,hardware_id,9,\"\"\"2\"\" is registered; other hardware comes with `gateway device replace`\"",
                "7,fault,a,8,thing,a,stands in line 2 too",
                "7,conflict,a,8,hardware_id,8,\"\"\"1\"\" is registered; other hardware comes with `gateway device replace`\"",
            ]
        )
    }

    @Test func aDryRunEndsAsTheImportWould() async throws {
        let place = try await CommandPlace()
        let good = try place.write(Self.header + "a,1,elsys/ers,d,environment,A,,\n")
        let conflict = try place.write(Self.header + "a,1,elsys/ers,d,environment,B,,\nb,2,elsys/ers,d,,,,\n")
        let bound = try place.write(Self.header + "x,1,elsys/ers,d,environment,B,,\n")
        let fault = try place.write(Self.header + "A,3,elsys/ers,d,environment,B,,\nc,4,elsys/ers,d,,,,\n")
        let headless = try place.write("a,1,elsys/ers,d\n")
        for dryRun in [true, false] {
            let more = dryRun ? ["--dry-run"] : []
            #expect(try await place.run(["device", "import", good] + more) == .success)
            #expect(dryRun != FileManager.default.fileExists(atPath: "\(place.directory)/state/registry.db"))
        }
        for more in [["--dry-run"], []] {
            #expect(try await place.run(["device", "import", conflict] + more) == .conflict)
            #expect(try await place.run(["device", "import", bound] + more) == .conflict)
            #expect(try await place.run(["device", "import", bound, "--update"] + more) == .conflict)
            #expect(try await place.run(["device", "import", bound, "--partial"] + more) == .conflict)
            #expect(try await place.run(["device", "import", fault] + more) == .failure)
            #expect(try await place.run(["device", "import", headless, "--partial"] + more) == .failure)
            #expect(try things(place).map(\.name) == ["A"])
        }
        for more in [["--dry-run"], []] {
            #expect(try await place.run(["device", "import", conflict, "--update"] + more) == .success)
            #expect(try await place.run(["device", "import", fault, "--partial"] + more) == .partlyImported)
        }
        #expect(try things(place).map(\.name) == ["B", "b", "c"])
        let failure = try await place.failure(["device", "import", conflict, "--partial"])
        #expect(failure.status == .success, "all of it is registered by now")
    }

    @Test func theRowsThatFitAreTakenAndTheOthersAreNamed() async throws {
        let place = try await CommandPlace()
        #expect(
            try await place.run("device", "import", try place.write(Self.header + "a,1,elsys/ers,d,,A,,\n")) == .success
        )
        let rows = "b,2,elsys/ers,d,,,,\nc,3,elsys/erz,d,,,,\na,1,elsys/ers,d,,Other,,\n\"d\"x,4\ne,5,elsys/ers,d,,,,\n"
        let source = try place.write(Self.header + rows)
        let failure = try await place.failure(["device", "import", source, "--partial"])
        #expect(failure.status == .partlyImported)
        let lines = failure.message.split(separator: "\n").map(String.init)
        #expect(
            lines.first
                == "gateway: 2 added, 0 unchanged, 3 left out; rows with faults: 2, conflicts with the registry: 1"
        )
        #expect(lines.count == 4)
        #expect(lines[1].contains("line 3, column model"))
        #expect(lines[2].contains("line 4, column name: \"Other\" \"A\" is registered; --update changes it"))
        #expect(lines[3].contains("line 5: byte 4"))
        #expect(try things(place).map(\.id.string) == ["a", "b", "e"])
    }

    @Test func anUpdateNeedsOnlyTheColumnsThatChange() async throws {
        let place = try await CommandPlace()
        #expect(try await place.run("device", "import", try place.write(Self.file())) == .success)
        let rows = (2...501).map { "am-\($0),ward=Phú Hòa" }.joined(separator: "\n")
        let source = try place.write("thing,tags\n" + rows)
        #expect(try await place.run("device", "import", source) == .failure)
        #expect(try await place.run("device", "import", source, "--update") == .success)
        let changed = try things(place)
        #expect(changed.allSatisfy { $0.tags.description == "ward=Phú Hòa" && $0.location != nil })
        #expect(changed.first { $0.id.string == "am-7" }?.name == "Phòng 7")
        let stranger = try place.write("thing,tags\nother,a=b\n")
        let failure = try await place.failure(["device", "import", stranger, "--update"])
        #expect(failure.status == .conflict)
        #expect(failure.message.contains("\"other\" is not registered, and the row lacks"))
    }

    @Test func anExportImportsToTheSameBytes() async throws {
        let place = try await CommandPlace()
        let other = try await CommandPlace()
        let text = """
            thing,hardware_id,model,agency,domain,name,latitude,longitude,expected_interval,schedule,tags,state,offsets,key
            a,24E124707C480001,elsys/ers,d,traffic,"Cổng ""A"", phía Đông; 1",10.123456789012345,-0.1,90s,mon-fri 06:00-22:00,street=Bạch Đằng,active,,
            b,"=1+1",elsys/ers,e,,,,,1h,,,calibrating,water_volume=-12.5,\(KeyCommandTests.key)
            c,7,elsys/ers,d,,,10,106,,"mon;tue 06:00-07:00","a=1;b=x,y",retired,,
            """
        #expect(try await place.run("device", "import", try place.write(text)) == .success)
        for format in ["csv", "jsonl"] {
            let first = "\(place.directory)/first.\(format)"
            let export = ["device", "export", "-o", format, "--keys", "--output"]
            #expect(try await place.run(export + [first]) == .success)
            #expect(try await place.run("device", "import", first, "--update") == .success, "it is what is registered")
            let target = try await CommandPlace()
            #expect(try await target.run("device", "import", first) == .success)
            let second = "\(target.directory)/second.\(format)"
            #expect(try await target.run(export + [second]) == .success)
            let bytes = try Data(contentsOf: URL(filePath: first))
            #expect(try Data(contentsOf: URL(filePath: second)) == bytes)
            #expect(try target.registry().snapshot().things == place.registry().snapshot().things)
            #expect(try target.registry().snapshot().keys == place.registry().snapshot().keys)
            let mode = try FileManager.default.attributesOfItem(atPath: first)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
        }
        // What `device list` prints can be imported, too.
        var listing = Listing(ThingCells.columns)
        for thing in try things(place) { listing.add(ThingCells.cells(thing)) }
        for format in [OutputFormat.json, .jsonl, .csv] {
            let source = try other.file("list", listing.text(format))
            #expect(try await other.run("device", "import", source) == .success)
        }
        #expect(try things(other).map(\.hardwareID) == ["24e124707c480001", "=1+1", "7"])
        #expect(try things(other).map(\.location) == things(place).map(\.location))
    }

    @Test func anExportHasKeysOnlyWhereTheyAreAskedForAndNobodyReads() async throws {
        let place = try await CommandPlace()
        let header = "thing,hardware_id,model,agency,tags,key\n"
        let rows = "a,1,elsys/ers,d,x=1,\(KeyCommandTests.key)\nb,2,elsys/ers,e,x=2,\n"
        #expect(try await place.run("device", "import", try place.write(header + rows)) == .success)
        #expect(try await place.run("device", "export", "--keys") == .usage)
        let path = "\(place.directory)/out.csv"
        #expect(try await place.run("device", "export", "--output", path) == .success)
        #expect(try !Leak.isIn(String(contentsOfFile: path, encoding: .utf8), KeyCommandTests.key))
        #expect(
            try await place.run("device", "export", "--keys", "--output", path) == .conflict,
            "nothing is overwritten"
        )
        for (filter, expected) in [
            (["--agency", "d"], ["a"]), (["--tag", "x"], ["a", "b"]), (["--tag", "x=2"], ["b"]),
            (["--state", "retired"], []),
            (["--domain", "environment", "--model", "elsys/ers"], ["a", "b"]), (["--tag", "y"], []),
        ] {
            let path = "\(place.directory)/\(UUID()).csv"
            #expect(try await place.run(["device", "export", "--output", path] + filter) == .success)
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\r\n").dropFirst()
            #expect(lines.map { String($0.prefix(1)) } == expected)
        }
        #expect(try await place.run("device", "export", "--state", "asleep") == .usage)
        #expect(try await place.run("device", "export", "--domain", "water") == .usage)
    }

    private func plan(_ place: CommandPlace, _ text: String) throws -> ImportPlan {
        let file = ThingFile(Array(text.utf8), models: try place.models())
        let results = try place.registry().judge(file.rows.compactMap(\.row))
        return ImportPlan(file, results, ImportOptions())
    }
}
