import Foundation
import TestBroker

/// The built `gateway` program as a child process.
final class GatewayProcess {
    /// The program: what `GATEWAY_PROGRAM` names, else the one that was built beside the test bundle.
    static let program: String = {
        if let path = ProcessInfo.processInfo.environment["GATEWAY_PROGRAM"], !path.isEmpty { return path }
        let bundle = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return bundle.deletingLastPathComponent().appending(path: "gateway").path(percentEncoded: false)
    }()

    let configurationFile: String
    let logFile: String
    /// What is started: the gateway, unless a test puts something around it or in its place.
    var launch: [String]
    private let directory: String
    private(set) var processID: Int32?

    init(configurationFile: String, directory: String) {
        self.configurationFile = configurationFile
        self.directory = directory
        logFile = "\(directory)/gateway.log"
        launch = [GatewayProcess.program, "run", "--config", configurationFile]
    }

    deinit { kill() }

    func start() throws {
        precondition(processID == nil, "the gateway is running")
        processID = try ChildProcess.spawn(launch, output: logFile)
    }

    /// Ends it as a power cut would (SIGKILL).
    func kill() {
        guard let processID else { return }
        _ = Foundation.kill(processID, SIGKILL)
        ChildProcess.wait(processID)
        self.processID = nil
    }

    func signal(_ number: Int32) {
        if let processID { _ = Foundation.kill(processID, number) }
    }

    /// The exit status once the process has ended; negative: the signal that ended it.
    func ended() -> Int32? {
        guard let processID else { return nil }
        var status: Int32 = 0
        guard waitpid(processID, &status, WNOHANG) == processID else { return nil }
        self.processID = nil
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : -signal
    }

    func log() throws -> String { try String(contentsOfFile: logFile, encoding: .utf8) }

    /// How many lines of the log contain a text.
    func logged(_ text: String) throws -> Int { try log().split(separator: "\n").count { $0.contains(text) } }

    /// Runs another command of the program to its end.
    func command(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let output = "\(directory)/command-\(UInt32.random(in: 0 ... .max)).log"
        let arguments = [GatewayProcess.program] + arguments + ["--config", configurationFile]
        let status = ChildProcess.wait(try ChildProcess.spawn(arguments, output: output))
        return (status, try String(contentsOfFile: output, encoding: .utf8))
    }
}
