import Observations

// What it measures, where and when.
extension WatchVerdict {
    /// How far device clock and reception may be apart, in seconds; the same 5 minutes as for a clock that runs ahead.
    static let clockSecondsMax: Int64 = 300
    /// How far the device's own position may lie from the thing's.
    static let metresMax = 1_000.0

    static func values(_ watched: WatchCase, _ heard: HeardReading) -> WatchCheck {
        let observations = heard.reading.observations
        guard !observations.isEmpty else {
            return WatchCheck(
                subject: .values,
                outcome: .failure,
                text: "the message carries no value; is it the right model?"
            )
        }
        // A time that is not believed makes every value suspect; that is the clock's failure.
        let areSuspectByClock = heard.reading.parameters?.deviceTimeFault != nil
        let state = watched.thing?.state ?? .active
        var doubts: [String] = []
        for observation in observations {
            if case .number(let number) = observation.value,
                let doubt = PlausibleRange.doubt(observation.property, number)
            {
                doubts.append("\(observation.words) is odd: \(doubt)")
            } else if observation.quality == "bad" {
                doubts.append("\(observation.words) is bad: the device reports a fault, or gave no number")
            } else if observation.quality == "suspect", !areSuspectByClock, state == .active {
                doubts.append("\(observation.words) is suspect: it lies outside what is physically possible")
            }
        }
        if !doubts.isEmpty {
            return WatchCheck(subject: .values, outcome: .failure, text: doubts.joined(separator: "; "))
        }
        let words = observations.map(\.words).joined(separator: ", ")
        guard state == .active || state == .retired else {
            let text = "\(words); the thing is in state \(state.rawValue), so its values are flagged"
            return WatchCheck(subject: .values, outcome: .warning, text: text)
        }
        return WatchCheck(subject: .values, outcome: .ok, text: words)
    }

    static func place(_ watched: WatchCase, _ heard: HeardReading) -> WatchCheck? {
        func degrees(_ property: String) -> Double? {
            guard case .number(let number) = heard.reading.observations.first(where: { $0.property == property })?.value
            else { return nil }
            return number
        }
        guard let latitude = degrees("latitude"), let longitude = degrees("longitude"), let thing = watched.thing else {
            return nil
        }
        guard let place = Location(latitude: latitude, longitude: longitude), latitude != 0 || longitude != 0 else {
            return WatchCheck(subject: .place, outcome: .warning, text: "the device has no position yet")
        }
        guard let registered = thing.location else {
            let command = "gateway device set \(thing.id) --location \(latitude),\(longitude)"
            let text = "the thing has no location; the device stands at \(latitude), \(longitude): run `\(command)`"
            return WatchCheck(subject: .place, outcome: .warning, text: text)
        }
        let metres = GroundDistance.metres(place, registered)
        let text = "the device stands \(GroundDistance.words(metres)) from the thing's location"
        return WatchCheck(
            subject: .place,
            outcome: metres > metresMax ? .failure : .ok,
            text: metres > metresMax ? "\(text): is it the right device, or the right location?" : text
        )
    }

    static func clock(_ heard: HeardReading) -> WatchCheck {
        let reading = heard.reading
        if let fault = reading.parameters?.deviceTimeFault {
            let claimed = reading.parameters?.deviceTime.map { " (\($0))" } ?? ""
            let text = "the device's clock is not believed\(claimed): \(fault); set its clock"
            return WatchCheck(subject: .clock, outcome: .failure, text: text)
        }
        guard reading.timeSource == "device",
            let observed = Timestamp(iso8601: reading.phenomenonTime.utf8),
            let received = reading.resultTime.flatMap({ Timestamp(iso8601: $0.utf8) })
        else {
            let source = reading.timeSource ?? "gateway"
            guard reading.gatewayClock == nil else { return unsynchronised("the device gives no time") }
            return WatchCheck(subject: .clock, outcome: .ok, text: "the device gives no time; the \(source) does")
        }
        let seconds = received.microseconds(since: observed) / 1_000_000
        let side = seconds < 0 ? "ahead" : "behind"
        let text = "the device's clock is \(ReadableTime.span(seconds: abs(seconds))) \(side)"
        guard reading.gatewayClock == nil else { return unsynchronised(text) }
        guard abs(seconds) > clockSecondsMax else { return WatchCheck(subject: .clock, outcome: .ok, text: text) }
        return WatchCheck(subject: .clock, outcome: .failure, text: "\(text); set its clock")
    }

    /// The gateway cannot tell whose clock is off.
    private static func unsynchronised(_ text: String) -> WatchCheck {
        let sentence = "\(text); the gateway's own clock is not synchronised, see `gateway status`"
        return WatchCheck(subject: .clock, outcome: .warning, text: sentence)
    }
}
