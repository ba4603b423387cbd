import ArgumentParser

/// `host:port`, as an option has it; without a port, MQTT's 1883.
struct BrokerAddress: ExpressibleByArgument {
    let host: String
    let port: UInt16

    init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty else { return nil }
        host = String(parts[0])
        guard parts.count == 2 else {
            port = 1883
            return
        }
        guard let number = UInt16(parts[1]), number > 0 else { return nil }
        port = number
    }
}
