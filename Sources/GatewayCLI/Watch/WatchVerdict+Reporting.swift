import Gateway
import Observations

// How often it reports, how well it is heard, and what becomes of its readings.
extension WatchVerdict {
    /// An interval may be this many times what is expected.
    static let intervalFactors = 0.5...1.5
    /// Charge below which a battery is changed before anybody leaves, %.
    static let emptyBattery = 10.0
    /// Charge below which somebody should plan to change it, %.
    static let lowBattery = 30.0

    /// Two messages of one watch decide; the time since the last message before it only warns, as a button that is
    /// pressed beside the mast comes early.
    static func interval(_ watched: WatchCase, _ uplinks: [WatchUplink]) -> WatchCheck {
        guard let expected = watched.expectedSeconds, expected > 0 else {
            let text =
                "no interval is expected of it; set one: `gateway device set \(watched.name) --expected-interval`"
            return WatchCheck(subject: .interval, outcome: .unknown, text: text)
        }
        if let said = reportingInterval(uplinks), !isExpected(said, expected) {
            let text = "the device is set to report every \(span(said)), expected is every \(span(expected))"
            return WatchCheck(subject: .interval, outcome: .failure, text: text)
        }
        let heard = uplinks.filter { $0.refusal == nil }
        if heard.count > 1 {
            let seconds = interval(heard[heard.count - 2], heard[heard.count - 1])
            return check(seconds, expected, otherwise: .failure, "between two messages")
        }
        guard let before = watched.before, let first = heard.first, let seconds = interval(before, first) else {
            let text = "one message does not tell it; `--count 2` waits for a second"
            return WatchCheck(subject: .interval, outcome: .unknown, text: text)
        }
        return check(seconds, expected, otherwise: .warning, "since the message before; `--count 2` makes sure")
    }

    private static func check(
        _ seconds: Int,
        _ expected: Int,
        otherwise outcome: WatchCheck.Outcome,
        _ basis: String
    ) -> WatchCheck {
        let text = "\(span(seconds)) \(basis)"
        guard !isExpected(seconds, expected) else { return WatchCheck(subject: .interval, outcome: .ok, text: text) }
        return WatchCheck(subject: .interval, outcome: outcome, text: "\(text); expected is every \(span(expected))")
    }

    private static func isExpected(_ seconds: Int, _ expected: Int) -> Bool {
        intervalFactors.contains(Double(seconds) / Double(expected))
    }

    private static func span(_ seconds: Int) -> String { ReadableTime.span(seconds: Int64(seconds)) }

    /// What the device itself says, in seconds.
    private static func reportingInterval(_ uplinks: [WatchUplink]) -> Int? {
        let observations = uplinks.last?.newest?.reading.observations ?? []
        guard case .number(let seconds) = observations.first(where: { $0.property == "reporting_interval" })?.value,
            seconds > 0, seconds < 1e9
        else { return nil }
        return Int(seconds)
    }

    private static func interval(_ first: WatchUplink, _ second: WatchUplink) -> Int {
        let seconds = Double(second.received.microseconds(since: first.received)) / 1e6
        guard let from = first.frameCounter, let to = second.frameCounter, to > from else {
            return Int(seconds.rounded())
        }
        return Int((seconds / Double(to - from)).rounded())
    }

    private static func interval(_ before: HeardAnswer, _ first: WatchUplink) -> Int? {
        guard let last = before.readingReceived.flatMap({ Timestamp(iso8601: $0.utf8) }) else { return nil }
        let seconds = Double(first.received.microseconds(since: last)) / 1e6
        guard seconds >= 1 else { return nil }
        guard let from = before.frameCounter, let to = first.frameCounter else { return Int(seconds.rounded()) }
        return to > from ? Int((seconds / Double(to - UInt64(from))).rounded()) : nil
    }

    /// Messages that were sent and not heard.
    static func frames(_ watched: WatchCase, _ uplinks: [WatchUplink]) -> WatchCheck? {
        var counters = uplinks.compactMap(\.frameCounter)
        guard !counters.isEmpty else { return nil }
        // A message that came while the gateway was asked is not one before itself.
        let isOlder = watched.before?.readingReceived != uplinks.first?.received.description
        if isOlder, let before = watched.before?.frameCounter { counters.insert(UInt64(before), at: 0) }
        var lost: UInt64 = 0
        for (from, to) in zip(counters, counters.dropFirst()) {
            guard to > from else {
                let text = "the frame counter went from \(from) to \(to): the device has joined anew"
                return WatchCheck(subject: .frames, outcome: .warning, text: text)
            }
            lost += to - from - 1
        }
        guard counters.count > 1 else { return nil }
        guard lost > 0 else { return WatchCheck(subject: .frames, outcome: .ok, text: "no frame is missing") }
        let text = "\(lost) frame\(lost == 1 ? "" : "s") before this one did not arrive"
        return WatchCheck(subject: .frames, outcome: .warning, text: text)
    }

    static func radio(_ heard: HeardReading) -> WatchCheck? {
        guard let radio = heard.reading.radio, radio.rssi != nil || radio.snr != nil else { return nil }
        let parts = [
            radio.rssi.map { "RSSI \(Cell.number($0).plain) dBm" }, radio.snr.map { "SNR \(Cell.number($0).plain) dB" },
        ]
        let text = parts.compactMap(\.self).joined(separator: ", ")
        let outcome = RadioLimits.outcome(rssi: radio.rssi, snr: radio.snr)
        switch outcome {
        case .failure:
            return WatchCheck(subject: .radio, outcome: outcome, text: "\(text): at the limit; move it or its antenna")
        case .warning: return WatchCheck(subject: .radio, outcome: outcome, text: "\(text): weak")
        case .ok, .unknown: return WatchCheck(subject: .radio, outcome: outcome, text: text)
        }
    }

    static func battery(_ heard: HeardReading) -> WatchCheck? {
        let observations = heard.reading.observations.filter { $0.property.hasPrefix("battery_") }
        guard !observations.isEmpty else { return nil }
        let text = observations.map(\.words).joined(separator: ", ")
        var outcome = WatchCheck.Outcome.ok
        for observation in observations {
            switch (observation.property, observation.value) {
            case ("battery_low", .boolean(true)): outcome = .failure
            case ("battery_level", .number(let level)) where level < emptyBattery: outcome = .failure
            case ("battery_level", .number(let level)) where level < lowBattery && outcome == .ok: outcome = .warning
            default: continue
            }
        }
        let advice = outcome == .failure ? ": change it now" : outcome == .warning ? ": change it soon" : ""
        return WatchCheck(subject: .battery, outcome: outcome, text: text + advice)
    }

    static func delivery(_ watched: WatchCase, _ heard: HeardReading) -> WatchCheck {
        let isDelivered = watched.lines.contains { line in
            guard case .reading(let later) = line.event else { return false }
            return later.state == "delivered" && later.reading.id == heard.reading.id
        }
        let text: String
        switch heard.state {
        case _ where isDelivered, "forwarded":
            return WatchCheck(subject: .delivery, outcome: .ok, text: "the operations center has it")
        case "buffered": text = "the operations center is not reached; the reading waits in the outbox"
        case "parked": text = "the operations center refuses the topic; the reading waits in the outbox"
        case "withheld": text = "the gateway could not store it, and will read it again; see `gateway status`"
        default: text = "the reading is \(heard.state); see `gateway quarantine list`"
        }
        return WatchCheck(subject: .delivery, outcome: .warning, text: text)
    }
}
