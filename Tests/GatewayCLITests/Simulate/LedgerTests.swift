import Foundation
import TestBroker
import Testing

@testable import GatewayCLI

struct LedgerTests {
    private func entry(_ number: UInt64) -> PublishedEntry {
        PublishedEntry(hardwareID: "h", thing: "t", frameCounter: number, readings: 1, time: "2026-11-23T08:00:00.000Z")
    }

    @Test func whatIsAppendedIsReadOnceAndWhatWasThereStays() throws {
        let directory = try Scratch.makeDirectory("ledger")
        defer { Scratch.remove(directory) }
        let path = "\(directory)/ledger.jsonl"
        var reader = LedgerReader<PublishedEntry>(path: path)
        #expect(try reader.newEntries().isEmpty)
        do {
            let ledger = try LedgerFile(path: path)
            try ledger.append([entry(1), entry(2)])
            #expect(try reader.newEntries() == [entry(1), entry(2)])
        }
        let ledger = try LedgerFile(path: path)
        try ledger.append([entry(3)])
        #expect(try reader.newEntries() == [entry(3)])
        #expect(try reader.newEntries().isEmpty)
        var other = LedgerReader<PublishedEntry>(path: path)
        #expect(try other.newEntries().map(\.frameCounter) == [1, 2, 3])
    }

    @Test func aLineWithoutItsEndIsNotReadYet() throws {
        let directory = try Scratch.makeDirectory("ledger")
        defer { Scratch.remove(directory) }
        let path = "\(directory)/ledger.jsonl"
        let line = String(decoding: try JSONEncoder().encode(entry(1)), as: UTF8.self)
        try (line + "\n" + line.prefix(20)).write(toFile: path, atomically: false, encoding: .utf8)
        var reader = LedgerReader<PublishedEntry>(path: path)
        #expect(try reader.newEntries() == [entry(1)])
        try (line + "\n" + line + "\n").write(toFile: path, atomically: false, encoding: .utf8)
        #expect(try reader.newEntries() == [entry(1)])
    }

    @Test func aLineThatIsNoneIsNamed() throws {
        let directory = try Scratch.makeDirectory("ledger")
        defer { Scratch.remove(directory) }
        let path = "\(directory)/ledger.jsonl"
        let line = String(decoding: try JSONEncoder().encode(entry(1)), as: UTF8.self)
        try "\(line)\n{\n".write(toFile: path, atomically: false, encoding: .utf8)
        var reader = LedgerReader<PublishedEntry>(path: path)
        let error = #expect(throws: CommandFailure.self) { try reader.newEntries() }
        #expect(error?.message.hasPrefix("\(path), line 2 ") == true)
    }
}
