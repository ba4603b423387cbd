import Gateway
import Observations

/// A moment as people write it: with date, time and zone, or how long ago it is.
enum TimeOption {
    static func time(_ text: String, _ option: String) throws -> Timestamp {
        if let time = Timestamp(iso8601: text.utf8) { return time }
        if let ago = Duration(written: text) {
            return Timestamp.now.advanced(byMicroseconds: -ago.components.seconds * 1_000_000)
        }
        let message = "\(option) \"\(text)\" is no time: write 2026-11-23T08:00:00Z, or 2h for two hours ago"
        throw CommandFailure(status: .usage, message: message)
    }
}
