import Foundation
import TestBroker

/// A copy of the buffer's files, to be put back again and again.
struct StoredFiles {
    /// The database and its log, and what lies beside them and is left alone.
    private static let names = ["buffer.db", "buffer.db-wal", "buffer.db-shm", "buffer-note"]

    private let contents: [String: Data]

    /// Reads the files of a state directory.
    init(of directory: String) throws {
        var contents: [String: Data] = [:]
        for name in StoredFiles.names where FileManager.default.fileExists(atPath: "\(directory)/\(name)") {
            let data = try Data(contentsOf: URL(filePath: "\(directory)/\(name)"))
            if !data.isEmpty { contents[name] = data }
        }
        guard contents["buffer.db"] != nil else { throw TestSupportError("\(directory) has no buffer") }
        self.contents = contents
    }

    /// The files that can be damaged, in a fixed order.
    var mutableFiles: [String] { contents.keys.filter { StoredFiles.names.prefix(2).contains($0) }.sorted() }

    /// Puts them back, and removes everything else of the buffer.
    func restore(to directory: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: directory) where name.hasPrefix("buffer") {
            try FileManager.default.removeItem(atPath: "\(directory)/\(name)")
        }
        for (name, data) in contents { try data.write(to: URL(filePath: "\(directory)/\(name)")) }
    }
}
