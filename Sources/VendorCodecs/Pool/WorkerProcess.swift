import CLinux
import Glibc

/// One worker process, from its start to its end; used by one thread at a time.
///
/// It is started without environment, with a socket as its input and output and nothing else open.
final class WorkerProcess {
    /// How long one exchange may take.
    struct Patience {
        /// CPU time after which a silent worker is ended.
        let cpuMilliseconds: Int
        /// Time after which it is ended even when it got no CPU time.
        let wallMilliseconds: Int
    }

    /// How it ended when it had to be killed.
    static let silence = "it did not answer"

    /// The most codecs that a worker has loaded; the one loaded first goes.
    static let codecsMax = 128

    let processID: pid_t
    private let socket: Int32
    private var isEnded = false
    private var slots: [(key: CodecProgram.Key, slot: UInt32)] = []
    private var nextSlot: UInt32 = 0

    /// Starts a worker and waits until it is ready.
    init(path: String, patience: Patience) throws(CodecFailure) {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            throw .noWorker(message: "no socket can be made (errno \(errno))")
        }
        defer { Glibc.close(ends[1]) }
        let (process, result) = WorkerProcess.spawn(path, ends[1])
        guard result == 0 else {
            Glibc.close(ends[0])
            throw .noWorker(message: "\(path) cannot be started: \(String(cString: strerror(result)))")
        }
        socket = ends[0]
        processID = process
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
        let answer: WorkerAnswer
        do throws(ProtocolError) {
            answer = try receive(Deadline(processID, patience))
        } catch {
            throw .noWorker(message: "\(path) did not start: \(end())")
        }
        guard case .loaded(let problem) = answer, problem == nil else {
            var cause = "it speaks another protocol"
            if case .loaded(let problem?) = answer { cause = problem }
            _ = end()
            throw .noWorker(message: "\(path) did not start: \(cause)")
        }
    }

    deinit { _ = end() }

    /// The slot of a codec that is loaded.
    func slot(of key: CodecProgram.Key) -> UInt32? { slots.first { $0.key == key }?.slot }

    /// Whether no codec is loaded but this one.
    func holdsNothing(but key: CodecProgram.Key) -> Bool { slots.allSatisfy { $0.key == key } }

    /// Loads a codec, in the place of one that is not `kept` where all places are taken.
    ///
    /// - Returns: what is wrong with it; nothing when it can be called.
    /// - Throws: `ProtocolError` when the worker did not survive it.
    func load(
        _ program: CodecProgram,
        keeping kept: Set<CodecProgram.Key>,
        _ patience: Patience
    ) throws(ProtocolError) -> String? {
        if slots.count >= WorkerProcess.codecsMax, let oldest = slots.firstIndex(where: { !kept.contains($0.key) }) {
            _ = try exchange(.forget(slot: slots.remove(at: oldest).slot), patience)
        }
        nextSlot += 1
        let answer = try exchange(.load(slot: nextSlot, text: Array(program.source.utf8)), patience)
        guard case .loaded(let problem) = answer else { throw .unknownKind(2) }
        if problem == nil { slots.append((program.key, nextSlot)) }
        return problem
    }

    /// Sends a request and waits for its answer.
    func exchange(_ request: WorkerRequest, _ patience: Patience) throws(ProtocolError) -> WorkerAnswer {
        let deadline = Deadline(processID, patience)
        try send(request.frame(), deadline)
        return try receive(deadline)
    }

    /// Whether it has ended by itself since it was last used.
    func hasEnded() -> Bool {
        guard !isEnded else { return true }
        var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0
    }

    /// Ends the process, if it has not ended by itself, and says how it ended.
    func end() -> String {
        guard !isEnded else { return "it was ended" }
        isEnded = true
        Glibc.close(socket)
        var status: Int32 = 0
        // What died by itself says more than being killed here: a moment for it to be over.
        for _ in 0..<20 {
            if waitpid(processID, &status, WNOHANG) == processID { return WorkerProcess.words(status) }
            poll(nil, 0, 1)
        }
        kill(processID, SIGKILL)
        while waitpid(processID, &status, 0) < 0, errno == EINTR { continue }
        return WorkerProcess.silence
    }

    private static func words(_ status: Int32) -> String {
        let signal = status & 0x7F
        if signal == 0 { return "it ended with status \(status >> 8 & 0xFF)" }
        switch signal {
        case SIGABRT, SIGTRAP, SIGSEGV, SIGBUS, SIGILL:
            return "the engine gave up, most often for lack of memory (signal \(signal))"
        case SIGKILL: return "it was killed (signal 9)"
        default: return "it was ended by signal \(signal)"
        }
    }

    // MARK: Starting

    private static func spawn(_ path: String, _ end: Int32) -> (pid_t, Int32) {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, end, 0)
        posix_spawn_file_actions_adddup2(&actions, end, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        // A process group of its own: a Control-C at the terminal is for the gateway, which ends its workers itself.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        var process: pid_t = 0
        let result = path.withCString { path in
            posix_spawn(&process, path, &actions, &attributes, [UnsafeMutablePointer(mutating: path), nil], [nil])
        }
        return (process, result)
    }

    // MARK: Bytes

    private func send(_ frame: [UInt8], _ deadline: Deadline) throws(ProtocolError) {
        var sent = 0
        while sent < frame.count {
            let count = frame[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN {
                try wait(for: POLLOUT, deadline)
            } else if errno != EINTR {
                throw errno == EPIPE || errno == ECONNRESET ? .ended : .system(errno: errno)
            }
        }
    }

    private func receive(_ deadline: Deadline) throws(ProtocolError) -> WorkerAnswer {
        var reader = FrameReader(try receive(count: 4, deadline))
        let count = Int(try reader.number())
        guard count <= FrameReader.bytesMax else { throw .tooLong(bytes: count) }
        return try WorkerAnswer(content: try receive(count: count, deadline))
    }

    private func receive(count: Int, _ deadline: Deadline) throws(ProtocolError) -> [UInt8] {
        var bytes: [UInt8] = Array(repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let taken = bytes[filled...].withUnsafeMutableBytes { recv(socket, $0.baseAddress, $0.count, 0) }
            if taken > 0 {
                filled += taken
            } else if taken == 0 || errno == ECONNRESET {
                throw .ended
            } else if errno == EAGAIN {
                try wait(for: POLLIN, deadline)
            } else if errno != EINTR {
                throw .system(errno: errno)
            }
        }
        return bytes
    }

    private func wait(for events: Int32, _ deadline: Deadline) throws(ProtocolError) {
        var entry = pollfd(fd: socket, events: Int16(events), revents: 0)
        while true {
            let result = poll(&entry, 1, deadline.nextLookMilliseconds)
            if result > 0 { return }
            if result < 0, errno != EINTR { throw .system(errno: errno) }
            if deadline.isOver { throw .timedOut }
        }
    }

    /// When a worker that says nothing is ended: by its own CPU time, so that a busy machine is not taken for a hung
    /// worker, and by the wall clock, so that one that waits for ever is.
    private struct Deadline {
        private let clock: clockid_t?
        private let cpuEnd: Int64
        private let wallEnd: Int64

        init(_ process: pid_t, _ patience: Patience) {
            var clock = clockid_t()
            self.clock = clock_getcpuclockid(process, &clock) == 0 ? clock : nil
            cpuEnd = Deadline.milliseconds(self.clock) + Int64(patience.cpuMilliseconds)
            wallEnd = Deadline.milliseconds(CLOCK_MONOTONIC) + Int64(patience.wallMilliseconds)
        }

        var isOver: Bool {
            Deadline.milliseconds(CLOCK_MONOTONIC) >= wallEnd
                || (clock != nil && Deadline.milliseconds(clock) >= cpuEnd)
        }

        var nextLookMilliseconds: Int32 { 50 }

        private static func milliseconds(_ clock: clockid_t?) -> Int64 {
            guard let clock else { return 0 }
            var time = timespec()
            guard clock_gettime(clock, &time) == 0 else { return 0 }
            return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
        }
    }
}
