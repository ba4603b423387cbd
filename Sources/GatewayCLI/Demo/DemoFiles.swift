import Foundation
import Gateway

/// The folder of one demo: configuration, state, logs and the two ledgers.
///
/// It stays when the demo is over.
struct DemoFiles {
    /// The folder.
    let directory: String

    var configuration: String { "\(directory)/gateway.toml" }
    var state: String { "\(directory)/state" }
    var things: String { "\(directory)/things.csv" }
    /// What the field broker has acknowledged to the sensors.
    var published: String { "\(directory)/published.jsonl" }
    /// What was received upstream.
    var received: String { "\(directory)/received.jsonl" }

    /// Makes a folder that was not there.
    init(parent: String?) throws {
        let parent = parent ?? ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        var template = Array("\(parent)/gateway-demo-\(String(repeating: "X", count: 6))".utf8CString)
        guard mkdtemp(&template) != nil else {
            let message = "no folder can be made in \(parent): \(String(cString: strerror(errno)))"
            throw CommandFailure(status: .failure, message: message)
        }
        directory = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? parent }
    }

    func log(of name: String) -> String { "\(directory)/\(name).log" }

    /// Writes what the gateway needs to know.
    func write(fieldPort: UInt16, uplinkPort: UInt16) throws {
        let text = """
            # The gateway of the demo; every key is documented in deploy/gateway.sample.toml.
            [gateway]
            id = "bd-tdm-01"
            state_directory = "state"

            [field]
            host = "127.0.0.1"
            port = \(fieldPort)

            [[field.routes]]
            filter = "application/+/device/+/event/+"
            envelope = "chirpstack"

            [[field.routes]]
            filter = "field/+/+/up"
            envelope = "plain"
            hardware_id = "topic:3"

            [uplink]
            host = "127.0.0.1"
            port = \(uplinkPort)

            [devices]
            models = "models"

            """
        try FileSystem.makeDirectory(state, mode: 0o750)
        try FileSystem.makeDirectory("\(directory)/models", mode: 0o755)
        try FileSystem.makeFile("\(directory)/models/air-json.toml", DemoCity.modelFile, mode: 0o644)
        try FileSystem.makeFile(things, DemoCity.csv, mode: 0o644)
        try FileSystem.makeFile(configuration, text, mode: 0o644)
    }
}
