import Foundation
import Glibc

/// A file of JSON lines that only grows; a line is in the file when `append` has returned.
struct LedgerFile: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private let encoder: JSONEncoder

    /// Opens the file, or makes it; what it holds stays.
    init(path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard descriptor >= 0 else { throw LedgerFile.failure(path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Writes one line for each entry.
    func append(_ entries: some Sequence<some Encodable>) throws {
        var bytes: [UInt8] = []
        for entry in entries {
            bytes += try encoder.encode(entry)
            bytes.append(UInt8(ascii: "\n"))
        }
        guard bytes.isEmpty || FileDescriptorWriter.write(bytes, to: descriptor) else {
            throw LedgerFile.failure(path)
        }
    }

    private static func failure(_ path: String) -> CommandFailure {
        CommandFailure(status: .failure, message: "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
