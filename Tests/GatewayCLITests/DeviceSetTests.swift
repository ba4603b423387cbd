import Devices
import Foundation
import Observations
import Store
import Testing

@testable import GatewayCLI

/// Things are changed by a person: everything that is named, or nothing.
struct DeviceSetTests {
    private static func place() async throws -> CommandPlace {
        let place = try await CommandPlace()
        let add = ["device", "add", "w-1", "--hardware-id", "A1", "--agency", "d", "--model"]
        #expect(try await place.run(add + ["axioma/qalcosonic-w1"]) == .success)
        return place
    }

    private static func thing(_ place: CommandPlace) throws -> Thing {
        try #require(try place.registry().find(thing: Slug("w-1")))
    }

    @Test func severalThingsAreChangedAtOnceAndTakenAwayAgain() async throws {
        let place = try await Self.place()
        let set = [
            "device", "set", "w-1", "--state", "maintenance", "--expected-interval", "1h", "--schedule",
            "mon-fri 06:00-22:00", "--location", "-10.5, 106.6519", "--name", "Cầu Thủ Ngữ", "--tag",
            "street=Bạch Đằng",
            "--tag", "zone=2", "--agency", "water", "--domain", "environment", "--model", "elsys/ers",
        ]
        #expect(try await place.run(set) == .success)
        let thing = try Self.thing(place)
        #expect(thing.state == .maintenance && thing.expectedIntervalSeconds == 3_600)
        #expect(thing.schedule?.description == "mon-fri 06:00-22:00" && thing.name == "Cầu Thủ Ngữ")
        #expect(thing.location == Location(latitude: -10.5, longitude: 106.6519))
        #expect(thing.tags.description == "street=Bạch Đằng;zone=2")
        #expect(thing.agency.string == "water" && thing.model.description == "elsys/ers")
        #expect(try place.registry().audit(of: "w-1", limit: 9).count == 2, "one line for one command")

        #expect(try await place.run(set) == .success)
        #expect(try place.registry().audit(of: "w-1", limit: 9).count == 2, "nothing to change, no line")

        let away = [
            "device", "set", "w-1", "--no-location", "--no-expected-interval", "--no-schedule", "--untag", "zone",
            "--tag", "street=Trần Phú", "--latitude", "1",
        ]
        #expect(try await place.run(away) == .usage, "--no-location and --latitude")
        #expect(try await place.run(away.dropLast(2)) == .success)
        let less = try Self.thing(place)
        #expect(less.location == nil && less.expectedIntervalSeconds == nil && less.schedule == nil)
        #expect(less.tags.description == "street=Trần Phú")
    }

    @Test(arguments: [
        (["--state", "asleep"], "state"), (["--schedule", "always"], "schedule"), (["--tag", "x"], "tag"),
        (["--tag", "X=1"], "tag"), (["--location", "1"], "location"), (["--location", "91,1"], "latitude"),
        (["--latitude", "1"], "longitude"), (["--expected-interval", "soon"], "expected_interval"),
        (["--model", "axioma/none"], "model"), (["--agency", "X Y"], "agency"), (["--domain", "sea"], "domain"),
        (["--name", ""], "name"), (["--reading-offset", "x"], "--reading-offset"),
        (["--hardware-id", "B"], "gateway device replace"),
    ])
    func aMistakeIsNamedAndNothingIsChanged(arguments: [String], name: String) async throws {
        let place = try await Self.place()
        let all = ["device", "set", "w-1", "--state", "maintenance"] + arguments
        let failure = try await place.failure(
            arguments.first == "--state" ? ["device", "set", "w-1"] + arguments : all
        )
        #expect(failure.status == .usage && failure.message.contains(name), "\(failure.message)")
        #expect(try Self.thing(place).state == .active)
    }

    @Test func whoIsNotThereIsNotFound() async throws {
        let place = try await Self.place()
        #expect(try await place.run("device", "set", "w-2", "--state", "active") == .notFound)
        #expect(try await place.run("device", "set", "W 2", "--state", "active") == .notFound)
        #expect(try await place.run("device", "replace", "w-2", "--hardware", "x") == .notFound)
        #expect(try await place.run("device", "credentials", "w-2") == .notFound)
    }

    @Test func aKeyIsSetAndForgotten() async throws {
        let place = try await Self.place()
        let file = try place.write(KeyCommandTests.key)
        #expect(try await place.run("device", "set", "w-1", "--key-file", file) == .success)
        #expect(try place.registry().hasKey(thing: Slug("w-1")))
        #expect(try await place.run("device", "set", "w-1", "--key-file", file, "--forget-key") == .usage)
        #expect(try await place.run("device", "set", "w-1", "--forget-key") == .success)
        #expect(try !place.registry().hasKey(thing: Slug("w-1")))
    }

    @Test func thingsAreListedByStateAndTag() async throws {
        let place = try await Self.place()
        #expect(try await place.run("device", "list", "--state", "asleep") == .usage)
        #expect(try await place.run("device", "list", "--state", "active", "--tag", "zone", "--tag", "a=b") == .success)
    }

    // MARK: Replacing

