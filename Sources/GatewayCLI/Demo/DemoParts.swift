import Foundation
import Gateway
import Glibc
import MQTT

/// The demo's processes: two brokers, the gateway and the sensors.
///
/// All of them end with it, each by its id.
final class DemoParts {
    let files: DemoFiles
    let field: DemoBroker
    let uplink: DemoBroker

    private let program: String
    private var gateway: DemoProcess?
    private var sensors: DemoProcess?

    init(files: DemoFiles) throws {
        self.files = files
        program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        field = try DemoBroker("field", directory: files.directory)
        uplink = try DemoBroker("uplink", directory: files.directory)
        try files.write(fieldPort: field.port, uplinkPort: uplink.port)
        let log = files.log(of: "import")
        let arguments = [program, "device", "import", files.things, "--config", files.configuration]
        guard try DemoProcess("import", arguments, log: log).wait() == 0 else {
            throw CommandFailure(status: .failure, message: "the things were not registered; see \(log)")
        }
    }

    deinit {
        sensors?.stop()
        gateway?.stop()
        field.stop()
        uplink.stop()
    }

    /// Starts the gateway and waits until it is connected to the field broker.
    func startGateway() throws {
        let arguments = [program, "run", "--config", files.configuration]
        let started = try DemoProcess("gateway", arguments, log: files.log(of: "gateway"))
        gateway = started
        let deadline = ContinuousClock.now + .seconds(10)
        while try status()?.field.isConnected != true {
            guard started.exitStatus() == nil, ContinuousClock.now < deadline else {
                let message = "the gateway did not start; see \(files.log(of: "gateway"))"
                throw CommandFailure(status: .failure, message: message)
            }
            poll(nil, 0, 20)
        }
    }

    func stopGateway() {
        gateway?.stop()
        gateway = nil
    }

    func startSensors(rate: Int) throws {
        let arguments = [
            program, "simulate", "--config", files.configuration, "--rate", "\(rate)", "--ledger", files.published,
        ]
        sensors = try DemoProcess("sensors", arguments, log: files.log(of: "sensors"))
    }

    /// The sensors make nothing more, and end when the last PUBACK has come.
    func stopSensors() { sensors?.terminate() }

    var sensorsHaveEnded: Bool { sensors.map { $0.exitStatus() != nil } ?? true }

    /// Fails when a process ended that should not have.
    func check(areSensorsStopping: Bool) throws {
        if let status = gateway?.exitStatus() {
            let message = "the gateway ended by itself (\(status)); see \(files.log(of: "gateway"))"
            throw CommandFailure(status: .failure, message: message)
        }
        if !areSensorsStopping, let status = sensors?.exitStatus() {
            let message = "the sensors ended by themselves (\(status)); see \(files.log(of: "sensors"))"
            throw CommandFailure(status: .failure, message: message)
        }
    }

    /// What the gateway says of itself; nothing while it does not run.
    func status() throws -> GatewayStatus? {
        gateway == nil ? nil : try ControlClient(stateDirectory: files.state).status()
    }
}
