import Foundation
import Testing

@testable import GatewayCLI

struct ListingTests {
    private var sample: Listing {
        var listing = Listing("thing", "hardwareID", "rows", "note")
        listing.add(.text("東京"), .text("a"), .integer(7), .none)
        listing.add(.text("Thủ Dầu Một"), .text("b,\"c\""), .integer(1234), .text("x"))
        return listing
    }

    @Test func aTableIsAlignedWhereCharactersAreWide() {
        let expected = """
            THING        HARDWARE ID  ROWS  NOTE
            東京         a               7
            Thủ Dầu Một  b,"c"        1234  x

            """
        #expect(sample.text(.table) == expected)
    }

    /// The same names as a keyboard makes them (composed) and as some systems store them (decomposed).
    @Test(arguments: [
        "Thủ Dầu Một", "Bến Cát", "Dĩ An – Bình Dương", "Quận 1, Phường Nguyễn Thái Bình", "Đường Ủy Ban Nhân Dân",
        "ƯỚT ẮT ỵ",
    ])
    func vietnameseNamesAreAlignedHoweverTheyAreWritten(name: String) {
        let forms = [name.precomposedStringWithCanonicalMapping, name.decomposedStringWithCanonicalMapping]
        #expect(forms[0].unicodeScalars.count < forms[1].unicodeScalars.count || name.utf8.count == name.count)
        for form in forms {
            #expect(DisplayText.width(form) == name.count)
            var listing = Listing("name", "next")
            listing.add(.text(form), .text("x"))
            listing.add(.text(String(repeating: "a", count: name.count)), .text("x"))
            let lines = listing.text(.table).split(separator: "\n")
            #expect(lines[1].count == lines[2].count && lines[1].hasSuffix("  x"))
        }
    }

    @Test func aNameOfWideLettersAndMarksKeepsTheColumnsStraight() {
        var listing = Listing("name", "rows")
        for name in ["東京 Trạm", "e\u{301}e\u{323}\u{302}", "👷‍♀️ ca", "ｶﾞ", "🇻🇳", "a\u{200B}b"] {
            listing.add(.text(name), .integer(1))
        }
        let widths = Set(listing.text(.table).split(separator: "\n").map { DisplayText.width(String($0)) })
        #expect(widths.count == 1, "\(listing.text(.table))")
    }

    @Test func csvQuotesWhatItMust() {
        let expected = "thing,hardwareID,rows,note\r\n東京,a,7,\r\nThủ Dầu Một,\"b,\"\"c\"\"\",1234,x\r\n"
        #expect(sample.text(.csv) == expected)
    }

    @Test func jsonLinesAreObjects() {
        let expected = """
            {"thing":"東京","hardwareID":"a","rows":7,"note":null}
            {"thing":"Thủ Dầu Một","hardwareID":"b,\\"c\\"","rows":1234,"note":"x"}

            """
        #expect(sample.text(.jsonl) == expected)
        #expect(sample.text(.json).hasPrefix("[\n  {\"thing\":\"東京\""))
    }

    /// Of a listing that is written while its rows come, the first rows say how wide the columns are.
    @Test func aLaterCellThatIsWiderPushesItsLine() {
        let first: [[Cell]] = [[.text("a"), .integer(1), .text("x")], [.text("bc"), .integer(10), .text("y")]]
        var text = ListingText(["name", "rows", "note"], .table, measuredBy: first)
        for row in first + [[.text("much longer"), .integer(12_345), .text("z")]] { text.add(row) }
        text.end()
        let lines = ["NAME  ROWS  NOTE", "a        1  x", "bc      10  y", "much longer  12345  z"]
        #expect(String(decoding: text.take(), as: UTF8.self) == lines.joined(separator: "\n") + "\n")
        #expect(text.take().isEmpty)
    }

    @Test func nothingIsAnEmptyTableAndAnEmptyArray() {
        let empty = Listing("a", "b")
        #expect(empty.text(.table) == "")
        #expect(empty.text(.json) == "[]\n")
        #expect(empty.text(.jsonl) == "")
        #expect(empty.text(.csv) == "a,b\r\n")
    }

    @Test func detailsAreAListForPeopleAndAnObjectForPrograms() {
        var details = Details()
        details.add("model", .text("a/b"))
        details.add("properties", .list([.text("co2"), .text("pm2_5")]))
        details.add("ports", .list([.integer(14)]))
        details.add("hardwareID", .none)
        #expect(
            details.text(.json)
                == "{\"model\":\"a/b\",\"properties\":[\"co2\",\"pm2_5\"],\"ports\":[14],\"hardwareID\":null}\n"
        )
        #expect(details.text(.table) == "MODEL        a/b\nPROPERTIES   co2, pm2_5\nPORTS        14\nHARDWARE ID  -\n")
    }

    @Test(arguments: [
        ("abc", 3), ("東京", 4), ("é", 1), ("e\u{301}", 1), ("👍🏽", 2), ("🇻🇳", 2), ("ｶ", 1), ("Ａ", 2), ("", 0), ("한글", 4),
    ])
    func knowsHowWideATextIs(text: String, width: Int) {
        #expect(DisplayText.width(text) == width)
    }

    @Test func whatADeviceSendsCannotSteerTheTerminal() {
        var listing = Listing("topic")
        listing.add(.text("a\u{1B}[31m\r\nb\u{202E}"))
        #expect(listing.text(.table) == "TOPIC\na\u{FFFD}[31m\u{FFFD}\u{FFFD}b\u{FFFD}\n")
        #expect(listing.text(.jsonl) == "{\"topic\":\"a\\u001b[31m\\r\\nb\u{202E}\"}\n")
    }

    @Test(arguments: [
        (31.4, "31.4"), (2, "2"), (-0.5, "-0.5"), (1e21, "1e21"), (1e15, "1000000000000000"),
        (123_456_789_012, "123456789012"),
    ])
    func numbersAreAsShortAsTheyCanBe(number: Double, text: String) {
        #expect(Cell.number(number).json == text)
    }

    @Test func rowsThatAreTooWideForTheTerminalStandBelowEachOther() {
        var listing = Listing("line", "hardwareID", "reason")
        listing.add(.integer(3), .text("24e124136b502218"), .text("has a decimal comma: write 10.9776, with a point"))
        listing.add(.integer(14), .none, .text("Trạm Thủ Dầu Một"))
        #expect(listing.blocks(ifWiderThan: 80) == nil, "the table fits")
        #expect(
            listing.blocks(ifWiderThan: 50) == """
                LINE         3
                HARDWARE ID  24e124136b502218
                REASON       has a decimal comma: write 10.9776,
                             with a point

                LINE    14
                REASON  Trạm Thủ Dầu Một

                """
        )
        for number in 0..<50 { listing.add(.integer(Int64(number)), .none, .none) }
        #expect(listing.blocks(ifWiderThan: 50) == nil, "many rows are a table")
    }
}
