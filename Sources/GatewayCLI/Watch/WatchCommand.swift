import ArgumentParser
import Devices
import Foundation
import Gateway
import MQTT
import Observations
import Store

/// `gateway watch THING`: waits beside the mast for the next message, and says whether the work is done.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Wait for a thing's next message and say GO or NO-GO.",
        discussion: """
            Checks that it is heard, readable, plausible, in place, on time, with enough radio and battery, and that its \
            reading is on its way. Ends with 0 for GO and 1 for NO-GO; 3 when there is no such thing, 5 when the gateway \
            does not run. It waits one and a half of the expected intervals for each message, at most 15 minutes.

            \(Examples(
                "gateway watch aq-thu-dau-mot-03",
                "gateway watch 70b3d50000000abc --count 2 --interval 10m --timeout 30m"
            ))
            """
    )

    @Argument(help: "The thing's name, or the hardware id of its device.") var thing: String
    @Option(help: ArgumentHelp("How long to wait, as 15m.", valueName: "duration")) var timeout: String?
    @Option(help: ArgumentHelp("How often it should report, instead of what is registered.", valueName: "duration"))
    var interval: String?
    @Option(help: "Wait for so many messages; 2 prove the interval.") var count = 1
    @Option(name: .shortAndLong, help: ArgumentHelp("table or json.", valueName: "format")) var output = WatchFormat
        .table
    @OptionGroup var file: ConfigurationOptions

    /// The longest wait for one message, unless somebody says otherwise.
    private static let waitMax: Duration = .seconds(900)
    /// How long what belongs to the last message may still come.
    private static let grace: Duration = .milliseconds(700)

    mutating func validate() throws {
        guard (1...100).contains(count) else { throw ValidationError("--count is 1 to 100.") }
        for (option, text) in [("--timeout", timeout), ("--interval", interval)] {
            guard let text else { continue }
            guard let duration = Duration(written: text), duration >= .seconds(1) else {
                throw ValidationError("\(option) \"\(text)\" is no duration of a second or more, as 90s, 15m or 1h.")
            }
        }
    }

    mutating func run() throws {
        let configuration = try file.load()
        let registry = try RegistryAccess.readable(configuration)
        let found = try ThingName.find(thing, orHardwareIn: registry)
        guard try found != nil || QuarantinedSender.isHeard(HardwareID.canonical(thing), configuration) else {
            let message = "there is no thing and no device \"\(thing)\", and nothing of it is in quarantine"
            throw CommandFailure(
                status: .notFound,
                message: "\(message): register it with `gateway device add`\(ThingName.hint(thing, registry))"
            )
        }
        let signals = StopSignals(wakeUp: try WakeUp())
        guard let watched = try watch(found, configuration, signals) else {
            StandardError.write("Ended before a verdict.\n")
            throw CommandFailure(status: .failure, message: "the watch of \(thing) was ended")
        }
        let verdict = WatchVerdict(watched)
        switch output {
        case .table: StandardOutput.write(WatchReport.text(verdict, columns: TerminalWidth.columns))
        case .json: StandardOutput.write(WatchReport.json(verdict, watched))
        }
        if !verdict.isGo { CommandStatus.failure.exit() }
    }

    /// Listens until everything is heard or time is over; nothing when somebody ended it.
    private func watch(
        _ found: Thing?,
        _ configuration: GatewayConfiguration,
        _ signals: StopSignals
    ) throws -> WatchCase? {
        let state = configuration.gateway.stateDirectory
        let hardwareID = found?.hardwareID ?? HardwareID.canonical(thing)
        let filter = found.map { LiveFilter(thing: $0.id.string) } ?? LiveFilter(hardwareID: hardwareID)
        let follower = try Follower(stateDirectory: state, filter: filter, signals: signals)
        var watched = WatchCase(
            name: found?.id.string ?? hardwareID,
            thing: found,
            hardwareID: hardwareID,
            expectedSeconds: interval.flatMap(Duration.init(written:)).map { Int($0.components.seconds) }
                ?? found?.expectedIntervalSeconds,
            uplinksWanted: count,
            began: .now,
            ended: .now
        )
        let patience = patience(watched.expectedSeconds)
        guard try listen(follower, patience, state, &watched) else { return nil }
        watched.ended = .now
        watched.suggestion = try suggestion(watched, configuration)
        if watched.uplinks.isEmpty { watched.strangers = try strangers(since: watched.began, configuration) }
        return watched
    }

    private func listen(
        _ follower: Follower,
        _ patience: Duration,
        _ state: String,
        _ watched: inout WatchCase
    ) throws -> Bool {
        let end = ContinuousClock.now + patience
        var deadline = end
        var countdown = WatchCountdown()
        defer { countdown.clear() }
        while true {
            countdown.show(end - .now)
            switch try follower.next(until: min(deadline, .now + .seconds(1))) {
            case .line(_, let line):
                if case .following = line.event {
                    watched.before = try heardBefore(watched, state)
                    countdown.clear()
                    StandardError.write(
                        "Waiting for \(watched.name) (\(watched.hardwareID)), at most \(patience.written) …\n"
                    )
                }
                watched.lines.append(line)
                if case .device("join", _) = line.event {
                    countdown.clear()
                    StandardError.write("It has joined the network.\n")
                }
                if watched.isComplete, deadline == end { deadline = .now + WatchCommand.grace }
            case .timeIsOver: if deadline <= .now { return true }
            case .interrupted: return false
            case .stopped:
                throw CommandFailure(status: .unreachable, message: "the gateway on \(state) has stopped")
            }
        }
    }

    /// One and a half intervals for each message, at most 15 minutes each.
    private func patience(_ expectedSeconds: Int?) -> Duration {
        if let given = timeout.flatMap(Duration.init(written:)) { return given }
        let each = expectedSeconds.map { min(WatchCommand.waitMax, .seconds($0) * 3 / 2) } ?? WatchCommand.waitMax
        return max(.seconds(10), each * count)
    }

    private func heardBefore(_ watched: WatchCase, _ state: String) throws -> HeardAnswer {
        do throws(ControlError) {
            return try ControlClient(stateDirectory: state).ask(
                .heard(name: watched.name),
                for: HeardAnswer.self,
                patience: ControlClient.loopPatience
            )
        } catch {
            throw CommandFailure(error, state)
        }
    }

    /// The model that a payload which could not be read is likely to be of.
    private func suggestion(_ watched: WatchCase, _ configuration: GatewayConfiguration) throws -> String? {
        guard let uplink = watched.uplinks.first(where: { $0.refusal != nil }), let refusal = uplink.refusal,
            let payload = Hexadecimal.decode(refusal.payload), payload.count == refusal.payloadBytes,
            let reason = QuarantineReason(rawValue: refusal.reason)
        else { return nil }
        let entry = QuarantineEntry(
            hardwareID: refusal.sender.hardwareID,
            topic: Array(refusal.topic.utf8),
            payload: payload,
            received: uplink.received,
            reason: reason,
            detail: refusal.detail
        )
        return ModelSuggestion(configuration, try file.models(of: configuration)).text(for: entry)
    }

    /// Devices that are registered nowhere and were heard meanwhile: a hardware id may be mistyped.
    private func strangers(since began: Timestamp, _ configuration: GatewayConfiguration) throws -> [String] {
        try RegistryAccess.translating {
            let groups = try BufferReader(path: configuration.bufferPath).quarantineGroups(limit: 100)
            return groups.filter { $0.reason == .unknownDevice && $0.newest >= began }.compactMap(\.hardwareID)
                .prefix(3).map(\.self)
        }
    }
}
