import Devices
import Observations

/// Every registered device with its model: built off the loop, swapped between batches.
struct DeviceDirectory: Sendable {
    /// One device, ready for the way of its readings.
    final class Entry: Sendable {
        /// The measured place.
        let thing: Thing
        /// How its payloads are read; nothing when no such model is known.
        let model: DeviceModel?
        /// Where its readings are published.
        let topic: String

        init(thing: Thing, model: DeviceModel?, topic: String) {
            self.thing = thing
            self.model = model
            self.topic = topic
        }
    }

    /// How many devices are registered.
    var count: Int { entries.count }

    private let entries: [String: Entry]

    init(things: [Thing], catalogue: ModelCatalogue, prefix: TopicPrefix) {
        var entries: [String: Entry] = [:]
        entries.reserveCapacity(things.count)
        var models: [ModelID: DeviceModel] = [:]
        for thing in things where thing.state != .retired {
            let model = models[thing.model] ?? catalogue[thing.model]
            models[thing.model] = model
            let topic = "\(prefix)/\(thing.agency)/\(thing.domain.rawValue)/\(thing.id)/reading"
            entries[HardwareID.canonical(thing.hardwareID)] = Entry(thing: thing, model: model, topic: topic)
        }
        self.entries = entries
    }

    subscript(hardwareID: String) -> Entry? {
        entries[hardwareID] ?? entries[HardwareID.canonical(hardwareID)]
    }
}
