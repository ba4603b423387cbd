import Observations

/// What a payload has said so far: now, and from the device's memory.
struct MilesightReadings {
    /// What it says of now.
    var current = ReadingBuilder()
    /// What it says of earlier moments.
    private(set) var past: [DecodedReading] = []

    /// Whether nothing was read.
    var isEmpty: Bool { current.isEmpty && past.isEmpty }

    /// The earlier moments, the oldest first, then now.
    var inOrder: [DecodedReading] {
        guard !past.isEmpty else { return [current.reading] }
        let order = past.indices.sorted { left, right in
            guard let one = past[left].time, let other = past[right].time, one != other else { return left < right }
            return one < other
        }
        let readings = order.map { past[$0] }
        return current.isEmpty ? readings : readings + [current.reading]
    }

    /// Adds what the memory has of a moment.
    mutating func remember(_ reading: ReadingBuilder) { past.append(reading.reading) }
}

extension ReadingBuilder {
    /// Adds an observation unless the very same stands there: an event repeats the value that it is about.
    mutating func addOnce(_ observation: Observation) {
        if !observations.contains(observation) { add(observation) }
    }

    /// Adds whether something is wrong with a part of the device or what it measures.
    mutating func addAlarm(_ isActive: Bool, _ channel: Channel) {
        addOnce(Observation(.alarmActive, isActive, channel: channel))
    }
}
