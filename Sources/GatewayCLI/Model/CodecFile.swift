import Gateway
import VendorCodecs

/// A codec's text in a file.
struct CodecFile {
    let path: String
    let source: String

    init(_ path: String) throws {
        let bytes = try FileSystem.read(path)
        guard bytes.count <= CodecProgram.sourceBytesMax else {
            let message = "\(path) has \(bytes.count) bytes; a codec has at most \(CodecProgram.sourceBytesMax)"
            throw CommandFailure(status: .failure, message: message)
        }
        guard let source = String(validating: bytes, as: UTF8.self), !source.contains("\0") else {
            throw CommandFailure(status: .failure, message: "\(path) is not JavaScript: it is no text in UTF-8")
        }
        self.path = path
        self.source = source
    }

    /// The program of a model.
    func program(_ name: String) -> CodecProgram {
        CodecProgram(name: name, digest: VendorCodec.digest(of: source), source: source)
    }

    /// A pool in which it runs.
    ///
    /// - Throws: `CommandFailure` when it cannot be run at all.
    func pool(for program: CodecProgram, worker: String?) throws -> CodecPool {
        let pool = CodecPool(workerPath: WorkerLocation.path(configured: worker), limits: .patient)
        guard let problem = pool.problem(of: program) else { return pool }
        var message = "\(path): \(problem)"
        if case .noWorker = problem { message = "\(problem); set codec_worker in [devices], or install the worker" }
        throw CommandFailure(status: .failure, message: message)
    }
}
