import Observations
import Store

@testable import Gateway

/// Quarantined messages that become readings after all, beside everything else that happens.
extension Simulation {
    /// A person has corrected something: some quarantined messages are read again.
    mutating func redecodeSome() {
        let rows = store.state.quarantined
        guard !rows.isEmpty, settlement.injections.count < Settlement.injectionsMax else { return }
        let first = random.below(rows.count)
        inject(Array(rows[first...].prefix(1 + random.below(3))))
    }

    /// Once all is quiet, and no topic is refused any more, everything in the quarantine is read again and has to arrive.
    mutating func redecodeEverything() throws(Violation) {
        refusedTopics = []
        var steps = 0
        while !store.state.quarantined.isEmpty || !isEmpty {
            steps += 1
            guard steps < 60_000 else { throw Violation(description: "the quarantine is never empty: \(residue)") }
            if isEmpty {
                inject(Array(store.state.quarantined.prefix(3)))
                try drive()
            } else {
                try quietStep()
            }
        }
    }

    /// What left the quarantine is in the outbox, was received upstream, or is a copy of what was.
    func expectReadings(of released: [QuarantineRow]) throws(Violation) {
        for row in released {
            let message = message(of: row)
            let isStored = store.state.rows.contains { $0.reading.id.bits == UInt64(message) }
            guard isStored || received[message] != nil else {
                throw Violation(description: "message \(message) left the quarantine and is nowhere")
            }
        }
    }

    private mutating func inject(_ rows: [QuarantineRow]) {
        var injection = Injection()
        injection.released = rows.map(\.sequence)
        injection.items = rows.map { row in
            let received = Moment(steady: now.steady(of: row.entry.received), wall: row.entry.received)
            let reading = reading(of: message(of: row), at: received, connection: 0)
            return Injection.Item(reading: reading, isRepeat: sabotage == .repeatSettled)
        }
        if sabotage == .releaseBeforeStore {
            var early = Injection()
            early.released = injection.released
            _ = settlement.inject(early)
            injection.released = []
        }
        _ = settlement.inject(injection)
        _ = settlement.takeInjectionOutcomes()
    }

    private func message(of row: QuarantineRow) -> Int {
        let text = String(decoding: row.entry.payload, as: UTF8.self)
        guard let message = text.split(separator: " ").first.flatMap({ Int($0) }) else {
            preconditionFailure("every message of the simulation begins with its number")
        }
        return message
    }
}
