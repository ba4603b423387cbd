import Foundation
import Synchronization
import TestBroker

@testable import TestCity

/// An append-only list of samples in a file of its own, on no file system that a fault touches.
///
/// A line is `THING SEQUENCE`, and for what the operations center received ` ID` behind it.
final class Ledger: Sendable {
    /// One line.
    struct Entry: Hashable, Sendable {
        let sample: Sample
        /// The reading's id; nothing in the ledgers of the wires.
        var id: String?
    }

    private let path: String
    private let descriptor: Int32
    private let lines = Mutex(0)

    init(path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw TestSupportError("\(path): \(String(cString: strerror(errno)))") }
    }

    deinit { close(descriptor) }

    /// How many lines it has.
    var count: Int { lines.withLock { $0 } }

    func append(_ sample: Sample, id: String? = nil) {
        let line = Array("\(sample.thing) \(sample.sequence)\(id.map { " \($0)" } ?? "")\n".utf8)
        let written = write(descriptor, line, line.count)
        precondition(written == line.count, "the ledger \(path) could not be written")
        lines.withLock { $0 += 1 }
    }

    /// All lines, read from the file.
    func entries() throws -> [Entry] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            guard words.count >= 2, let sequence = Int(words[1]) else {
                throw TestSupportError("\(path) has the line \(line)")
            }
            let sample = Sample(thing: String(words[0]), sequence: sequence)
            return Entry(sample: sample, id: words.count > 2 ? String(words[2]) : nil)
        }
    }
}
