import ArgumentParser
import Foundation
import Gateway
import MQTT
import Observations
import Store

/// `gateway tail`: what the running gateway hears, as it hears it.
struct TailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Follow live what the gateway reads, and what it cannot read.",
        discussion: """
            One line a reading: local time, thing, values, and marks where something is not as it should be: buffered (the \
            operations center is not reached), replayed (delivered late), suspect or bad values, parked, withheld. What \
            cannot be read is told with its reason. Ctrl-C ends it.

            \(Examples(
                "gateway tail --errors",
                "gateway tail --thing aq-thu-dau-mot-03 -n 5",
                "gateway tail -o jsonl | jq .reading.observations"
            ))
            """
    )

    @Option(help: "Only this thing.") var thing: String?
    @Option(help: "Only things of this domain: traffic, environment or utility.") var domain: String?
    @Option(help: "Only things of this agency.") var agency: String?
    @Option(name: .customLong("hardware-id"), help: "Only this device, registered or not.") var hardwareID: String?
    @Flag(help: "Only what is wrong: unreadable messages, suspect or bad values, readings that are not safe.")
    var errors = false
    @Option(name: .customShort("n"), help: ArgumentHelp("End after so many lines.", valueName: "count"))
    var count: Int?
    @Flag(help: "When the gateway stops, wait until it runs again.") var reconnect = false
    @Option(name: .shortAndLong, help: ArgumentHelp("table or jsonl.", valueName: "format")) var output = TailFormat
        .table
    @OptionGroup var file: ConfigurationOptions

    private static let reconnectPause: Duration = .seconds(1)

    mutating func validate() throws {
        if let count, count < 1 { throw ValidationError("-n is 1 or more.") }
        if let domain, Domain(rawValue: domain) == nil {
            throw ValidationError("--domain is traffic, environment or utility.")
        }
    }

    mutating func run() throws {
        let configuration = try file.load()
        if let thing { _ = try ThingName.existing(thing, configuration) }
        let state = configuration.gateway.stateDirectory
        let signals = StopSignals(wakeUp: try WakeUp())
        var left = count ?? .max
        var isWaiting = false
        while left > 0, !signals.hasArrived {
            do {
                let follower = try Follower(stateDirectory: state, filter: filter, signals: signals)
                guard try follow(follower, &left, &isWaiting) else { return }
                if !reconnect {
                    throw CommandFailure(status: .unreachable, message: "the gateway on \(state) has stopped")
                }
                StandardError.write("The gateway has stopped; waiting until it runs again.\n")
                isWaiting = true
            } catch let failure as CommandFailure where reconnect && failure.status == .unreachable {
                if !isWaiting { StandardError.write("gateway: \(failure.message); waiting.\n") }
                isWaiting = true
                try signals.wait(TailCommand.reconnectPause)
            }
        }
    }

    private var filter: LiveFilter {
        LiveFilter(thing: thing, domain: domain, agency: agency, hardwareID: hardwareID, errorsOnly: errors)
    }

    /// Writes what comes; false when the command is to end well, true when the gateway has stopped.
    private func follow(_ follower: Follower, _ left: inout Int, _ isWaiting: inout Bool) throws -> Bool {
        let table = TailLine(columns: TerminalWidth.columns, zone: .current)
        while left > 0 {
            switch try follower.next(until: nil) {
            case .line(let bytes, let line):
                switch (output, line.event) {
                case (_, .following):
                    if isWaiting { StandardError.write("The gateway runs again.\n") }
                    isWaiting = false
                    continue
                case (.jsonl, _): StandardOutput.write(bytes + [UInt8(ascii: "\n")])
                case (.table, _):
                    guard let text = table.text(line) else { continue }
                    StandardOutput.write(text)
                }
                left -= 1
            case .stopped: return true
            case .interrupted, .timeIsOver: return false
            }
        }
        return false
    }
}
