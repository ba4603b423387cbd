import Foundation

/// Reads a file of JSON lines that still grows; a line counts when its end is there.
struct LedgerReader<Entry: Decodable> {
    private let path: String
    private var offset: UInt64 = 0
    private var line = 0

    init(path: String) { self.path = path }

    /// The entries since the last call; none while there is no file.
    mutating func newEntries() throws -> [Entry] {
        guard FileSystem.exists(path) else { return [] }
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { file.closeFile() }
        try file.seek(toOffset: offset)
        let data = try file.readToEnd() ?? Data()
        guard let end = data.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        let lines = data[data.startIndex...end]
        offset += UInt64(lines.count)
        let decoder = JSONDecoder()
        return try lines.split(separator: UInt8(ascii: "\n")).map { text in
            line += 1
            do {
                return try decoder.decode(Entry.self, from: Data(text))
            } catch {
                throw CommandFailure(
                    status: .failure,
                    message: "\(path), line \(line) is not a line of a ledger: \(error)"
                )
            }
        }
    }
}
