/// Rates over the last minutes, of counts that are looked at every five seconds.
struct RateMeter {
    /// The counts at one moment.
    struct Sample {
        let time: SteadyInstant
        let messages: Int
        let readings: Int
        let readingBytes: Int64
        let backlogRows: Int
        let backlogBytes: Int64
    }

    static let interval: Duration = .seconds(5)
    static let minute: Duration = .seconds(60)
    static let minutes: Duration = .seconds(300)

    private var samples: [Sample] = []

    /// Whether it is time for the next sample.
    func isDue(at now: SteadyInstant) -> Bool {
        samples.last.map { now.microseconds(since: $0.time) >= RateMeter.interval.microseconds } ?? true
    }

    mutating func add(_ sample: Sample) {
        samples.append(sample)
        let kept = Int(RateMeter.minutes.microseconds / RateMeter.interval.microseconds) + 1
        if samples.count > kept { samples.removeFirst(samples.count - kept) }
    }

    var rates: GatewayStatus.Rates {
        var rates = GatewayStatus.Rates()
        guard let last = samples.last else { return rates }
        if let first = first(within: RateMeter.minute, of: last) {
            let seconds = Double(last.time.microseconds(since: first.time)) / 1e6
            rates.messagesPerSecond = Double(last.messages - first.messages) / seconds
            rates.readingsPerSecond = Double(last.readings - first.readings) / seconds
        }
        if let first = first(within: RateMeter.minutes, of: last) {
            let seconds = Double(last.time.microseconds(since: first.time)) / 1e6
            rates.intakeRowsPerSecond = Double(last.readings - first.readings) / seconds
            rates.intakeBytesPerSecond = Double(last.readingBytes - first.readingBytes) / seconds
            rates.backlogRowsPerSecond = Double(last.backlogRows - first.backlogRows) / seconds
            rates.backlogBytesPerSecond = Double(last.backlogBytes - first.backlogBytes) / seconds
        }
        return rates
    }

    /// The oldest sample of a span, if it is not the last one itself.
    private func first(within span: Duration, of last: Sample) -> Sample? {
        // A sample comes a tick late now and then.
        let spanMax = span.microseconds + RateMeter.interval.microseconds / 2
        let first = samples.first { last.time.microseconds(since: $0.time) <= spanMax }
        return first.flatMap { $0.time < last.time ? $0 : nil }
    }
}