    @Test func aMeterIsReplacedByWhatBothShow() async throws {
        let place = try await Self.place()
        let replace = ["device", "replace", "w-1", "--hardware"]
        #expect(try await place.run(replace + ["A2", "--old-reading", "1234.7", "--new-reading", "0.4"]) == .success)
        #expect(try Self.thing(place).offsets.description == "water_volume=1234.3")
        #expect(try Self.thing(place).hardwareID == "A2")
        // The next one's offset counts on the last one's.
        #expect(try await place.run(replace + ["A3", "--old-reading", "100", "--new-reading", "50"]) == .success)
        #expect(try Self.thing(place).offsets.description == "water_volume=1284.3")
        #expect(try await place.run(replace + ["A4", "--reading-offset", "-7.5"]) == .success)
        #expect(try Self.thing(place).offsets.description == "water_volume=-7.5")
        #expect(try await place.run("device", "set", "w-1", "--reading-offset", "9") == .success)
        #expect(try Self.thing(place).offsets.description == "water_volume=9.0")
        #expect(try await place.run(replace + ["A5"]) == .success)
        #expect(try Self.thing(place).offsets.isEmpty, "an offset belongs to a device")
        let replacements = try place.registry().replacements(of: Slug("w-1"), limit: 9)
        #expect(replacements.map(\.newHardwareID) == ["A2", "A3", "A4", "A5"])
        #expect(try await place.run("device", "show", "w-1", "-o", "json") == .success)
    }

    @Test func whatCannotBeReplacedStays() async throws {
        let place = try await Self.place()
        let other = ["device", "add", "w-2", "--hardware-id", "B1", "--agency", "d", "--model", "elsys/ers"]
        #expect(try await place.run(other) == .success)
        #expect(try await place.run("device", "replace", "w-1", "--hardware", "B1") == .conflict)
        #expect(try await place.run("device", "replace", "w-1", "--hardware", "A1") == .conflict)
        #expect(try await place.run("device", "replace", "w-1", "--hardware", "") == .usage)
        let readings = ["--old-reading", "1", "--new-reading", "water_volume/hot=2"]
        #expect(try await place.run(["device", "replace", "w-1", "--hardware", "A2"] + readings) == .usage)
        #expect(try await place.run("device", "replace", "w-1", "--hardware", "A2", "--old-reading", "1") == .usage)
        #expect(try Self.thing(place).hardwareID == "A1")
    }

    @Test func ofSeveralCountersOneMustBeNamed() async throws {
        let place = try await Self.place()
        let replace = ["device", "replace", "w-1", "--hardware", "A2", "--model", "en13757/wm-bus", "--reading-offset"]
        let failure = try await place.failure(replace + ["5"])
        #expect(failure.status == .usage)
        for name in ["water_volume", "heat_energy", "several counters"] { #expect(failure.message.contains(name)) }
        let wrong = try await place.failure(replace + ["water_volumes=5"])
        #expect(wrong.message.contains("did you mean water_volume?"))
        let both = ["water_volume=5", "--reading-offset", "heat_energy/tariff-1=-3"]
        #expect(try await place.run(replace + both) == .success)
        #expect(try Self.thing(place).offsets.description == "heat_energy/tariff-1=-3.0;water_volume=5.0")
    }

    @Test func aModelWithOneCounterOfAChannelKnowsItsChannel() async throws {
        let place = try await Self.place()
        let models = try place.models()
        let single = models.catalogue.models.filter { model in
            CounterChoice(model, stored: CounterOffsets()).counters.count == 1
        }
        #expect(single.count > 20, "\(single.count)")
        let counters = CounterChoice(
            models.catalogue[try #require(ModelID("milesight/vs121"))],
            stored: CounterOffsets()
        )
        #expect(!counters.counters.contains { $0.property == .messageCount })
    }

    // MARK: Removing

    @Test func aRemovedThingsReadingsAreDroppedWhenAskedFor() async throws {
        let place = try await Self.place()
        let buffer = "\(place.directory)/state/buffer.db"
        let thing = try Slug("w-1")
        let body = Array(#"{"replayed":false}"#.utf8)
        let reading = OutboxReading(
            id: ReadingID(bits: 1),
            thing: thing,
            topic: "t",
            body: body,
            replayedOffset: 12,
            received: .now,
            receivedSteadyMicroseconds: 1,
            connection: 0
        )
        let poison = QuarantineEntry(
            hardwareID: "A1",
            topic: [65],
            payload: [],
            received: .now,
            reason: .undecodable,
            detail: "x"
        )
        let store = try BufferStore(path: buffer, now: .now)
        _ = try store.apply(StoreTransaction(readings: [reading], quarantined: [poison]), now: .now)
        try store.close()
        #expect(try await place.run("device", "remove", "w-1") == .success)
        #expect(try BufferReader(path: buffer).summary().rows == 1)
        #expect(try await place.run("device", "remove", "w-1") == .notFound)
        #expect(try await place.run("device", "remove", "w-1", "--purge") == .success)
        let summary = try BufferReader(path: buffer).summary()
        #expect(summary.rows == 0 && summary.droppedTotal == 1)
        #expect(summary.quarantinedRows == 1, "of a thing that was removed before, the hardware is not known any more")
    }

    // MARK: Audit

    @Test func theAuditIsListedAndVerified() async throws {
        let place = try await Self.place()
        #expect(try await place.run("audit", "list", "--thing", "w-1", "-o", "json") == .success)
        #expect(try await place.run("audit", "list", "--limit", "0") == .usage)
        #expect(try await place.run("audit", "verify") == .success)
    }
}
