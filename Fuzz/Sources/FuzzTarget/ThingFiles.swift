/// The readers of files of things: the gateway's own sources, linked into this folder.
enum ThingFiles {
    /// First inputs.
    static let seeds: [[UInt8]] = [
        Array("thing,hardware_id\r\na,\"1\"\"x\"\r\n".utf8), Array("sep=;\nthing;tags\na;\"x=1;y=2\"\n".utf8),
        Array("{\"thing\":\"a\",\"tags\":{\"x\":\"\\u00e9\"}}\n{\"ids\":{\"dev_eui\":1e2}}\n".utf8),
        Array("[{\"thing\":null,\"offsets\":[\"a=1\"]},{\"name\":true}]".utf8),
        [0xFF, 0xFE] + "thing\tname\r\na\tCầu\r\n".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] },
    ]

    /// Reads a file as both CSV and JSON, whatever it looks like, and checks what the readers promise.
    static func test(_ bytes: [UInt8]) {
        let text: [UInt8]
        do throws(TextBytes.Fault) { text = try TextBytes.utf8(bytes) } catch {
            precondition(!"\(error)".isEmpty, "every fault has its words")
            return
        }
        readCSV(text)
        readJSON(text)
    }

    private static func readCSV(_ text: [UInt8]) {
        var reader = CSVReader(text)
        var line = 0
        // A record or a fault takes a byte at least.
        for _ in 0...text.count {
            let before = reader.bytesRead
            do throws(CSVError) {
                guard let record = try reader.next() else {
                    precondition(reader.bytesRead == text.count, "the end is the end of the file")
                    return
                }
                precondition(!record.isEmpty && record.count <= CSVReader.fieldsMax, "a record has its bounds")
                precondition(record[0].line > line, "lines ascend")
                precondition(record.allSatisfy { $0.column > 0 && $0.text.utf8.count <= CSVReader.fieldBytesMax })
                line = record[0].line
            } catch {
                precondition(error.line >= line && !error.reason.isEmpty, "a fault is not before what was read")
                line = error.line
            }
            precondition(reader.bytesRead > before, "every call goes on")
        }
        preconditionFailure("there are more records than bytes")
    }

    private static func readJSON(_ text: [UInt8]) {
        var reader = JSONRecordReader(text)
        var line = 1
        for _ in 0...text.count + 1 {
            do throws(JSONRecordError) {
                guard let record = try reader.next() else { return }
                precondition(record.names.count == record.texts.count, "every name has its text")
                precondition(record.names.count <= JSONRecordReader.fieldsMax, "an object has its bounds")
                precondition(record.line >= line, "lines ascend")
                line = record.line
            } catch {
                precondition(error.line >= line && !error.reason.isEmpty, "a fault is not before what was read")
                line = error.line
            }
        }
        preconditionFailure("there are more objects than bytes")
    }
}
