import Observations

/// The values of a KLAX message, sorted by how many measuring intervals ago they were taken.
struct KLAXValues {
    /// What is of now.
    var current: ReadingBuilder
    private var older: [ReadingBuilder] = []

    init(current: ReadingBuilder) { self.current = current }

    /// Whether there are values of former intervals.
    var hasOlder: Bool { older.contains { !$0.isEmpty } }

    /// Adds a value that is so many intervals old.
    mutating func add(_ property: ObservedProperty, _ value: Double, register: Int, kind: ObservationKind, age: Int) {
        let channel = KLAXValues.channels[register & 3]
        guard age > 0 else { return current.add(property, value, channel, kind) }
        while older.count < age { older.append(ReadingBuilder()) }
        older[age - 1].add(property, value, channel, kind)
    }

    /// Adds that a register of now has no value.
    mutating func addMissing(_ property: ObservedProperty, register: Int) {
        current.addMissing(property, KLAXValues.channels[register & 3])
    }

    /// One reading for every interval, the oldest first.
    func readings(every minutes: Int64, before moment: Timestamp) -> [DecodedReading] {
        var readings: [DecodedReading] = []
        for (index, builder) in older.enumerated().reversed() where !builder.isEmpty {
            var builder = builder
            builder.time = moment.advanced(byMicroseconds: -Int64(index + 1) * minutes * 60_000_000)
            readings.append(builder.reading)
        }
        readings.append(current.reading)
        return readings
    }

    private static let channels: [Channel] = ["register-1", "register-2", "register-3", "register-4"]
}
