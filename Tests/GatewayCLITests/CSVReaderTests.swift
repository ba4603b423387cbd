import Testing

@testable import GatewayCLI

struct CSVReaderTests {
    @Test(arguments: [
        ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]), ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]), ("a\rb", [["a"], ["b"]]),
        ("\u{FEFF}a,b", [["a", "b"]]), ("\n\na\n\n\nb\n", [["a"], ["b"]]), ("a,,\n,", [["a", "", ""], ["", ""]]),
        ("\"a,\"\"b\"\"\nc\",d", [["a,\"b\"\nc", "d"]]), ("\"\",\"\"", [["", ""]]), ("", []), ("\n", []),
        ("Thủ Dầu Một,東京", [["Thủ Dầu Một", "東京"]]),
    ])
    func readsRecords(text: String, records: [[String]]) throws {
        var reader = CSVReader(Array(text.utf8))
        var found: [[String]] = []
        while let record = try reader.next() { found.append(record.map(\.text)) }
        #expect(found == records)
    }

    @Test func everyFieldKnowsWhereItStands() throws {
        var reader = CSVReader(Array("a,b\r\n\r\n\"c\nd\",é,e\nf".utf8))
        _ = try reader.next()
        let second = try #require(try reader.next())
        #expect(second.map(\.line) == [3, 4, 4])
        #expect(second.map(\.column) == [1, 4, 7])
        #expect(try reader.next()?.first?.line == 5)
    }

    @Test(arguments: [
        ("a\n\"b", CSVError.unclosedQuote(line: 2, column: 1)), ("\"a\"b", .textAfterQuote(line: 1, column: 4)),
        ("\"" + String(repeating: "x", count: 65_538), .unclosedQuote(line: 1, column: 1)),
        (String(repeating: "x", count: 65_537), .fieldTooLong(line: 1, column: 1)),
    ])
    func saysWhereItStopsBeingCSV(text: String, expected: CSVError) {
        let error = #expect(throws: CSVError.self) {
            var reader = CSVReader(Array(text.utf8))
            while try reader.next() != nil {}
        }
        #expect(error == expected)
    }

    @Test func aFieldThatIsNotUTF8IsNamed() {
        var reader = CSVReader([0x61, 0x2C, 0xFF])
        #expect(throws: CSVError.notUTF8(line: 1, column: 3)) { try reader.next() }
    }
}
