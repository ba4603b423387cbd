import Foundation
import Gateway
import Glibc
import Testing

@testable import GatewayCLI

/// The broker's files are the gateway's in part, and written as a whole.
struct BrokerSyncTests {
    private struct Files {
        let place: CommandPlace
        var passwords: String { place.directory + "/passwords" }
        var access: String { place.directory + "/acl" }

        func sync(_ more: String...) async throws -> (status: CommandStatus, message: String) {
            let paths = ["--password-file", passwords, "--acl-file", access]
            return try await place.failure(["broker", "sync"] + paths + more)
        }

        func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

        func status(_ path: String) -> stat {
            var status = stat()
            _ = stat(path, &status)
            return status
        }
    }

    private static func files() async throws -> Files {
        let place = try await CommandPlace()
        let add = ["device", "add", "w-1", "--hardware-id", "dev0", "--agency", "d", "--model", "elsys/ers"]
        #expect(try await place.run(add) == .success)
        return Files(place: place)
    }

    @Test func theFilesAreWrittenOnceAndKeepWhatIsOthers() async throws {
        let files = try await Self.files()
        _ = try files.place.file("passwords", "gateway:$7$101$x$y\n")
        chmod(files.passwords, 0o604)
        #expect(try await files.place.run("device", "credentials", "w-1", "-o", "json") == .success)
        #expect(try await files.sync("--no-signal").status == .success)
        let passwords = try files.text(files.passwords)
        #expect(passwords.hasPrefix("gateway:$7$101$x$y\n\(ManagedSection.begin)\ndev0:$7$101$"))
        #expect(files.status(files.passwords).st_mode & 0o777 == 0o604, "the mode stays")
        #expect(files.status(files.access).st_mode & 0o777 == 0o640)
        #expect(try files.text(files.access).contains("pattern write field/+/%u/up"))
        let before = files.status(files.passwords).st_ino
        #expect(try await files.sync("--no-signal").status == .success)
        #expect(files.status(files.passwords).st_ino == before, "nothing has changed, nothing is written")
        #expect(try await files.place.run("device", "credentials", "w-1", "--revoke") == .success)
        #expect(try await files.sync("--no-signal").status == .success)
        #expect(try !files.text(files.passwords).contains("dev0"))
        let left = try FileManager.default.contentsOfDirectory(atPath: files.place.directory)
        #expect(!left.contains { $0.contains(".gateway-") }, "\(left)")
    }

    @Test func aBrokerThatIsNotToldIsSaid() async throws {
        let files = try await Self.files()
        #expect(try await files.place.run("device", "credentials", "w-1") == .success)
        let unknown = try await files.sync()
        #expect(unknown.status == .unreachable && unknown.message.contains("systemctl reload mosquitto"))
        #expect(try files.text(files.passwords).contains("dev0:"), "the files are written all the same")
        let own = try files.place.file("pid", "\(getpid())\n")
        let wrong = try await files.sync("--pid-file", own, "--reload")
        #expect(wrong.status == .unreachable && wrong.message.contains("is not mosquitto"))
    }

    @Test func aUserOfSomebodyElseIsNotTaken() async throws {
        let files = try await Self.files()
        let passwords = try files.place.file("passwords", "dev0:$7$101$x$y\n")
        #expect(try await files.place.run("device", "credentials", "w-1") == .success)
        let failure = try await files.sync("--no-signal")
        #expect(failure.status == .conflict && failure.message.contains("dev0"))
        #expect(try files.text(passwords) == "dev0:$7$101$x$y\n")
    }

    @Test func withoutFilesThereIsNothingToDo() async throws {
        let files = try await Self.files()
        let failure = try await files.place.failure(["broker", "sync"])
        #expect(failure.status == .usage && failure.message.contains("[broker] password_file"))
        #expect(try await files.place.run("device", "credentials", "w-1", "--overlap", "soon") == .usage)
    }
}
