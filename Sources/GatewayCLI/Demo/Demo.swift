import Foundation
import Gateway
import Glibc
import MQTT
import Observations

/// The demo from its first process to the account.
struct Demo {
    private static let tick: Duration = .milliseconds(500)
    private static let lineInterval: Duration = .milliseconds(300)
    /// Without a terminal: fewer lines, they stay in a log.
    private static let logInterval: Duration = .seconds(2)
    /// How long readings may be on their way before the status line calls them lost.
    private static let underWay: Int64 = 3_000_000
    /// How long nothing may arrive after the end of the backlog before the account is made.
    private static let quiet: Duration = .seconds(3)
    private static let drainPatience: Duration = .seconds(60)
    private static let pause: Duration = .milliseconds(20)
    private static let pausePatience: Duration = .milliseconds(500)

    private let parts: DemoParts
    private let signals: StopSignals
    private var plan: DemoPlan
    private let terminal: DemoTerminal
    private let center: OperationsCenter
    private var account = DemoAccount()
    private var publishedLedger: LedgerReader<PublishedEntry>
    private var receivedLedger: LedgerReader<ReceivedEntry>
    private var status: GatewayStatus?
    private var figures = DemoFigures()
    private var candidates: [ReceivedReading] = []
    private var lastDomain = ""
    private var nextLine: Duration = .zero
    private var nextTick: Duration = .zero
    private var nextStatus: Duration = .zero
    private var stoppedAt: Duration?
    private var arrivedAt: Duration = .zero
    private var plannedAt: Duration = .zero
    private var keys: [Character] = []
    private let rate: Int

    init(files: DemoFiles, plan: DemoPlan, rate: Int, terminal: DemoTerminal) throws {
        self.plan = plan
        self.rate = rate
        self.terminal = terminal
        signals = StopSignals(wakeUp: try WakeUp())
        parts = try DemoParts(files: files)
        let ledger = try LedgerFile(path: files.received)
        center = OperationsCenter(port: parts.uplink.port, ledger: ledger, wakeUp: signals.wakeUp)
        publishedLedger = LedgerReader(path: files.published)
        receivedLedger = LedgerReader(path: files.received)
    }

    /// Runs to the end and answers the account of the two ledger files.
    mutating func run() throws -> DemoAccount {
        try start()
        let start = ContinuousClock.now
        var isInterrupted = false
        while true {
            let elapsed = ContinuousClock.now - start
            isInterrupted = signals.hasArrived || terminal.isGone
            if isInterrupted { break }
            try takeReadings(at: elapsed)
            try followPlan(at: elapsed)
            showReading(at: elapsed)
            if elapsed >= nextTick { try tickOver(at: elapsed) }
            if try isDone(at: elapsed) { break }
            try waitForSomething()
        }
        terminal.endStatus()
        let files = parts.files
        let result = try DemoAccount(published: files.published, received: files.received)
        show(result, isWhole: !isInterrupted)
        guard !isInterrupted else {
            throw CommandFailure(status: .failure, message: "interrupted: what was under way is not in the account")
        }
        return result
    }

    private mutating func start() throws {
        let things = DemoCity.groups.reduce(0) { $0 + $1.places.count }
        terminal.line(
            terminal.coloured(
                "A small city in Bình Dương: \(things) sensors of 3 domains, \(rate) messages a second",
                .bold
            )
        )
        terminal.line("field broker 127.0.0.1:\(parts.field.port), the IOC's broker 127.0.0.1:\(parts.uplink.port)")
        terminal.line("folder \(parts.files.directory)")
        if terminal.isInteractive { terminal.line("u cuts and restores the uplink, q ends") }
        let deadline = ContinuousClock.now + .seconds(10)
        while !center.isSubscribed {
            guard ContinuousClock.now < deadline else {
                throw CommandFailure(status: .unreachable, message: "the IOC's broker does not answer")
            }
            _ = try center.turn()
            poll(nil, 0, 10)
        }
        try parts.startGateway()
        try parts.startSensors(rate: rate)
    }

    /// Does what the plan or a person wants, in a pause between readings where there is one: a broker that is stopped
    /// before it has the subscriber's last PUBACKs delivers those readings again.
    private mutating func followPlan(at elapsed: Duration) throws {
        guard elapsed - arrivedAt >= Demo.pause || elapsed - plannedAt >= Demo.pausePatience else { return }
        plannedAt = elapsed
        try perform(plan.actions(at: elapsed), at: elapsed)
        for key in keys {
            switch key {
            case "u": try perform(plan.toggle(at: elapsed), at: elapsed)
            case "q": try perform(plan.end(), at: elapsed)
            default: break
            }
        }
        keys = []
    }

    private mutating func perform(_ actions: [DemoPlan.Action], at elapsed: Duration) throws {
        for action in actions {
            switch action {
            case .cutUplink:
                parts.uplink.stop()
                announce("The uplink is cut: the IOC's broker has stopped.", .red)
            case .sabotage:
                parts.stopGateway()
                let count = try DemoSabotage.deleteHalf(stateDirectory: parts.files.state)
                try parts.startGateway()
                announce("Sabotage: \(count) readings were deleted from the gateway's buffer.", .red)
            case .restoreUplink:
                try parts.uplink.start()
                announce("The uplink is restored: the buffer drains.", .green)
            case .stopSensors:
                parts.stopSensors()
                stoppedAt = elapsed
                arrivedAt = elapsed
                announce("The sensors have stopped: the rest is drained.", .yellow)
            }
        }
    }

