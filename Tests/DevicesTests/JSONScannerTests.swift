import Devices
import Testing

/// The scanner against RFC 8259.
struct JSONScannerTests {
    /// Passes a whole text; nothing when it is JSON, else what is wrong with it.
    private static func fault(_ bytes: [UInt8]) -> JSONError? {
        var scanner = JSONScanner(bytes)
        do throws(JSONError) {
            try scanner.skip(try scanner.nextValue())
            try scanner.finish()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "{}", "[]", "0", "-0", "-0.0", "1e5", "1E+5", "1.5e-5", "1234567890123456789012345678901234567890", "\"\"",
        "true", "false", "null", " \t\r\n1 \t\r\n", "[1,2,[3,[4]],{\"a\":{\"b\":[]}}]", "{\"a\":1,\"a\":2}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"", "\"Bình Dương – Thủ Dầu Một 😀\"", "\"\u{7F}\"",
        "[ 1 , 2 ]", "{ \"a\" : 1 , \"b\" : 2 }", "\"\\ud800\"",
    ])
    func acceptsWhatIsJSON(text: String) {
        #expect(JSONScannerTests.fault(Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        ("", JSONError.truncated(offset: 0)),
        ("   ", .truncated(offset: 3)),
        ("{", .truncated(offset: 1)),
        ("[1", .truncated(offset: 2)),
        ("[1,", .truncated(offset: 3)),
        ("\"abc", .truncated(offset: 4)),
        ("\"abcdefghijkl", .truncated(offset: 13)),
        ("\"ab\\", .truncated(offset: 4)),
        ("\"\\u12", .truncated(offset: 5)),
        ("tru", .truncated(offset: 3)),
        ("-", .truncated(offset: 1)),
        ("1.", .truncated(offset: 2)),
        ("1e", .truncated(offset: 2)),
        ("{\"a\"", .truncated(offset: 4)),
        ("{\"a\":", .truncated(offset: 5)),
        ("[1,]", .unexpectedByte(offset: 3)),
        ("{\"a\":1,}", .unexpectedByte(offset: 7)),
        ("{,}", .unexpectedByte(offset: 1)),
        ("{1:2}", .unexpectedByte(offset: 1)),
        ("{\"a\" 1}", .unexpectedByte(offset: 5)),
        ("[1 2]", .unexpectedByte(offset: 3)),
        ("[1}", .unexpectedByte(offset: 2)),
        ("trux", .unexpectedByte(offset: 3)),
        ("nan", .unexpectedByte(offset: 1)),
        ("+1", .unexpectedByte(offset: 0)),
        (".5", .unexpectedByte(offset: 0)),
        ("'a'", .unexpectedByte(offset: 0)),
        ("01", .malformedNumber(offset: 0)),
        ("-01", .malformedNumber(offset: 1)),
        ("-a", .malformedNumber(offset: 1)),
        ("1.e5", .malformedNumber(offset: 2)),
        ("1ea", .malformedNumber(offset: 2)),
        ("\"a\\x\"", .malformedEscape(offset: 2)),
        ("\"\\u12g4\"", .malformedEscape(offset: 1)),
        ("\"a\u{1}b\"", .controlCharacter(offset: 2)),
        ("\"abcdefgh\tij\"", .controlCharacter(offset: 9)),
        ("1 2", .trailingBytes(offset: 2)),
        ("{}x", .trailingBytes(offset: 2)),
    ])
    func refusesWhatIsNotJSON(text: String, fault: JSONError) {
        #expect(JSONScannerTests.fault(Array(text.utf8)) == fault)
    }

    @Test(
        arguments: [
            [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0x80],
            [0xE2, 0x82, 0x22],
        ] as [[UInt8]]
    )
    func refusesStringsThatAreNotUTF8(bytes: [UInt8]) {
        for filler in 0..<10 {
            let text = [0x22] + [UInt8](repeating: 0x61, count: filler) + bytes + [0x22]
            #expect(JSONScannerTests.fault(text) == .malformedUTF8(offset: filler + 1))
        }
    }

    @Test func findsEverySpecialByteAtEveryPlaceOfALongString() {
        for place in 0..<40 {
            var text = [UInt8](repeating: UInt8(ascii: "x"), count: 40)
            text[place] = 0x1F
            #expect(JSONScannerTests.fault([0x22] + text + [0x22]) == .controlCharacter(offset: place + 1))
            text[place] = UInt8(ascii: "\"")
            #expect(JSONScannerTests.fault([0x22] + text[...place]) == nil)
            text[place] = 0x80
            #expect(JSONScannerTests.fault([0x22] + text + [0x22]) == .malformedUTF8(offset: place + 1))
            text[place] = UInt8(ascii: "\\")
            #expect(JSONScannerTests.fault([0x22] + text + [0x22]) != nil)
        }
    }

    @Test func opensSixtyFourContainersAndNoMore() {
        let open = JSONScanner.depthMax
        let deep = String(repeating: "[", count: open) + String(repeating: "]", count: open)
        #expect(JSONScannerTests.fault(Array(deep.utf8)) == nil)
        #expect(JSONScannerTests.fault(Array("[\(deep)]".utf8)) == .tooDeep(offset: open))
        #expect(
            JSONScannerTests.fault([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)) == .tooDeep(offset: open)
        )
    }

    @Test func everyPrefixOfATextIsRefusedWithinIt() {
        let text = Array(#"{"a":[1,-2.5e3,"x\u00e9é😀",true,false,null],"b":{"c":""}}"#.utf8)
        #expect(JSONScannerTests.fault(text) == nil)
        for count in 0..<text.count {
            let fault = JSONScannerTests.fault(Array(text.prefix(count)))
            #expect(fault.map { (0...count).contains($0.offset) } == true)
        }
    }

    @Test(arguments: UInt64(1)...20) func randomBytesNeverLeadOutOfTheText(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("{}[]\",:0123456789.eE+-truefalsn\\u \u{1}é".utf8) + [0x80, 0xFF]
        for _ in 0..<2000 {
            let count = Int.random(in: 0...60, using: &random)
            let text = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            if let fault = JSONScannerTests.fault(text) { #expect((0...count).contains(fault.offset)) }
        }
    }

    private static func token(_ text: String) throws(JSONError) -> (JSONScanner, JSONToken) {
        var scanner = JSONScanner(Array(text.utf8))
        let token = try scanner.nextValue()
        return (scanner, token)
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("23.45", 23.45), ("0.1", 0.1), ("-17.5e-3", -0.0175), ("1e22", 1e22), ("1e23", 1e23),
            ("9007199254740993", 9_007_199_254_740_992), ("123456789012345678901234567890", 1.2345678901234568e29),
            ("0.000000000000000000000000000001", 1e-30), ("4.9e-324", .leastNonzeroMagnitude), ("1e-400", 0),
            ("3.141592653589793", .pi),
        ] as [(String, Double)]
    )
    func readsNumbersAsTheNearestDouble(text: String, value: Double) throws {
        let (scanner, token) = try JSONScannerTests.token(text)
        #expect(scanner.number(token) == value)
    }

    @Test func aNumberThatIsTooLargeIsInfinite() throws {
        let (scanner, token) = try JSONScannerTests.token("-1e999")
        #expect(scanner.number(token) == -.infinity)
    }

    @Test func readsWholeNumbersOfSixtyFourBitsVerbatim() throws {
        let (largest, token) = try JSONScannerTests.token("18446744073709551615")
        #expect(largest.unsignedInteger(token) == .max)
        #expect(largest.signedInteger(token) == nil)
        let (smallest, negative) = try JSONScannerTests.token("-9223372036854775808")
        #expect(smallest.signedInteger(negative) == .min)
        #expect(smallest.unsignedInteger(negative) == nil)
        for text in ["18446744073709551616", "1.0", "1e3", "99999999999999999999999"] {
            let (scanner, token) = try JSONScannerTests.token(text)
            #expect(scanner.unsignedInteger(token) == nil)
        }
        let (below, far) = try JSONScannerTests.token("-9223372036854775809")
        #expect(below.signedInteger(far) == nil)
    }

    @Test(arguments: [
        (#""plain""#, "plain"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u00e9\uD83D\uDE00é""#, "é😀é"),
        (#""\ud800""#, "\u{FFFD}"), (#""\udc00x""#, "\u{FFFD}x"), (#""\ud800\u0041""#, "\u{FFFD}A"), (#""""#, ""),
    ])
    func resolvesEscapes(text: String, value: String) throws {
        let (scanner, token) = try JSONScannerTests.token(text)
        #expect(scanner.text(token) == value)
        #expect(scanner.matches(token, Array(value.utf8)))
        #expect(!scanner.matches(token, Array((value + "x").utf8)))
    }
}
