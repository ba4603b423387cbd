import Testing

@testable import GatewayCLI

struct JSONRecordReaderTests {
    @Test(arguments: [
        "{\"a\":1,\"b\":\"x\"}\n{\"a\":null,\"b\":true}\n", "{\"a\":1,\"b\":\"x\"}\r\n\r\n{\"a\":null,\"b\":true}",
        "[\n  {\"a\":1,\"b\":\"x\"},\n  {\"a\":null,\"b\":true}\n]\n",
        "{ \"a\": 1,\n  \"b\": \"x\" }{\"a\":null,\"b\":true}",
    ])
    func readsLinesArraysAndStreams(text: String) throws {
        var reader = JSONRecordReader(Array(text.utf8))
        let first = try #require(try reader.next())
        #expect(first.names == ["a", "b"])
        #expect(first.texts == ["1", "x"])
        #expect(try reader.next()?.texts == ["", "true"])
        #expect(try reader.next() == nil)
        #expect(try reader.next() == nil)
    }

    @Test func whatIsInsideIsNamedWithDots() throws {
        let text =
            #"{"ids":{"dev_eui":"A1","application":{"id":"x"}},"tags":{"street":"Bạch Đằng","pole":12},"offsets":["a=1","b=2"]}"#
        var reader = JSONRecordReader(Array(text.utf8))
        let record = try #require(try reader.next())
        #expect(record.names == ["ids.dev_eui", "ids.application.id", "tags", "offsets"])
        #expect(record.texts == ["A1", "x", "street=Bạch Đằng;pole=12", "a=1;b=2"])
    }

    @Test(arguments: [
        ("{\"a\":1}\n{\"a\":}\n{\"a\":3}\n", ["1", "line 2, byte 6: this is not JSON", "3"]),
        ("{\"a\":1}\n7\n{\"a\":3}\n", ["1", "line 2, is not a JSON object, as {\"thing\":\"…\"}", "3"]),
        ("{\"a\":1\n{\"a\":2}\n{\"a\":3}\n", ["line 2, byte 1: this is not JSON", "3"]),
        ("[{\"a\":1},{\"a\":", ["1", "line 1, byte 15: the JSON ends too early"]),
        ("[{\"a\":1}", ["1", "line 1, byte 9: the JSON ends too early"]),
        ("[{\"a\":1}]x", ["1", "line 1, byte 10: something follows after the end"]), ("[]", []),
        ("{\"a\":\"\u{1}\"}\n{\"a\":2}", ["line 1, byte 7: a control character stands in a text", "2"]),
    ])
    func saysWhereItStopsBeingJSONAndGoesOn(text: String, expected: [String]) {
        var reader = JSONRecordReader(Array(text.utf8))
        var found: [String] = []
        while found.count < 10 {
            do {
                guard let record = try reader.next() else { break }
                found.append(record.texts[0])
            } catch {
                found.append("\(error)")
            }
        }
        #expect(found == expected)
    }

    @Test func anObjectHasItsBounds() {
        let many = "{" + (0...JSONRecordReader.fieldsMax).map { "\"a\($0)\":1" }.joined(separator: ",") + "}"
        var reader = JSONRecordReader(Array(many.utf8))
        #expect(throws: JSONRecordError.tooManyFields(line: 1)) { try reader.next() }
        let long = "{\"a\":\"" + String(repeating: "x", count: JSONRecordReader.fieldBytesMax + 1) + "\"}"
        reader = JSONRecordReader(Array(long.utf8))
        #expect(throws: JSONRecordError.fieldTooLong(line: 1)) { try reader.next() }
    }
}
