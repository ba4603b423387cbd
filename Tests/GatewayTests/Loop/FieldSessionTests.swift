import Foundation
import TestBroker
import Testing

@testable import Gateway

@Suite struct FieldSessionTests {
    private static func inDirectory(_ body: (String) throws -> Void) throws {
        let directory = try Scratch.makeDirectory("field-session")
        defer { Scratch.remove(directory) }
        try body(directory)
    }

    @Test func theFirstStartExpectsNoSession() throws {
        try FieldSessionTests.inDirectory { directory in
            let session = try FieldSession(stateDirectory: directory, wanted: ["a/+"])
            #expect(!session.isExpected)
            #expect(session.obsolete == [])
        }
    }

    @Test func whatWasGrantedIsKnownAfterARestart() throws {
        try FieldSessionTests.inDirectory { directory in
            var session = try FieldSession(stateDirectory: directory, wanted: ["a/+", "b/#"])
            try session.granted()
            #expect(session.isExpected)
            let next = try FieldSession(stateDirectory: directory, wanted: ["b/#", "c"])
            #expect(next.isExpected)
            #expect(next.subscribed == ["a/+", "b/#"])
            #expect(next.obsolete == ["a/+"])
        }
    }

    @Test func whatIsObsoleteIsForgottenOnlyOnceTheNewFiltersAreGranted() throws {
        try FieldSessionTests.inDirectory { directory in
            var first = try FieldSession(stateDirectory: directory, wanted: ["a", "b"])
            try first.granted()
            var second = try FieldSession(stateDirectory: directory, wanted: ["b"])
            #expect(try FieldSession(stateDirectory: directory, wanted: ["b"]).obsolete == ["a"])
            try second.granted()
            #expect(second.obsolete == [])
            #expect(try FieldSession(stateDirectory: directory, wanted: ["b"]).obsolete == [])
        }
    }

    @Test func theFileHasOneFilterALine() throws {
        try FieldSessionTests.inDirectory { directory in
            var session = try FieldSession(stateDirectory: directory, wanted: ["field/+/+/up", "Stadt Ä/#"])
            try session.granted()
            let text = try String(contentsOfFile: directory + "/field-session", encoding: .utf8)
            #expect(text == "field/+/+/up\nStadt Ä/#")
            #expect(try FieldSession(stateDirectory: directory, wanted: []).subscribed == session.wanted)
        }
    }

    @Test func aFileThatIsNotTextHasAFilterThatNoRouteHas() throws {
        try FieldSessionTests.inDirectory { directory in
            try Data([0xFF, 0xFE, 0xFF]).write(to: URL(filePath: directory + "/field-session"))
            let session = try FieldSession(stateDirectory: directory, wanted: ["field/#"])
            #expect(session.isExpected)
            #expect(session.obsolete == session.subscribed && session.obsolete.count == 1)
        }
    }
}
