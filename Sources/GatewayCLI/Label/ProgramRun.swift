import Foundation
import Glibc

/// A program that was run to its end, or ended when its time was over.
struct ProgramRun {
    /// What it exited with; negative: the signal that ended it.
    let status: Int32
    /// What it wrote to standard output.
    let output: [UInt8]
    /// What it wrote to standard error.
    let errors: [UInt8]

    /// The most bytes that are read of what it writes.
    private static let outputBytesMax = 4 << 20

    /// Runs a program.
    ///
    /// - Parameters:
    ///   - arguments: the program, looked up in PATH, and its arguments; no shell reads them.
    ///   - input: what it finds on standard input: at most a pipe's 64 KiB.
    ///   - limit: how long it may take.
    /// - Throws: `ProgramRunError` when it cannot be started, or has to be ended.
    init(_ arguments: [String], input: [UInt8], within limit: Duration) throws(ProgramRunError) {
        precondition(input.count <= 64 << 10, "the input fits into a pipe")
        let (toProgram, fromProgram, fromErrors) = (try ProgramPipe(), try ProgramPipe(), try ProgramPipe())
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toProgram.reading, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, fromProgram.writing, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, fromErrors.writing, STDERR_FILENO)
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        pointers.append(nil)
        var process: pid_t = 0
        let code = posix_spawnp(&process, arguments[0], &actions, nil, pointers, environ)
        guard code == 0 else { throw code == ENOENT ? .notThere : .system(String(cString: strerror(code))) }
        toProgram.closeReading()
        fromProgram.closeWriting()
        fromErrors.closeWriting()
        // A program that does not read must not end this one.
        signal(SIGPIPE, SIG_IGN)
        _ = FileDescriptorWriter.write(input, to: toProgram.writing)
        toProgram.closeWriting()

        let deadline = ContinuousClock.now + limit
        let collected = ProgramRun.collect([fromProgram.reading, fromErrors.reading], until: deadline)
        if collected == nil { kill(process, SIGKILL) }
        var raw: Int32 = 0
        while waitpid(process, &raw, 0) < 0, errno == EINTR { continue }
        guard let collected else { throw .tookTooLong }
        output = collected[0]
        errors = collected[1]
        let signal = raw & 0x7F
        status = signal == 0 ? (raw >> 8) & 0xFF : -signal
    }

    /// Everything that comes from some descriptors until they end; nothing when that takes too long, or is too much.
    private static func collect(_ descriptors: [Int32], until deadline: ContinuousClock.Instant) -> [[UInt8]]? {
        var collected = descriptors.map { _ in [UInt8]() }
        var open = Set(descriptors.indices)
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while !open.isEmpty {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return nil }
            let order = open.sorted()
            var polled = order.map { pollfd(fd: descriptors[$0], events: Int16(POLLIN), revents: 0) }
            let milliseconds = Int32(clamping: left.components.seconds * 1_000 + 1)
            guard poll(&polled, nfds_t(polled.count), milliseconds) > 0 else { continue }
            for (place, index) in order.enumerated() where polled[place].revents != 0 {
                let count = Glibc.read(descriptors[index], &chunk, chunk.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { open.remove(index) } else { collected[index] += chunk[..<count] }
                guard collected[index].count <= outputBytesMax else { return nil }
            }
        }
        return collected
    }
}

/// Why a program was not run to its end.
enum ProgramRunError: Error, Hashable, CustomStringConvertible {
    /// There is no such program in PATH.
    case notThere
    /// It took too long, or wrote too much, and was ended.
    case tookTooLong
    /// The system has refused.
    case system(String)

    /// Whether it may go better another time.
    var isRetriable: Bool { self == .tookTooLong }

    var description: String {
        switch self {
        case .notThere: "there is no such program"
        case .tookTooLong: "it took too long and was ended"
        case .system(let reason): reason
        }
    }
}
