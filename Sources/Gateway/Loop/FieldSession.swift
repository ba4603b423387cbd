import Foundation
import MQTT

/// What the field broker keeps for the gateway: which filters were subscribed last, on disk beside the store.
///
/// The file `field-session` has one filter a line. It tells two things after a restart: which filters are to be
/// unsubscribed because no route has them any more, and whether a session should exist at the broker.
struct FieldSession {
    private let path: String
    /// The filters that the broker's session has, as far as is known.
    private(set) var subscribed: [String]
    /// The filters of the routes.
    let wanted: [String]

    init(stateDirectory: String, wanted: [String]) throws {
        path = stateDirectory + "/field-session"
        self.wanted = wanted
        guard FileManager.default.fileExists(atPath: path) else {
            subscribed = []
            return
        }
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        subscribed = text.split(separator: "\n").map(String.init)
    }

    /// Whether the broker should have kept a session.
    var isExpected: Bool { !subscribed.isEmpty }

    /// The filters to unsubscribe.
    var obsolete: [String] { subscribed.filter { !wanted.contains($0) } }

    /// The broker granted the routes' filters.
    mutating func granted() throws {
        guard subscribed != wanted else { return }
        try wanted.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        subscribed = wanted
    }
}
