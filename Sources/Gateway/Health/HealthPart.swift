/// A part of a record on its way to the disk: the loop hands it over piece by piece, so that none of them holds it up.
struct HealthPart: Hashable, Sendable {
    /// What it holds of the record.
    let record: HealthRecord
    /// Whether a new record begins with it; one that was not whole by then is dropped.
    let isFirst: Bool
    /// Whether the record is whole with it.
    let isLast: Bool

    /// A part of a record.
    init(_ record: HealthRecord, isFirst: Bool, isLast: Bool) {
        self.record = record
        self.isFirst = isFirst
        self.isLast = isLast
    }

    /// A record that is whole.
    init(whole record: HealthRecord) { self.init(record, isFirst: true, isLast: true) }
}
