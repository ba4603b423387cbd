import Foundation
import Gateway
import TestBroker

@testable import TestCity

/// A city whose wires are tapped, with the ledgers of one run.
final class Stage {
    /// What stands in the gateway's place.
    enum Subject {
        case gateway
        /// The same program with something around it.
        case gatewayUnder([String])
        case naive
    }

    let city: City
    /// Between sensors and field broker; L1.
    let sensorsWire: WireTap
    /// Between field broker and gateway; L2.
    let fieldWire: WireTap
    /// Between gateway and the operations center's broker.
    let uplinkWire: WireTap
    private let received: Ledger
    private let directory: String

    init(directory: String, settings: CitySettings, subject: Subject = .gateway) throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        self.directory = directory
        let acknowledged = try Ledger(path: "\(directory)/L1-acknowledged")
        let released = try Ledger(path: "\(directory)/L2-released")
        let upstream = try Ledger(path: "\(directory)/upstream-acknowledged")
        let received = try Ledger(path: "\(directory)/L3-received")
        self.received = received
        var taps: [WireTap] = []
        var settings = settings
        settings.startsGateway = false
        settings.wiring = { brokers in
            taps.append(try WireTap(to: brokers.sensorsToField, accepted: acknowledged))
            taps.append(try WireTap(to: brokers.gatewayToField, released: released))
            taps.append(try WireTap(to: brokers.gatewayToUplink, accepted: upstream))
            var wiring = brokers
            wiring.sensorsToField = taps[0].port
            wiring.gatewayToField = taps[1].port
            wiring.gatewayToUplink = taps[2].port
            return wiring
        }
        city = try City(settings)
        (sensorsWire, fieldWire, uplinkWire) = (taps[0], taps[1], taps[2])
        city.center.witness = { delivery in
            if let sample = delivery.sample { received.append(sample, id: delivery.id) }
        }
        city.sensors.rate = 500
        switch subject {
        case .gateway: break
        case .gatewayUnder(let around): city.gateway.launch = around + city.gateway.launch
        case .naive:
            let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path(percentEncoded: false)
            city.gateway.launch = [program, "naive", "\(fieldWire.port)", "\(uplinkWire.port)"]
        }
    }

    deinit {
        city.gateway.kill()
        // Where the row breaks its promise, the log stays with the ledgers.
        do { try city.gateway.log().write(toFile: "\(directory)/gateway.log", atomically: true, encoding: .utf8) } catch
        {
            Console.say("   the gateway's log was not kept: \(error)")
        }
        for wire in [sensorsWire, fieldWire, uplinkWire] { wire.close() }
    }

    // MARK: The gateway

    /// Starts the gateway and waits until both brokers have let it in.
    func start() throws {
        try launch()
        try awaitJoined()
    }

    /// Starts the gateway and waits for nothing.
    func launch() throws {
        // What is left of a killed gateway's connections is no sign of the next one's.
        try city.run("the old connections are gone") { !fieldWire.isJoined || fieldWire.fault.isSilent }
        try city.gateway.start()
    }

    func awaitJoined(within duration: Duration = .seconds(40)) throws {
        try awaitField(within: duration)
        try city.run("the gateway is on both brokers", within: duration) { fieldWire.isJoined && uplinkWire.isJoined }
    }

    func awaitField(within duration: Duration = .seconds(40)) throws {
        // Before its first subscription there is no session that would keep messages for it.
        try city.run("the gateway is on the field broker", within: duration) {
            fieldWire.isJoined && fieldWire.subscriptions > 0
        }
    }

    /// Waits until something outside has ended the gateway.
    ///
    /// - Returns: whether that happened in time; else it is killed here.
    func awaitDeath(within duration: Duration = .seconds(10)) throws -> Bool {
        let deadline = ContinuousClock.now + duration * City.patience
        while city.gateway.ended() == nil {
            guard ContinuousClock.now < deadline else {
                city.gateway.kill()
                return false
            }
            try city.turn()
        }
        return true
    }

    /// The gateway's own word; it is asked again for a while, as a busy machine may keep it from answering.
    func status() throws -> GatewayStatus {
        var answer = try city.status()
        try city.run("the gateway answers", within: .seconds(30)) {
            if answer == nil { answer = try city.status() }
            return answer != nil
        }
        guard let answer else { throw TestSupportError("the gateway does not answer") }
        return answer
    }

    // MARK: Time and traffic

    /// Lets the sensors publish until so many more have their PUBACKs.
    func publish(_ count: Int, within duration: Duration = .seconds(30)) throws {
        let target = sensorsWire.acceptedCount + count
        city.sensors.remaining = .max
        try city.run("sensors publish", within: duration) { sensorsWire.acceptedCount >= target }
    }

    /// Waits until the gateway has released so many more readings than the operations center's broker has acknowledged.
    func awaitUnsent(_ count: Int) throws {
        city.sensors.remaining = .max
        try city.run("\(count) readings are released and not sent", within: .seconds(40)) {
            fieldWire.releasedCount >= uplinkWire.acceptedCount + count
        }
    }

    /// Makes a wire silent, and waits until it is.
    func silence(_ wire: WireTap) throws {
        wire.fault.isSilent = true
        try city.run("the wire is silent") { wire.hasHeard }
    }

    /// Turns for a while.
    func pass(_ duration: Duration) throws {
        let end = ContinuousClock.now + duration
        while ContinuousClock.now < end { try city.turn() }
    }

    /// Waits for the first reading after a moment.
    ///
    /// - Returns: how long after it that was.
    func recovery(since moment: ContinuousClock.Instant, within duration: Duration = .seconds(60)) throws -> Duration {
        try awaitJoined(within: duration)
        let count = received.count
        try city.run("a reading arrives", within: duration) { received.count > count }
        return .now - moment
    }

    /// Stops the sensors and waits until all that they know as acknowledged has arrived, or nothing comes for a while.
    func quiesce(silence: Duration = .seconds(12)) throws {
        city.sensors.remaining = 0
        try city.run("the sensors are quiet", within: .seconds(40)) { city.sensors.isQuiet }
        var last = ContinuousClock.now
        var count = received.count
        while last + silence > .now {
            if received.count > count {
                last = .now
                count = received.count
            }
            if city.center.samples.count >= city.sensors.acknowledged.count, city.missing.isEmpty { break }
            try pass(.milliseconds(50))
        }
        // What was released and not acknowledged to a sensor may still be on its way.
        try pass(.milliseconds(300))
    }

    func ledgers() throws -> Ledgers {
        // Behind TLS the wires see nothing: then L1 is the sensors' own.
        let own = city.settings.certificates == nil ? nil : city.sensors.acknowledged.map { Ledger.Entry(sample: $0) }
        return Ledgers(
            acknowledged: try own ?? sensorsWire.accepted?.entries() ?? [],
            released: try fieldWire.released?.entries() ?? [],
            upstream: try uplinkWire.accepted?.entries() ?? [],
            received: try received.entries()
        )
    }
}

extension WireTap {
    /// How many of the client's messages the server has acknowledged.
    var acceptedCount: Int { accepted?.count ?? 0 }
    /// How many of the server's messages the client has acknowledged.
    var releasedCount: Int { released?.count ?? 0 }
}
