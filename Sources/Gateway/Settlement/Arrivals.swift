import Observations
import Store

/// What one visit to the field socket brought, decoded: the material of a batch.
struct Arrivals {
    /// The messages that were read.
    var messages = 0
    /// The bytes of their payloads.
    var bytes = 0
    /// The readings decoded from them, in order of reception.
    var readings: [OutboxReading] = []
    /// The frames of those readings that a network has counted or named, in the same order.
    var frames: [ArrivedFrame] = []
    /// The messages that could not become readings.
    var quarantined: [QuarantineEntry] = []
    /// The births that later messages are read by.
    var births: [BirthMessage] = []
    /// The messages whose payloads wait for a vendor's codec.
    var pending: [PendingDecode] = []
    /// The messages as they were received, where they are to be kept.
    var raw: [ArrivedMessage] = []
    /// What they say of their things, where they were kept before.
    var belated: [BelatedHearing] = []
    /// When the first of them was read.
    var first: SteadyInstant?

    var isEmpty: Bool { messages == 0 }

    mutating func removeAll() {
        messages = 0
        bytes = 0
        readings.removeAll(keepingCapacity: true)
        frames.removeAll(keepingCapacity: true)
        quarantined.removeAll(keepingCapacity: true)
        births.removeAll(keepingCapacity: true)
        pending.removeAll(keepingCapacity: true)
        raw.removeAll(keepingCapacity: true)
        belated.removeAll(keepingCapacity: true)
        first = nil
    }
}
