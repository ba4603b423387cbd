import ArgumentParser
import Foundation

/// What `make demo` runs: the hidden command `gateway demo`, no part of running a gateway.
///
/// It lives in the program, because terminals, processes and two ledgers are no work for a shell script, and because it
/// shows the very program that is installed. It touches nothing but the folder that it makes.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "A small city on this machine: brokers, sensors, gateway, an outage, and the account.",
        discussion: """
            On a terminal, u cuts and restores the uplink, q ends. Without --seconds it goes on until then; without a \
            terminal it takes 60 seconds. Ends with 0 when nothing was lost and with 1 when something was.

            \(Examples(
                "gateway demo --seconds 60"
            ))
            """,
        shouldDisplay: false
    )

    @Option(help: "End by itself after about so many seconds, at least 10.") var seconds: Int?
    @Flag(help: "Delete rows from the gateway's buffer during the outage; the account must notice.") var sabotage =
        false
    @Option(help: "Messages a second, of all sensors together.") var rate = 20
    @Option(help: "Where the demo's folder is made; TMPDIR or /tmp when left out.") var directory: String?

    mutating func validate() throws {
        guard seconds ?? 10 >= 10 else { throw ValidationError("--seconds is 10 or more.") }
        guard (1...1_000).contains(rate) else { throw ValidationError("--rate is 1 to 1000.") }
    }

    mutating func run() throws {
        let terminal = DemoTerminal()
        let length = seconds ?? (terminal.isInteractive ? nil : 60)
        var demo = try Demo(
            files: DemoFiles(parent: directory),
            plan: DemoPlan(length: length.map { .seconds($0) }, sabotages: sabotage),
            rate: rate,
            terminal: terminal
        )
        let account = try demo.run()
        guard account.lost == 0 else {
            throw CommandFailure(status: .failure, message: "\(account.lost) messages were lost")
        }
        guard account.messages > 0 else {
            throw CommandFailure(status: .failure, message: "nothing was published, so nothing was shown")
        }
    }
}
