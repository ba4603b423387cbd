import Foundation
import Gateway
import Observations
import Store
import Testing

@testable import GatewayCLI

/// The commands on a directory of their own, as a shell runs them: by arguments and status.
struct DeviceCommandTests {
    @Test func aFileIsRegisteredAsAWholeOrNotAtAll() async throws {
        let place = try await Place()
        let good = try place.file("a,1,parametric/pcr2,d,traffic,n,,,\nb,2,elsys/ers,d,environment,n,,,1h\n")
        #expect(try await place.run("device", "import", good) == .success)
        #expect(try place.things() == ["a", "b"])
        #expect(try await place.run("device", "import", good) == .success)

        let conflicting = try place.file("c,3,elsys/ers,d,environment,n,,,\nd,1,elsys/ers,d,environment,n,,,\n")
        #expect(try await place.run("device", "import", conflicting) == .conflict)
        let wrong = try place.file("c,3,elsys/ers,d,environment,n,,,\nD,4,elsys/ers,d,environment,n,,,\n")
        #expect(try await place.run("device", "import", wrong) == .failure)
        #expect(try await place.run("device", "import", "/nowhere.csv") == .failure)
        #expect(try place.things() == ["a", "b"])
    }

    @Test func aThingIsAddedOnceAndRemovedOnce() async throws {
        let place = try await Place()
        let add = ["device", "add", "gate-1", "--hardware-id", "A1", "--model", "parametric/pcr2", "--agency", "d"]
        #expect(try await place.run(add) == .success)
        #expect(try await place.run(add) == .success)
        #expect(try await place.run(add + ["--name", "Another"]) == .conflict)
        #expect(try await place.run(add + ["--latitude", "10"]) == .usage)
        let thing = try place.registry().find(thing: Slug("gate-1"))
        #expect(thing?.domain == .traffic)
        #expect(thing?.name == "gate-1")

        #expect(try await place.run("device", "show", "gate-2") == .notFound)
        #expect(try await place.run("device", "remove", "Gate") == .notFound)
        #expect(try await place.run("device", "remove", "gate-1") == .success)
        #expect(try await place.run("device", "remove", "gate-1") == .notFound)
        #expect(try place.things() == [])
    }

    @Test(arguments: [
        ("device show gate-nroth", "did you mean gate-north?"),
        ("device set Gate_North --name x", "did you mean gate-north?"),
        ("device label gate-noth", "did you mean gate-north?"), ("device remove gatenorth", "did you mean gate-north?"),
        ("quarantine redecode --thing gate-norh", "did you mean gate-north?"),
        ("device show tower", "see `gateway device list`"),
    ])
    func aSlipInAThingsNameIsAnsweredWithTheName(line: String, answer: String) async throws {
        let place = try await CommandPlace()
        let add = ["device", "add", "gate-north", "--hardware", "A1", "--model", "parametric/pcr2", "--agency", "d"]
        #expect(
            try await place.run(add + ["--schedule", "mon-fri 06:00-22:00", "--tag", "street=A", "--tag", "pole=2"])
                == .success
        )
        let thing = try #require(try place.registry().find(thing: Slug("gate-north")))
        #expect(thing.schedule != nil && thing.tags.values.count == 2)
        let end = try await place.failure(line.split(separator: " ").map(String.init))
        #expect(end.status == .notFound && end.message.contains(answer), "\(end.message)")
    }

    @Test(arguments: [
        ("Cầu Thủ Ngữ", "parametric/pcr2", "cau-thu-ngu would do"), ("gate", "pcr2", "did you mean parametric/pcr2?"),
        ("gate", "Parametric/PCR2", "did you mean parametric/pcr2?"),
        ("gate", "Milesight EM300-TH", "did you mean milesight/em300-th?"),
        ("gate", "acme/pump", "see `gateway model list`"),
    ])
    func whatWasMeantIsSaidOfANameThatIsNone(thing: String, model: String, answer: String) async throws {
        let place = try await CommandPlace()
        let end = try await place.failure([
            "device", "add", thing, "--hardware-id", "A1", "--model", model, "--agency", "d",
        ])
        #expect(end.status == .usage && end.message.contains(answer), "\(end.message)")
    }

    @Test func aConfigurationIsNeverOverwritten() async throws {
        let place = try await Place()
        let before = try Data(contentsOf: URL(filePath: place.configuration))
        #expect(try await place.run("init", "--id", "other") == .conflict)
        #expect(try Data(contentsOf: URL(filePath: place.configuration)) == before)
    }

    @Test func aFirstConfigurationThatWouldNotBeValidIsNotWritten() async throws {
        let place = try await Place(isInitialised: false)
        #expect(try await place.run("init", "--id", "Big City") == .usage)
        #expect(try await place.run("init", "--id", "g-1", "--uplink-host", "mqtt://x") == .usage)
        #expect(!FileManager.default.fileExists(atPath: place.configuration))
    }

    @Test func whatIsNotThereIsNotFound() async throws {
        let place = try await Place()
        #expect(try await place.run("outbox", "status") == .notFound)
        #expect(try await place.run("quarantine", "list") == .notFound)
        #expect(try await place.run("model", "show", "acme/none") == .notFound)
        #expect(try await Place(isInitialised: false).run("device", "list") == .failure)
    }

    /// A directory with a configuration, removed when nobody holds it any more.
    private final class Place {
        let directory: String
        var configuration: String { "\(directory)/gateway.toml" }

        init(isInitialised: Bool = true) async throws {
            let url = FileManager.default.temporaryDirectory.appending(path: "gateway-\(UUID())")
            directory = url.path(percentEncoded: false)
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            if isInitialised { #expect(try await run("init", "--id", "g-1", "--state-directory", "state") == .success) }
        }

        deinit { try? FileManager.default.removeItem(atPath: directory) }

        func run(_ arguments: String...) async throws -> CommandStatus { try await run(arguments) }

        func run(_ arguments: [String]) async throws -> CommandStatus {
            do {
                try await Main.run(arguments + ["--config", configuration])
                return .success
            } catch {
                return Main.end(error).status
            }
        }

        func file(_ rows: String) throws -> String {
            let path = "\(directory)/\(UUID()).csv"
            try Data((ThingFileTests.header + rows).utf8).write(to: URL(filePath: path))
            return path
        }

        func registry() throws -> ThingRegistry { try ThingRegistry(readingOnly: "\(directory)/state/registry.db") }

        func things() throws -> [String] { try registry().snapshot().things.map(\.id.string) }
    }
}
