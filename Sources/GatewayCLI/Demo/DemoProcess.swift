import Foundation
import Glibc

/// A child process in a process group of its own, so that Ctrl-C at the terminal reaches only the demo, which then stops
/// its children in order, each by its id.
final class DemoProcess {
    let name: String
    let identifier: pid_t

    private var status: Int32?

    /// Starts a program; what it says goes to a file.
    init(_ name: String, _ arguments: [String], log: String) throws {
        self.name = name
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // The demo blocks some signals and ignores others; its children start as from a shell.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        var usual = sigset_t()
        sigemptyset(&usual)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&usual, number) }
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        pointers.append(nil)
        var identifier: pid_t = 0
        let code = posix_spawnp(&identifier, arguments[0], &actions, &attributes, pointers, environ)
        guard code == 0 else {
            let message = "\(arguments[0]) cannot be started: \(String(cString: strerror(code)))"
            throw CommandFailure(status: .failure, message: message)
        }
        self.identifier = identifier
    }

    deinit { stop() }

    /// How it ended, or nil while it runs; negative: the signal that ended it.
    func exitStatus() -> Int32? { reaped(WNOHANG) }

    /// Asks it to end, without waiting.
    func terminate() {
        if exitStatus() == nil { kill(identifier, SIGTERM) }
    }

    /// Ends it: politely, and after five seconds for certain.
    func stop() {
        terminate()
        let deadline = ContinuousClock.now + .seconds(5)
        while exitStatus() == nil {
            if ContinuousClock.now > deadline { kill(identifier, SIGKILL) }
            poll(nil, 0, 10)
        }
    }

    /// Waits for its end.
    func wait() -> Int32 {
        while true {
            if let status = reaped(0) { return status }
        }
    }

    private func reaped(_ options: Int32) -> Int32? {
        if let status { return status }
        var raw: Int32 = 0
        guard waitpid(identifier, &raw, options) == identifier else { return nil }
        let signal = raw & 0x7F
        status = signal == 0 ? (raw >> 8) & 0xFF : -signal
        return status
    }
}
