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

    @Test(arguments: [
        ("a;b\n1,5;2", UInt8(ascii: ";"), [["a", "b"], ["1,5", "2"]]),
        ("a\tb\n1;2\t3", 0x09, [["a", "b"], ["1;2", "3"]]),
        ("\"a;b;c\",d\n1,2", UInt8(ascii: ","), [["a;b;c", "d"], ["1", "2"]]),
        ("a\n1;2", UInt8(ascii: ","), [["a"], ["1;2"]]),
        ("sep=;\r\na;b,c,d\r\n1;2", UInt8(ascii: ";"), [["a", "b,c,d"], ["1", "2"]]),
        ("sep=", UInt8(ascii: ","), [["sep="]]),
        ("\u{FEFF}sep=\t\na,b,c\td", 0x09, [["a,b,c", "d"]]), ("\n\na;b", UInt8(ascii: ";"), [["a", "b"]]),
    ])
    func findsTheSeparatorInTheHeader(text: String, separator: UInt8, records: [[String]]) throws {
        var reader = CSVReader(Array(text.utf8))
        #expect(reader.separator == separator)
        var found: [[String]] = []
        while let record = try reader.next() { found.append(record.map(\.text)) }
        #expect(found == records)
    }

    @Test func afterAFaultTheNextLineIsReadOn() throws {
        var reader = CSVReader(Array("a,\"b\nc,d\n\"e\"f,g\nh,i\n".utf8))
        var found: [String] = []
        while true {
            do {
                guard let record = try reader.next() else { break }
                found.append(record.map(\.text).joined(separator: "|"))
            } catch {
                found.append("\(error)")
            }
        }
        #expect(
            found
                == [
                    "line 1, byte 3: after a closing quote comes a separator or the end of the line", "c|d",
                    "line 3, byte 4: after a closing quote comes a separator or the end of the line", "h|i",
                ]
        )
    }
}
