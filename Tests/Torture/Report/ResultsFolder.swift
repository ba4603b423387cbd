import Foundation
import TestBroker

/// A folder with one file for each row that ended: what makes a run go on where another was ended, or run beside it.
///
/// Files: `row-7-long-1a2b3c4.json` is an `Entry`; `row-7-long.lock` is locked by the process that runs the row now.
struct ResultsFolder: Sendable {
    let path: String

    init(path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        self.path = path
    }

    /// Keeps a row that ran; one that did not run is asked again by the next run.
    func save(_ entry: Entry) throws {
        guard let run = entry.run, case .ran = entry.outcome else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let file = "row-\(entry.number)-\(run.form)-\(run.commit.replacing(" ", with: "-")).json"
        try encoder.encode(entry).write(to: URL(filePath: "\(path)/\(file)"), options: .atomic)
    }

    /// All rows of a form, whatever their commit.
    func entries(of form: Form) throws -> [Entry] {
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        return try names.filter { $0.hasSuffix(".json") }.compactMap { name in
            do {
                let data = try Data(contentsOf: URL(filePath: "\(path)/\(name)"))
                let entry = try JSONDecoder().decode(Entry.self, from: data)
                return entry.run?.form == form.rawValue ? entry : nil
            } catch {
                throw TestSupportError("\(path)/\(name) is no result of a row: \(error)")
            }
        }
    }

    /// The newest of each row of a form.
    func newest(of form: Form) throws -> [Int: Entry] {
        Dictionary(try entries(of: form).map { ($0.number, $0) }) { one, other in
            (one.run?.date ?? "") < (other.run?.date ?? "") ? other : one
        }
    }

    /// Takes a row for this process until the claim is let go or the process ends; nil: another process has it.
    func claim(_ row: Int, form: Form) throws -> Claim? {
        let file = "\(path)/row-\(row)-\(form.rawValue).lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw TestSupportError("\(file): \(String(cString: strerror(errno)))") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        return Claim(descriptor: descriptor)
    }

    /// A row that is this process' own while this lives.
    final class Claim {
        private let descriptor: Int32

        init(descriptor: Int32) { self.descriptor = descriptor }

        deinit { close(descriptor) }
    }
}
