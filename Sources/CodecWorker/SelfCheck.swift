import CLinux
import Glibc

/// `--self-check`: tries from inside what a codec must never be able to do, and says what came of it.
enum SelfCheck {
    /// Prints a line for each attempt.
    ///
    /// - Returns: whether all were refused.
    static func run() -> Bool {
        let attempts: [(String, () -> Bool)] = [
            ("open a file", { open("/etc/hostname", O_RDONLY) >= 0 }),
            ("make a file", { open("/tmp/gateway-codec-worker", O_WRONLY | O_CREAT, 0o600) >= 0 }),
            ("list a directory", { opendir("/") != nil }),
            ("open a socket", { socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) >= 0 }),
            ("make a pair of sockets", makesPair),
            ("start a process", startsProcess),
            ("run a program", runsProgram),
            ("signal another process", { kill(getppid(), 0) == 0 }),
            (
                "signal a thread of another process",
                { syscall3(Int(SYS_tgkill), Int(getppid()), Int(getppid())) }
            ),
            ("set the clock", setsClock),
            ("trace a process", { syscall3(Int(SYS_ptrace), 0, 0) }),
            ("make memory executable", { maps(PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE) }),
            ("share memory, which is not counted", { maps(PROT_READ | PROT_WRITE, MAP_SHARED) }),
            ("raise its memory limit", { linux_limit(Int32(RLIMIT_DATA.rawValue), .max) == 0 }),
        ]
        var isTight = true
        for (name, attempt) in attempts {
            let succeeded = attempt()
            isTight = isTight && !succeeded
            print("\(name): \(succeeded ? "POSSIBLE" : "refused")")
        }
        return isTight
    }

    private static func makesPair() -> Bool {
        var ends: [Int32] = [-1, -1]
        return socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0
    }

    private static func startsProcess() -> Bool { syscall3(Int(SYS_clone), Int(SIGCHLD), 0) }

    private static func runsProgram() -> Bool {
        var process: pid_t = 0
        return posix_spawn(&process, "/bin/true", nil, nil, [nil], [nil]) == 0
    }

    private static func setsClock() -> Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return clock_settime(CLOCK_REALTIME, &now) == 0
    }

    private static func maps(_ protection: Int32, _ flags: Int32) -> Bool {
        mmap(nil, 4_096, protection, flags | Int32(MAP_ANONYMOUS), -1, 0) != MAP_FAILED
    }

    private static func syscall3(_ number: Int, _ first: Int, _ second: Int) -> Bool {
        linux_system_call(number, first, second) >= 0
    }
}
