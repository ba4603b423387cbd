import Observations
import Store

@testable import Gateway

/// The outbox on a disk that forgets what was not synced.
///
/// A commit changes the file as the process sees it; `synced` is what a power cut leaves.
struct SimulatedStore {
    struct Row {
        let sequence: SequenceNumber
        var reading: OutboxReading
    }

    struct State {
        var rows: [Row] = []
        var quarantined: [QuarantineRow] = []
        var nextQuarantined: Int64 = 1
        var nextSequence: Int64 = 1
    }

    let rowsMax: Int
    let isSynced: Bool
    private(set) var state = State()
    private(set) var synced = State()

    init(rowsMax: Int, isSynced: Bool) {
        self.rowsMax = rowsMax
        self.isSynced = isSynced
    }

    var summary: OutboxSummary {
        var summary = OutboxSummary()
        summary.rows = state.rows.count
        summary.parkedRows = state.rows.count { $0.reading.parked != nil }
        return summary
    }

    /// Nothing when the outbox is full: then nothing was changed.
    mutating func apply(_ transaction: StoreTransaction) -> StoreReceipt? {
        var next = state
        let leaving = Set(transaction.acknowledged)
        next.rows.removeAll { leaving.contains($0.sequence) }
        for parking in transaction.parked {
            for index in next.rows.indices where next.rows[index].sequence == parking.sequence {
                next.rows[index].reading = next.rows[index].reading.parked(for: parking.reason)
            }
        }
        var sequences: [SequenceNumber] = []
        var alreadyStored: [Bool] = []
        for reading in transaction.readings {
            if let row = next.rows.first(where: { $0.reading.id == reading.id }) {
                sequences.append(row.sequence)
                alreadyStored.append(true)
                continue
            }
            guard next.rows.count < rowsMax else { return nil }
            let sequence = SequenceNumber(rawValue: next.nextSequence)
            next.nextSequence += 1
            next.rows.append(Row(sequence: sequence, reading: reading))
            sequences.append(sequence)
            alreadyStored.append(false)
        }
        let gone = Set(transaction.released + transaction.discarded)
        next.quarantined.removeAll { gone.contains($0.sequence) }
        for entry in transaction.quarantined {
            let sequence = SequenceNumber(rawValue: next.nextQuarantined)
            next.nextQuarantined += 1
            next.quarantined.append(QuarantineRow(sequence: sequence, entry: entry))
        }
        state = next
        if isSynced { synced = next }
        var receipt = StoreReceipt()
        receipt.sequences = sequences
        receipt.alreadyStored = alreadyStored
        receipt.summary = summary
        return receipt
    }

    func rows(after cursor: SequenceNumber?, limit: Int) -> [OutboxRow] {
        let eligible = state.rows.filter { row in
            row.reading.parked == nil && (cursor.map { $0 < row.sequence } ?? true)
        }
        return eligible.prefix(limit).map { OutboxRow(sequence: $0.sequence, reading: $0.reading) }
    }

    /// The topics that were touched, and whether a topic has no more parked rows.
    mutating func unpark(_ rows: ParkedRows, limit: Int) -> ([String], isComplete: Bool) {
        var topics: [String] = []
        for index in state.rows.indices where state.rows[index].reading.parked != nil {
            let topic = state.rows[index].reading.topic
            switch rows {
            case .oneOfEachTopic: if topics.contains(topic) { continue }
            case .topic(let wanted): if topic != wanted || topics.count >= limit { continue }
            }
            topics.append(topic)
            state.rows[index].reading = state.rows[index].reading.parked(for: nil)
        }
        if isSynced { synced = state }
        return (topics, rows == .oneOfEachTopic || topics.count < limit)
    }

    mutating func sync() { synced = state }

    mutating func powerCut() { state = synced }
}
