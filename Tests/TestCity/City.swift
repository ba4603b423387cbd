import Foundation
import Gateway
import MQTT
import TestBroker

/// A small city: a field broker with its sensors, the gateway process, the operations center's broker with a subscriber.
///
/// One thread turns the test's own clients; everything else is processes. All of it ends with the city.
final class City {
    let settings: CitySettings
    let directory: String
    let stateDirectory: String
    let field: Broker
    let uplink: Broker
    let sensors: Sensors
    let center: OperationsCenter
    let gateway: GatewayProcess
    /// The ports that clients use: the brokers' own, or those of what stands between.
    let wiring: Wiring

    /// How many times longer than it should take something may take: more than 1 where other work takes the machine's time.
    nonisolated(unsafe) static var patience = 1

    private var poller = Poller()

    init(_ settings: CitySettings = CitySettings()) throws {
        self.settings = settings
        directory = try Scratch.makeDirectory("city")
        stateDirectory = settings.stateDirectory ?? "\(directory)/state"
        let security = settings.certificates.map { Broker.Security.mutualTLS($0) } ?? .none
        field = try Broker(settings.fieldBroker, security: security, files: settings.fieldFiles)
        uplink = try Broker(settings.uplinkBroker, security: security, files: settings.uplinkFiles)
        wiring = try settings.wiring(Wiring(field: field.port, uplink: uplink.port))
        var publisher = City.options(wiring.sensorsToField, "sensors", settings)
        publisher.username = settings.sensorsLogin?.user
        publisher.password = settings.sensorsLogin?.password
        sensors = Sensors(publisher)
        var subscriber = City.options(uplink.port, "ioc", settings)
        subscriber.cleanStart = false
        subscriber.sessionExpirySeconds = 3_600
        subscriber.receiveMaximum = 1_000
        center = OperationsCenter(subscriber)
        gateway = GatewayProcess(configurationFile: "\(directory)/gateway.toml", directory: directory)
        try write(
            settings.text(
                fieldPort: wiring.gatewayToField,
                uplinkPort: wiring.gatewayToUplink,
                stateDirectory: stateDirectory
            )
        )
        try FileManager.default.createDirectory(atPath: "\(directory)/models", withIntermediateDirectories: true)
        for (name, text) in settings.models.merging(["air.toml": CitySettings.airModel], uniquingKeysWith: { $1 }) {
            try text.write(toFile: "\(directory)/models/\(name)", atomically: true, encoding: .utf8)
        }
        let things = "\(directory)/things.csv"
        try settings.thingsFile.write(toFile: things, atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(atPath: stateDirectory, withIntermediateDirectories: true)
        let imported = try gateway.command(["device", "import", things])
        guard imported.status == 0 else { throw TestSupportError("the import failed: \(imported.output)") }
        try run("the subscriber is there") { center.peer.isReady && sensors.peer.isReady }
        if settings.startsGateway { try startGateway() }
    }

    deinit {
        gateway.kill()
        Scratch.remove(directory)
    }

    /// Starts the gateway and waits until it is on both brokers.
    func startGateway() throws {
        try gateway.start()
        try run("the gateway is on both brokers") {
            guard let status = try status() else { return false }
            return status.field.isConnected && status.uplink.isConnected && status.processID == gateway.processID
        }
    }

    func status() throws -> GatewayStatus? { try ControlClient(stateDirectory: stateDirectory).status() }

    func write(_ configuration: String) throws {
        try configuration.write(toFile: "\(directory)/gateway.toml", atomically: true, encoding: .utf8)
    }

    // MARK: Turning

    /// Turns the sensors and the subscriber until a condition holds, or fails.
    func run(
        _ what: String,
        within duration: Duration = .seconds(20),
        until condition: () throws -> Bool
    ) throws {
        let deadline = ContinuousClock.now + duration * City.patience
        while try !condition() {
            guard ContinuousClock.now < deadline else {
                throw TestSupportError("not within \(duration * City.patience): \(what)\n\(try report())")
            }
            try turn()
        }
    }

    func turn() throws {
        sensors.turn()
        center.peer.connectIfDue()
        poller.removeAll()
        let fromField = sensors.peer.add(to: &poller)
        let fromUplink = center.peer.add(to: &poller)
        try poller.wait(timeout: .milliseconds(sensors.remaining > 0 ? 1 : 5))
        sensors.exchange(isReadable: poller.isReadable(fromField))
        try center.exchange(isReadable: poller.isReadable(fromUplink))
    }

    /// Publishes so many samples and waits for their PUBACKs from the field broker.
    func publish(_ count: Int, within duration: Duration = .seconds(20)) throws {
        sensors.remaining = count
        try run("\(count) samples are published", within: duration) { sensors.isQuiet }
    }

    /// Publishes one message of a test's own.
    func publish(_ text: String, to topic: String, retain: Bool = false) throws {
        try publish(Array(text.utf8), to: topic, retain: retain)
    }

    func publish(_ payload: [UInt8], to topic: String, retain: Bool = false) throws {
        try run("the sensors are connected") { sensors.peer.isReady }
        try sensors.publish(payload, to: topic, retain: retain)
        try run("the message is acknowledged") { sensors.isQuiet || sensors.remaining > 0 }
    }

    // MARK: The account

    /// What the sensors got a PUBACK for and the operations center has not.
    var missing: [Sample] { sensors.acknowledged.filter { !center.samples.contains($0) } }

    /// How long nothing may arrive before what is missing is lost.
    private static let silence: Duration = .seconds(15)

    /// Waits until the second ledger has everything that the first has, or nothing comes any more.
    func settle() throws {
        sensors.remaining = 0
        try run("the sensors are quiet") { sensors.isQuiet }
        var last = ContinuousClock.now
        var count = center.deliveries.count
        while center.samples.count < sensors.acknowledged.count || !missing.isEmpty {
            if center.deliveries.count > count {
                last = .now
                count = center.deliveries.count
            } else if last + City.silence < .now {
                throw TestSupportError("lost \(missing.count)\n\(try report())")
            }
            try turn()
        }
        // A broker that ends before it has read the subscriber's PUBACKs delivers again: no doing of the gateway.
        try run("the subscriber is connected") { center.peer.isReady }
        try center.peer.connection?.publish(topic: "confirm", payload: [])
        try run("its PUBACKs are read") { center.peer.connection.map { $0.outstandingPublishes == 0 } ?? true }
    }

    /// Copies beyond the first of the same id.
    var duplicates: Int { center.deliveries.count - Set(center.deliveries.map(\.id)).count }

    /// Some of the readings that came more than once: the places in the order of arrival, and which were replayed.
    var copies: String {
        let byID = Dictionary(grouping: center.deliveries.enumerated(), by: \.element.id)
        return byID.values.filter { $0.count > 1 }.prefix(5).map { places in
            "\(places[0].element.sample?.sequence ?? -1) at "
                + places.map { "\($0.offset)\($0.element.isReplayed ? " replayed" : "")" }.joined(separator: ", ")
        }.joined(separator: "; ")
    }

    private func report() throws -> String {
        let log = try? gateway.log().split(separator: "\n").suffix(15).joined(separator: "\n")
        return """
            acknowledged to sensors \(sensors.acknowledged.count), arrived \(center.samples.count), \
            deliveries \(center.deliveries.count), missing \(missing.count)
            status: \(String(describing: try status()))
            \(log ?? "no log")
            """
    }

    static func options(_ broker: Broker, _ client: String, _ settings: CitySettings) -> ConnectionOptions {
        options(broker.port, client, settings)
    }

    private static func options(_ port: UInt16, _ client: String, _ settings: CitySettings) -> ConnectionOptions {
        let host = settings.certificates == nil ? "127.0.0.1" : "localhost"
        var options = ConnectionOptions(host: host, port: port, clientID: client)
        options.tls = settings.certificates.map {
            TLSOptions(caFile: $0.caFile, certificateFile: $0.clientCertificateFile, keyFile: $0.clientKeyFile)
        }
        return options
    }
}
