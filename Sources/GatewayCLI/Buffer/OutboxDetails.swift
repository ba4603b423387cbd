import Gateway
import Observations
import Store

/// What `outbox status` says of a buffer file.
enum OutboxDetails {
    static func details(_ summary: OutboxSummary, _ outbox: OutboxSection, now: Timestamp) -> Details {
        var details = Details()
        details.add("rows", .integer(Int64(summary.rows)))
        details.add("bytes", .integer(summary.bytes))
        details.add("maximumBytes", .integer(outbox.maximumBytes.bytes))
        details.add("oldest", Cell(summary.oldest?.description))
        let age = summary.oldest.map { max(0, now.microseconds(since: $0) / 1_000_000) }
        details.add("oldestAgeSeconds", age.map(Cell.integer) ?? .none)
        details.add("parkedRows", .integer(Int64(summary.parkedRows)))
        details.add("storedTotal", .integer(summary.storedTotal))
        details.add("acknowledgedTotal", .integer(summary.acknowledgedTotal))
        details.add("droppedTotal", .integer(summary.droppedTotal))
        details.add("whenFull", .text(outbox.whenFull.rawValue))
        return details
    }
}
