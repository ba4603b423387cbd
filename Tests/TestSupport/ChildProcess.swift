import Foundation

/// Child processes by `posix_spawn`.
public enum ChildProcess {
    /// Starts a program; its standard output and error go to a file, its input comes from `input` or nowhere.
    public static func spawn(_ arguments: [String], input: Int32? = nil, output: String) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // Tests run on threads with all signals blocked; a child that inherits that cannot be stopped.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        pointers.append(nil)
        var processID: pid_t = 0
        let code = posix_spawnp(&processID, arguments[0], &actions, &attributes, pointers, environ)
        guard code == 0 else {
            throw TestSupportError("\(arguments[0]) was not started: \(String(cString: strerror(code)))")
        }
        return processID
    }

    /// Waits until a child has ended and answers its exit status; negative: the signal that ended it.
    @discardableResult
    public static func wait(_ processID: Int32) -> Int32 {
        var status: Int32 = 0
        while waitpid(processID, &status, 0) < 0 && errno == EINTR {
            continue
        }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : -signal
    }

    /// Runs a program to its end; throws with its output where it fails.
    public static func run(_ arguments: [String], in directory: String) throws {
        let output = "\(directory)/\(arguments[0]).\(UInt32.random(in: 0 ... .max)).log"
        let status = wait(try spawn(arguments, output: output))
        guard status == 0 else {
            let text = try String(contentsOfFile: output, encoding: .utf8)
            throw TestSupportError("\(arguments.joined(separator: " ")) ended with \(status):\n\(text)")
        }
    }
}
