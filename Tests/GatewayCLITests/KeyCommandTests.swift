import Devices
import Foundation
import Observations
import Store
import Testing

@testable import GatewayCLI

/// A device's key goes in, and never comes out.
struct KeyCommandTests {
    static let key = "0123456789ABCDEFFEDCBA98CAFEF00D"

    @Test func aKeyOfAFileIsSetAndMistakesAreSaidWithoutIt() async throws {
        let place = try await CommandPlace()
        let add = ["device", "add", "m-1", "--hardware-id", "A1", "--model", "elsys/ers", "--agency", "d"]
        #expect(try await place.run(add) == .success)
        #expect(try !place.registry().hasKey(thing: Slug("m-1")))
        #expect(
            try await place.run(add + ["--key-file", try place.write("01 23:45\n67 89ABCDEF FEDCBA98CAFEF00D\n")])
                == .success
        )
        #expect(try place.registry().snapshot().keys["m-1"]?.bytes == Hexadecimal.decode(Self.key))
        #expect(try await place.run(add + ["--key-file", "/nowhere"]) == .failure)
        for wrong in ["\(Self.key)0", "\(Self.key)00", "x\(Self.key)", "", String(repeating: "00", count: 5_000)] {
            let failure = try await place.failure(add + ["--key-file", try place.write(wrong)])
            #expect(failure.status == .failure && failure.message.contains("the key in "))
            #expect(!Leak.isIn(failure.message, Self.key))
        }
        #expect(try place.registry().snapshot().keys["m-1"]?.bytes == Hexadecimal.decode(Self.key))
    }

    @Test func anImportTakesKeysAndSaysMistakesWithoutThem() async throws {
        let place = try await CommandPlace()
        let header = "thing,hardware_id,model,agency,domain,name,key\n"
        let good = try place.write(
            header + "a,1,elsys/ers,d,environment,n,\(Self.key)\nb,2,elsys/ers,d,environment,n,\n"
        )
        #expect(try await place.run("device", "import", good) == .success)
        #expect(try place.registry().snapshot().keys.keys.sorted() == ["a"])

        let row = "c,3,elsys/ers,d,environment,n,"
        let files = [
            header + row + Self.key + "0\n", header + row + "k" + Self.key + "\n", header + row + Self.key + "00\n",
            header + row + "\"" + Self.key + "\n",
            // A key that stands where something else should.
            header + "c,3,elsys/ers,d,\(Self.key),n,\n", header + "c,3,elsys/ers,\(Self.key),environment,n,\n",
            header + "c,3,\(Self.key),d,environment,n,\n",
            // A file without header, one with a column too many, and one whose key differs from the registered one.
            row + Self.key + "\n", header + row + Self.key + ",x\n",
            header + "a,1,elsys/ers,d,environment,n,\(Self.key.reversed().map(String.init).joined())\n",
        ]
        for text in files {
            let failure = try await place.failure(["device", "import", try place.write(text)])
            #expect(failure.status != .success)
            #expect(!Leak.isIn(failure.message, Self.key), "\(failure.message)")
            #expect(!Leak.isIn(failure.message, String(Self.key.reversed())), "\(failure.message)")
        }
    }

    @Test func aKeyThatCannotBeReadIsNotRepeated() async throws {
        let place = try await CommandPlace()
        for file in [try place.write(Self.key + "0"), try place.write(Self.key + "00"), "/nowhere"] {
            let all = ["decode", "--model", "elsys/ers", "--payload", "0100e2", "--port", "5", "--key-file", file]
            let failure = try await place.failure(all, hasConfiguration: false)
            #expect(failure.status == .failure && !Leak.isIn(failure.message, Self.key))
        }
    }

    @Test func aKeyThatNoPayloadNeedsIsKeptWithAWarning() async throws {
        let place = try await CommandPlace()
        let file = try place.write(Self.key)
        for (thing, model, warns) in [("a", "elsys/ers", true), ("b", "en13757/wm-bus", false)] {
            let line = ["device", "add", thing, "--hardware-id", thing, "--model", model, "--agency", "d"]
            let run = try BuiltProgram.run(line + ["--key-file", file, "--config", place.configuration])
            #expect(run.status == 0)
            let said = String(decoding: run.errors, as: UTF8.self)
            #expect(said.contains("needs no key") == warns, "\(said)")
        }
        #expect(try place.registry().snapshot().keys.count == 2)
        let rows = "thing,hardware_id,model,agency,domain,name,key\nc,3,elsys/ers,d,environment,n,\(Self.key)\n"
        let run = try BuiltProgram.run(["device", "import", "-", "--config", place.configuration], input: rows)
        #expect(run.status == 0)
        #expect(
            String(decoding: run.errors, as: UTF8.self).contains("1 keys are of models that need none, as c, elsys/ers")
        )
    }

    @Test func aThingThatIsRegisteredSaysHowItIsChanged() async throws {
        let place = try await CommandPlace()
        let add = ["device", "add", "m-1", "--hardware-id", "A1", "--model", "elsys/ers", "--agency"]
        #expect(try await place.run(add + ["d"]) == .success)
        let failure = try await place.failure(add + ["e"])
        #expect(failure.status == .conflict)
        #expect(
            failure.message.contains("`gateway device set`") && failure.message.contains("`gateway device replace`")
        )
    }
}