    private mutating func announce(_ text: String, _ colour: DemoTerminal.Colour) {
        terminal.line(terminal.coloured("── \(text)", colour))
    }

    private mutating func takeReadings(at elapsed: Duration) throws {
        let readings = try center.turn()
        guard !readings.isEmpty else { return }
        arrivedAt = elapsed
        // Of one message, the newest value stands last.
        for reading in readings {
            if candidates.last?.thing == reading.thing { candidates.removeLast() }
            candidates.append(reading)
        }
        candidates.removeFirst(max(0, candidates.count - 64))
    }

    /// Shows at most one of the readings that have come: of another domain than the last, if there is one.
    private mutating func showReading(at elapsed: Duration) {
        guard elapsed >= nextLine, !candidates.isEmpty else { return }
        let reading = candidates.first { $0.domain != lastDomain } ?? candidates[0]
        candidates.removeAll(keepingCapacity: true)
        lastDomain = reading.domain
        nextLine = elapsed + (terminal.isInteractive ? Demo.lineInterval : Demo.logInterval)
        let line = ReadingLine(reading)
        let colour: DemoTerminal.Colour =
            switch reading.domain {
            case "traffic": .yellow
            case "utility": .blue
            default: .green
            }
        let mark = reading.replayed ? "replayed " : ""
        let room = max(10, terminal.columns - 48 - mark.count)
        let values = ReadingLine.fitted(line.values, to: room)
        let time = terminal.coloured(line.time, .dim)
        let domain = terminal.coloured(line.domain, colour)
        terminal.line("\(time) \(domain) \(line.place) \(terminal.coloured(mark, .magenta))\(values)")
    }

    private mutating func tickOver(at elapsed: Duration) throws {
        nextTick = elapsed + Demo.tick
        for entry in try publishedLedger.newEntries() { account.add(entry) }
        for entry in try receivedLedger.newEntries() { account.add(entry) }
        try parts.check(areSensorsStopping: stoppedAt != nil)
        let now = Timestamp.now
        status = try parts.status()
        figures.update(
            account: account,
            readingsOverdue: account.readingsMissing(madeBefore: now.advanced(byMicroseconds: -Demo.underWay)),
            status: status,
            elapsed: elapsed,
            now: now
        )
        guard terminal.isInteractive || elapsed >= nextStatus else { return }
        nextStatus = elapsed + Demo.logInterval
        let keys = terminal.isInteractive ? "  [u] [q]" : ""
        let text = figures.line(isCut: plan.isCut, isStopping: stoppedAt != nil)
        let colour: DemoTerminal.Colour = figures.lost > 0 || plan.isCut ? .red : .cyan
        let room = terminal.columns - 1 - keys.count
        terminal.show(status: terminal.coloured(ReadingLine.fitted(text, to: max(20, room)), colour) + keys)
    }

    private func isDone(at elapsed: Duration) throws -> Bool {
        guard let stoppedAt, parts.sensorsHaveEnded, !plan.isCut else { return false }
        if elapsed - stoppedAt > Demo.drainPatience { return true }
        guard let status, status.backlog.rows == 0, status.outstanding == 0 else { return false }
        // Late copies count as duplicates, so a whole account waits for them too, but not for long.
        let isWhole = account.readings > 0 && account.lost == 0
        return elapsed - max(arrivedAt, stoppedAt) > (isWhole ? .seconds(1) : Demo.quiet)
    }

    private mutating func waitForSomething() throws {
        var poller = Poller()
        poller.add(signals.wakeUp.fileDescriptor, .readable)
        poller.add(center.fileDescriptor, .readable)
        let input = poller.add(terminal.isInteractive ? STDIN_FILENO : -1, .readable)
        try poller.wait(timeout: Demo.pause)
        signals.wakeUp.clear()
        guard poller.isReadable(input) else { return }
        keys += terminal.keys()
    }

    private mutating func show(_ account: DemoAccount, isWhole: Bool) {
        let lost = account.lost
        terminal.line(terminal.coloured(isWhole ? "The account" : "The account so far", .bold))
        terminal.line(
            "  published   \(Demo.number(account.messages)) messages with \(account.readings) readings, acknowledged to the sensors"
        )
        terminal.line("  forwarded   \(Demo.number(account.forwarded)) readings reached the IOC")
        terminal.line("  replayed    \(Demo.number(account.replayed)) of them later, and marked so")
        terminal.line("  duplicates  \(Demo.number(account.duplicates)) copies of readings that had arrived before")
        let missing = lost > 0 ? ", of which \(account.readingsMissing) readings never arrived" : ""
        let text = "  lost        \(Demo.number(lost)) messages\(missing)"
        terminal.line(terminal.coloured(text, lost == 0 ? .green : .red))
        terminal.line("by two ledgers, what the sensors were told and what the IOC received:")
        terminal.line("  \(parts.files.published)")
        terminal.line("  \(parts.files.received)")
    }

    private static func number(_ value: Int) -> String { DisplayText.padded("\(value)", to: 6, isRight: true) }
}
