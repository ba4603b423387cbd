import Foundation
import Gateway

/// The status of a gateway that is well, as it answers on its socket.
enum SampleStatus {
    private static let healthy = """
        {"gateway":"bd-tdm-01","version":"1","processID":42,"started":"2026-11-22T06:59:00.000Z","outstanding":3,"window":20,
         "dropped":0,"quarantined":0,"isClockSynchronised":true,"things":12,"longestTurnMicroseconds":900,
         "field":{"isConnected":true,"seconds":90000,"sessionsLost":0},
         "uplink":{"isConnected":true,"seconds":5,"sessionsLost":0},"backlog":{"rows":0,"bytes":0,"parked":0,"setAside":0},
         "totals":{"received":10,"readings":20,"forwarded":15,"buffered":5,"redecoded":0,"drained":2,"replayed":2,"duplicates":0,
                   "quarantined":0,"withheld":0,"retained":0,"deviceEvents":0,"deviceEventKinds":{},"sequenceGaps":0,"withoutReading":0,"skippedFields":0,
                   "identityMismatches":0,"announced":0,
                   "floods":0,"withoutSubscriber":0,"refusals":{},"commitFailures":0}}
        """

    /// The status with these members, a JSON object, in place of its own.
    static func with(_ changes: String = "{}") throws -> GatewayStatus {
        var members = try object(healthy)
        members.merge(try object(changes)) { $1 }
        return try JSONDecoder().decode(GatewayStatus.self, from: JSONSerialization.data(withJSONObject: members))
    }

    private static func object(_ text: String) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    }
}
