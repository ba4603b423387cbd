import Observations

/// One message of the device, and everything that was told of it.
struct WatchUplink {
    /// When the gateway received it.
    let received: Timestamp
    /// Its readings: more than one when it carries older moments, too.
    var readings: [HeardReading] = []
    /// Why it could not become readings.
    var refusal: HeardRefusal?

    /// The reading of the latest moment.
    var newest: HeardReading? {
        readings.max { $0.reading.phenomenonTime < $1.reading.phenomenonTime }
    }

    var frameCounter: UInt64? { readings.lazy.compactMap(\.reading.frameCounter).first }

    /// The messages among what was heard, in their order; copies and the later fate of readings are left out.
    static func all(in lines: [HeardLine]) -> [WatchUplink] {
        var uplinks: [WatchUplink] = []
        for line in lines {
            let index = uplinks.firstIndex { $0.received == line.time }
            switch line.event {
            case .reading(let heard) where heard.isNews && !heard.isReport:
                if let index {
                    uplinks[index].readings.append(heard)
                } else {
                    uplinks.append(WatchUplink(received: line.time, readings: [heard]))
                }
            case .refused(let refusal):
                if let index {
                    uplinks[index].refusal = refusal
                } else {
                    uplinks.append(WatchUplink(received: line.time, refusal: refusal))
                }
            default: continue
            }
        }
        return uplinks.sorted { $0.received < $1.received }
    }
}

extension HeardReading {
    /// What a network says of the device, and not the device of its place.
    private static let reported: Set<String> = ["battery_level", "external_power", "link_margin"]

    /// Whether it is only a network's report of the device.
    fileprivate var isReport: Bool {
        !reading.observations.isEmpty && reading.frameCounter == nil
            && reading.observations.allSatisfy { HeardReading.reported.contains($0.property) }
    }
}
