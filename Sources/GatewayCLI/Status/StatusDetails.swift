import Foundation
import Gateway
import Observations
import Store

/// What `gateway status` says to programs: one JSON object, whose member `running` comes first.
enum StatusDetails {
    /// The object of a running gateway: what it answers on its socket, and that it runs.
    static func running(_ status: GatewayStatus, pending: Int? = nil) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let object = String(decoding: try encoder.encode(status), as: UTF8.self)
        let waiting = pending.map { "\"pendingDevices\":\($0)," } ?? ""
        return "{\"running\":true,\(waiting)\(object.dropFirst())\n"
    }

    /// The object of a gateway that does not run: what its buffer file holds.
    static func stopped(_ summary: OutboxSummary, configuration: GatewayConfiguration) -> String {
        let oldest = summary.oldest.map { ",\"oldest\":\"\($0)\"" } ?? ""
        return "{\"running\":false,\"backlog\":{\"bytes\":\(summary.bytes)\(oldest),\"parked\":\(summary.parkedRows),"
            + "\"rows\":\(summary.rows)},\"dropped\":\(summary.droppedTotal),"
            + "\"gateway\":\"\(configuration.gateway.id)\",\"quarantined\":\(summary.quarantinedRows)}\n"
    }
}
