import Foundation
import Testing

@testable import GatewayCLI

/// What commands do with files: whole, or not at all.
@Suite struct FileSystemTests {
    private static func message(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? CommandFailure)?.message
        }
    }

    @Test func aFileThatHasNoEndIsRefused() throws {
        #expect(
            Self.message { _ = try FileSystem.read("/dev/zero", bytesMax: 100) }
                == "/dev/zero is too large: more than 100 bytes"
        )
        #expect(Self.message { _ = try KeyText.read("/dev/zero") } == "/dev/zero is too large: more than 65536 bytes")
    }

    @Test func aFileIsReplacedAsAWhole() async throws {
        let place = try await CommandPlace()
        let path = try place.file("label.svg", "old")
        try FileSystem.replaceFile(path, Array("new".utf8), mode: 0o644)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: place.directory).filter { $0.contains("label") } == [
                "label.svg"
            ]
        )
    }

    @Test func aFullDiskIsSaidInItsWords() {
        let message = Self.message { try FileSystem.replaceFile("/dev/full", [1], mode: 0o644) }
        #expect(message == "/dev/full could not be written whole: No space left on device")
    }
}
