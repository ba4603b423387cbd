import ArgumentParser
import Devices
import Foundation
import Gateway
import MQTT
import Observations
import Store

/// `gateway simulate`: sensors that are not there, with the payload bytes of real ones.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Publish what simulated sensors would send, at QoS 1, to a broker.",
        discussion: """
            With --config the registered things whose models have an encoder are simulated, over the field's routes and \
            to the field's broker. Never do that beside a gateway in service: its readings would be believed.
            With --model, or neither, devices are simulated that no registry knows, on the sample configuration's topics.

            The name and password of the configuration are the gateway's own and are not used: --username and \
            --password-file are the sensors'. Ends with 0 when the broker has acknowledged every message, with 5 when \
            some had no answer within 10 seconds. The ledger has one JSON line for each PUBACK: hardwareID, thing, \
            frameCounter, readings, time.

            \(Examples(
                "gateway simulate --broker 127.0.0.1:1883 --rate 5 --duration 1m",
                "gateway simulate --broker 127.0.0.1:1883 \\\n--model parametric/pcr2 --devices 10 --count 100",
                "gateway simulate --config ./gateway.toml --rate 50"
            ))
            """
    )

    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("Simulate this gateway's things.", valueName: "file"),
        completion: .file()
    )
    var path: String?
    @Option(
        help: ArgumentHelp("Simulate devices of this model; may be repeated.", valueName: "vendor/model"),
        completion: .models
    )
    var model: [String] = []
    @Option(help: "A directory of model files, without --config.", completion: .directory) var models: String?
    @Option(help: "How many devices of each model, without --config.") var devices = 1
    @Option(help: ArgumentHelp("The broker; the configuration's field broker when left out.", valueName: "host:port"))
    var broker: BrokerAddress?
    @Option(help: "The user name at the broker.") var username: String?
    @Option(help: "A file with the password.", completion: .file()) var passwordFile: String?
    @Option(help: "Messages a second, of all devices together.") var rate = 10.0
    @Option(help: ArgumentHelp("How long, as 30s or 5m; until stopped when left out.", valueName: "duration"))
    var duration: String?
    @Option(help: "How many messages in all.") var count: Int?
    @Option(help: "Equal seeds make equal payloads.") var seed: UInt64 = 1
    @Option(help: ArgumentHelp("Append a JSON line for each PUBACK.", valueName: "file")) var ledger: String?

    mutating func validate() throws {
        guard path != nil || broker != nil else {
            throw ValidationError("Say where: --config FILE or --broker HOST:PORT.")
        }
        guard path == nil || (model.isEmpty && models == nil) else {
            throw ValidationError("--config simulates the registered things; --model and --models go without it.")
        }
        guard rate > 0, rate <= 1_000_000 else { throw ValidationError("--rate is more than 0, at most 1000000.") }
        guard (1...1_000_000).contains(devices) else { throw ValidationError("--devices is 1 to 1000000.") }
        guard count ?? 1 > 0 else { throw ValidationError("--count is 1 or more.") }
        guard duration == nil || duration.flatMap(Duration.init(written:)) != nil else {
            throw ValidationError("--duration is a number and ms, s, m, h or d.")
        }
        guard (username == nil) == (passwordFile == nil) else {
            throw ValidationError("--username and --password-file go together.")
        }
    }

    mutating func run() throws {
        let (fleet, options) = try path.map(registered) ?? unregistered()
        guard !fleet.sensors.isEmpty else {
            throw CommandFailure(
                status: .notFound,
                message: "there is nothing to simulate: no thing has an encoder and a route"
            )
        }
        let signals = StopSignals(wakeUp: try WakeUp())
        let schedule = PublishSchedule(
            rate: rate,
            countMax: count,
            duration: duration.flatMap(Duration.init(written:))
        )
        StandardError.write("Simulating \(fleet.sensors.count) devices on \(options.host):\(options.port).\n")
        let ledger: LedgerFile? = if let path = ledger { try LedgerFile(path: path) } else { nil }
        var publisher = FieldPublisher(
            options: options,
            fleet: fleet,
            schedule: schedule,
            ledger: ledger,
            wakeUp: signals.wakeUp,
            isStopped: { signals.hasArrived }
        )
        try finish(publisher.run(), options)
    }

    private func finish(_ report: FieldPublisher.Report, _ options: ConnectionOptions) throws {
        let losses = report.connectionsLost > 0 ? "; the connection was lost \(report.connectionsLost) times" : ""
        StandardError.write(
            "Made \(report.made) messages; the broker has acknowledged \(report.acknowledged)\(losses).\n"
        )
        guard report.refused == 0 else {
            let message = "the broker refused \(report.refused) messages; may these sensors publish there?"
            throw CommandFailure(status: .failure, message: message)
        }
        guard report.unanswered == 0 else {
            let reason = report.lastError.map { ": \($0)" } ?? ""
            let message = "\(options.host):\(options.port) has not answered for \(report.unanswered) messages\(reason)"
            throw CommandFailure(status: .unreachable, message: message)
        }
    }

    /// Things of a registry, on the routes and the broker of their configuration.
    private func registered(_ path: String) throws -> (SimulatedFleet, ConnectionOptions) {
        var file = ConfigurationOptions()
        file.path = path
        let configuration = try file.load()
        let things = try RegistryAccess.readable(configuration).map { registry in
            try RegistryAccess.translating { try registry.snapshot().things }
        }
        let (fleet, left) = SimulatedFleet.registered(
            things ?? [],
            models: try file.models(of: configuration),
            routes: configuration.field.routes.compactMap(FieldRoute.init),
            seed: seed,
            firstFrame: SimulateCommand.firstFrame
        )
        for (thing, reason) in left.prefix(10) { StandardError.write("gateway: \(thing.id) stays silent: \(reason)\n") }
        if left.count > 10 { StandardError.write("gateway: and \(left.count - 10) more things\n") }
        var options = configuration.field.connectionOptions
        if let broker { (options.host, options.port) = (broker.host, broker.port) }
        return (fleet, try asSensors(options))
    }

    /// The network's counters go on from run to run, as those of real devices do: 64 frames a second are free.
    private static var firstFrame: UInt32 {
        UInt32(truncatingIfNeeded: Timestamp.now.microseconds / 1_000_000 * 64)
    }

    /// Devices that no registry knows.
    private func unregistered() throws -> (SimulatedFleet, ConnectionOptions) {
        let source = try ModelSource(directory: models)
        let wanted = model.isEmpty ? source.catalogue.models : try model.map(source.find)
        for model in wanted where !model.canSimulate { StandardError.write("gateway: \(model.id) has no encoder\n") }
        let fleet = SimulatedFleet.unregistered(
            wanted.filter(\.canSimulate),
            devices: devices,
            seed: seed,
            firstFrame: Self.firstFrame
        )
        let host = broker?.host ?? "127.0.0.1"
        return (fleet, try asSensors(ConnectionOptions(host: host, port: broker?.port ?? 1883, clientID: "sensors")))
    }

    /// A connection of the sensors' own: a name beside the gateway's, and a session that ends with it.
    private func asSensors(_ options: ConnectionOptions) throws -> ConnectionOptions {
        var options = options
        options.clientID = "simulated-sensors-\(ProcessInfo.processInfo.processIdentifier)"
        options.cleanStart = true
        options.sessionExpirySeconds = nil
        options.receiveMaximum = nil
        options.username = username
        options.password = try passwordFile.map { file in
            let text = String(decoding: try FileSystem.read(file), as: UTF8.self)
            return String(text.prefix { $0 != "\n" && $0 != "\r" && $0 != "\r\n" })
        }
        return options
    }
}
