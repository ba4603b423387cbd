import Gateway
import Observations

/// Everything that a watch is judged by.
struct WatchCase {
    /// How the person called what is watched.
    let name: String
    /// The registered thing; nothing while its hardware is unknown.
    let thing: Thing?
    /// The hardware that is expected to speak.
    let hardwareID: String
    /// How often it should report, in seconds, when known.
    var expectedSeconds: Int?
    /// How many messages are waited for.
    var uplinksWanted = 1
    /// When the watch began.
    let began: Timestamp
    /// When it ended.
    var ended: Timestamp
    /// What the gateway had heard of it before.
    var before: HeardAnswer?
    /// What the gateway told meanwhile.
    var lines: [HeardLine] = []
    /// The model that a payload which could not be read is likely to be of.
    var suggestion: String?
    /// Hardware that is registered nowhere and was heard meanwhile.
    var strangers: [String] = []

    var uplinks: [WatchUplink] { WatchUplink.all(in: lines) }

    /// Whether waiting any longer changes nothing.
    var isComplete: Bool {
        let uplinks = uplinks
        return uplinks.count >= uplinksWanted || uplinks.contains { $0.refusal != nil }
    }
}
