import Foundation
import Observations

/// What became of every message, computed from two ledgers and nothing else: what the field broker has acknowledged to
/// the sensors, and what an independent subscriber has received upstream.
///
/// A message is found by its thing and its frame counter, and is lost when fewer readings were seen than it holds.
/// A reading is a duplicate when its id was seen before.
struct DemoAccount {
    private struct Message: Hashable {
        let thing: String
        let frameCounter: UInt64
    }

    private struct Published {
        let readings: Int
        let time: Timestamp
    }

    private var published: [Message: Published] = [:]
    private var seen: [Message: Set<String>] = [:]
    private var identifiers: Set<String> = []

    /// Readings that arrived, each counted once.
    var forwarded: Int { identifiers.count }
    /// Of them, those that the gateway marked as replayed when they first arrived.
    private(set) var replayed = 0
    /// Readings that arrived again.
    private(set) var duplicates = 0
    /// Messages that the field broker has acknowledged.
    var messages: Int { published.count }
    /// The readings that they hold.
    private(set) var readings = 0

    /// The account of two ledger files.
    init(published: String, received: String) throws {
        var sensors = LedgerReader<PublishedEntry>(path: published)
        for entry in try sensors.newEntries() { add(entry) }
        var center = LedgerReader<ReceivedEntry>(path: received)
        for entry in try center.newEntries() { add(entry) }
    }

    /// An empty account, for entries as they come.
    init() {}

    mutating func add(_ entry: PublishedEntry) {
        let message = Message(thing: entry.thing ?? entry.hardwareID, frameCounter: entry.frameCounter)
        let time = Timestamp(iso8601: Array(entry.time.utf8)[...]) ?? Timestamp(microseconds: 0)
        guard published.updateValue(Published(readings: entry.readings, time: time), forKey: message) == nil else {
            return
        }
        readings += entry.readings
    }

    mutating func add(_ entry: ReceivedEntry) {
        guard identifiers.insert(entry.id).inserted else {
            duplicates += 1
            return
        }
        if entry.replayed { replayed += 1 }
        guard let frameCounter = entry.frameCounter else { return }
        seen[Message(thing: entry.thing, frameCounter: frameCounter), default: []].insert(entry.id)
    }

    /// Messages of which not every reading has arrived.
    var lost: Int { published.count { missing($0.key, $0.value) > 0 } }

    /// Readings that have not arrived.
    var readingsMissing: Int { published.reduce(0) { $0 + missing($1.key, $1.value) } }

    /// Readings that have not arrived, of messages made before a moment.
    func readingsMissing(madeBefore moment: Timestamp) -> Int {
        published.reduce(0) { $1.value.time < moment ? $0 + missing($1.key, $1.value) : $0 }
    }

    private func missing(_ message: Message, _ published: Published) -> Int {
        max(0, published.readings - (seen[message]?.count ?? 0))
    }
}
