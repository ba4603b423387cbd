import Observations

/// The readings of a Kamstrup message in the making: one for every storage number and every step of a profile.
struct KamstrupMoments {
    private struct Part {
        let storage: Int
        let time: Timestamp?
        var reading: ReadingBuilder
    }

    private var parts: [Part] = []
    private var older: [(time: Timestamp, reading: ReadingBuilder)] = []

    /// The storage numbers of some records, with the times that are told for them.
    init(_ records: [MeterRecord]) {
        for record in records where !parts.contains(where: { $0.storage == record.storage }) {
            let time = records.first { $0.storage == record.storage && $0.isTime }?.moment
            parts.append(Part(storage: record.storage, time: time, reading: ReadingBuilder(time: time)))
        }
    }

    /// The time of a storage number, when it is told.
    func time(of storage: Int) -> Timestamp? { parts.first { $0.storage == storage }?.time }

    /// Gives the reading of a storage number to be written to, and whether it has a time.
    mutating func with(_ storage: Int, _ body: (inout ReadingBuilder, _ isDated: Bool) -> Bool) -> Bool {
        guard let index = parts.firstIndex(where: { $0.storage == storage }) else { return false }
        return body(&parts[index].reading, parts[index].time != nil)
    }

    /// Adds a value of a former moment.
    mutating func add(_ property: MBusProperty, _ value: Double, at time: Timestamp) {
        if let index = older.firstIndex(where: { $0.time == time }) {
            older[index].reading.add(property.property, value, nil, property.kind)
        } else {
            var reading = ReadingBuilder(time: time)
            reading.add(property.property, value, nil, property.kind)
            older.append((time, reading))
        }
    }

    /// All readings, the oldest first.
    ///
    /// What has no time is the newest; it carries what stands in the header.
    func readings(_ header: ReadingBuilder) -> [DecodedReading] {
        var dated = older
        var newest = ReadingBuilder()
        for part in parts where !part.reading.isEmpty {
            if let time = part.time {
                dated.append((time, part.reading))
            } else {
                for observation in part.reading.observations { newest.add(observation) }
                for parameter in part.reading.parameters { newest.add(parameter) }
            }
        }
        dated.sort { $0.time < $1.time }
        if newest.isEmpty, let last = dated.popLast() { newest = last.reading }
        for parameter in header.parameters { newest.add(parameter) }
        return dated.map(\.reading.reading) + [newest.reading]
    }
}
