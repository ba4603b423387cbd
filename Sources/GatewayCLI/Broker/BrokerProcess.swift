import Glibc

/// The running field broker, as its pid_file names it.
struct BrokerProcess {
    /// The broker's pid_file, when it is known.
    let processFile: String?

    /// Lets it read its files anew (SIGHUP).
    func reload() throws {
        guard let processFile else {
            throw failure("the broker's pid_file is not known (set [broker] pid_file, or give --pid-file)")
        }
        guard try FileSystem.isThere(processFile) else { throw failure("there is no \(processFile)") }
        let text = String(decoding: try FileSystem.read(processFile), as: UTF8.self).filter { !$0.isWhitespace }
        guard let processID = pid_t(text), processID > 1 else { throw failure("\(processFile) names no process") }
        // A file that was left behind may name a process of something else.
        guard BrokerProcess.name(processID) == "mosquitto" else {
            throw failure("process \(processID) of \(processFile) is not mosquitto")
        }
        guard kill(processID, SIGHUP) == 0 else {
            throw failure("process \(processID) takes no signal: \(String(cString: strerror(errno)))")
        }
    }

    private static func name(_ processID: pid_t) -> String? {
        let path = "/proc/\(processID)/comm"
        guard FileSystem.exists(path), let bytes = try? FileSystem.read(path) else { return nil }
        return String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    }

    private func failure(_ problem: String) -> CommandFailure {
        let message =
            "the files are written, but the broker was not told: \(problem)\nLet it read them with "
            + "`systemctl reload mosquitto`, or kill -HUP and its process id"
        return CommandFailure(status: .unreachable, message: message)
    }
}
