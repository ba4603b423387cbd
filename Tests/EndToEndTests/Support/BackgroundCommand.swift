import Foundation
import TestBroker

@testable import TestCity

/// A command of the program that runs while the city turns.
final class BackgroundCommand {
    private let output: String
    private let messages: String
    private var processID: Int32?

    /// Starts it; data and messages go to files of their own.
    init(_ arguments: [String], in city: City) throws {
        let name = "\(city.directory)/background-\(UInt32.random(in: 0 ... .max))"
        (output, messages) = (name + ".out", name + ".err")
        let script = #""$0" "$@" 2>"\#(messages)""#
        let program = [GatewayProcess.program] + arguments + ["--config", "\(city.directory)/gateway.toml"]
        processID = try ChildProcess.spawn(["/bin/sh", "-c", "exec " + script] + program, output: output)
    }

    deinit {
        guard let processID else { return }
        kill(processID, SIGKILL)
        ChildProcess.wait(processID)
    }

    /// What it has written to standard output.
    var data: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }

    /// What it has said to the person.
    var said: String { (try? String(contentsOfFile: messages, encoding: .utf8)) ?? "" }

    func signal(_ number: Int32) { if let processID { kill(processID, number) } }

    /// The exit status once it has ended; negative: the signal that ended it.
    func ended() -> Int32? {
        guard let processID else { return nil }
        var status: Int32 = 0
        guard waitpid(processID, &status, WNOHANG) == processID else { return nil }
        self.processID = nil
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : -signal
    }

    /// Turns the city until the command ends.
    func end(in city: City, within duration: Duration = .seconds(20)) throws -> Int32 {
        var status: Int32?
        try city.run("the command ends; it says: \(said)", within: duration) {
            status = ended()
            return status != nil
        }
        return status ?? -1
    }
}
