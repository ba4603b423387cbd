public import Devices
public import Observations
public import Store
import VendorCodecs

/// Every registered device with its model: built off the loop, swapped between batches.
public struct DeviceDirectory: Sendable {
    /// How the payloads of one model are read: all things of the model share it.
    final class Reader: Sendable {
        /// The model; nothing when no such one is known.
        let model: DeviceModel?
        /// The vendor's codec, where the model is one.
        let codec: VendorCodec?

        init(model: DeviceModel?, codec: VendorCodec? = nil) {
            self.model = model
            self.codec = codec
        }
    }

    /// One device, ready for the way of its readings.
    public final class Entry: Sendable {
        /// The measured place.
        public let thing: Thing
        /// Where its readings are published.
        let topic: String
        /// The key of its device, for models that encrypt.
        let key: DeviceKey?
        /// When its hardware was bound to the thing, where other hardware is by now: what it measured then is the thing's.
        let tenure: Range<Timestamp>?

        fileprivate let reader: Reader

        /// How its payloads are read; nothing when no such model is known.
        var model: DeviceModel? { reader.model }
        /// The vendor's codec that reads its payloads, where the model is one.
        var codec: VendorCodec? { reader.codec }

        init(
            thing: Thing,
            _ reader: Reader,
            topic: String,
            key: DeviceKey? = nil,
            tenure: Range<Timestamp>? = nil
        ) {
            self.tenure = tenure
            self.thing = thing
            self.reader = reader
            self.topic = topic
            self.key = key
        }
    }

    /// Hardware whose messages are no readings of a thing any more.
    enum Former: Hashable, Sendable {
        /// Other hardware was bound to the thing.
        case replaced(Slug, at: Timestamp)
        /// The thing is no longer in use.
        case retired(Slug)
    }

    /// How many devices are registered.
    public var count: Int { entries.count }

    /// The codecs that are installed.
    let programs: Set<CodecProgram.Key>

    private let entries: [String: Entry]
    private let readers: [ModelID: Reader]
    private let former: [String: Former]
    /// Former hardware of things that are in use.
    private let tenures: [String: Entry]

    /// How long before its replacement hardware may have measured what comes late; an older time is more likely a clock's.
    private static let tenureMicrosecondsMax: Int64 = 31 * 86_400 * 1_000_000

    /// The directory of things that are in use.
    ///
    /// - Parameters:
    ///   - things: what is registered.
    ///   - keys: the keys of devices that encrypt, by the names of their things.
    ///   - replacements: what hardware things had before.
    ///   - catalogue: the models.
    ///   - shelf: the installed codecs.
    ///   - prefix: the levels that every topic begins with.
    ///   - known: an earlier directory of the same prefix, models and codecs; what is as it was is shared with it.
    public init(
        things: [Thing],
        keys: [String: DeviceKey] = [:],
        replacements: [HardwareReplacement] = [],
        catalogue: ModelCatalogue,
        shelf: CodecShelf = CodecShelf(),
        prefix: TopicPrefix,
        sharing known: DeviceDirectory? = nil
    ) {
        var entries: [String: Entry] = [:]
        entries.reserveCapacity(things.count)
        var readers = known?.readers ?? [:]
        for thing in things where thing.state != .retired {
            let reader = readers[thing.model] ?? Reader(thing.model, catalogue, shelf)
            readers[thing.model] = reader
            let hardwareID = HardwareID.canonical(thing.hardwareID)
            let key = keys.isEmpty ? nil : keys[thing.id.string]
            if let twin = known?.entries[hardwareID], twin.thing === thing, twin.reader === reader, twin.key == key {
                entries[hardwareID] = twin
            } else {
                let topic = DeviceDirectory.topic(of: thing, prefix)
                entries[hardwareID] = Entry(thing: thing, reader, topic: topic, key: key)
            }
        }
        var former: [String: Former] = [:]
        for replacement in replacements {
            let hardwareID = HardwareID.canonical(replacement.oldHardwareID)
            former[hardwareID] = .replaced(replacement.thing, at: replacement.at)
        }
        for thing in things {
            former[HardwareID.canonical(thing.hardwareID)] = thing.state == .retired ? .retired(thing.id) : nil
        }
        programs = Set(shelf.codecs.values.map(\.program.key))
        self.entries = entries
        self.readers = readers
        self.former = former
        tenures = DeviceDirectory.tenures(former, things, replacements, catalogue, shelf, prefix)
    }

    /// Former hardware as it was bound to its thing: by its model, with what was added to its counters then.
    ///
    /// Its key is forgotten, and a replacement that does not tell what was added is none of these.
    private static func tenures(
        _ former: [String: Former],
        _ things: [Thing],
        _ replacements: [HardwareReplacement],
        _ catalogue: ModelCatalogue,
        _ shelf: CodecShelf,
        _ prefix: TopicPrefix
    ) -> [String: Entry] {
        guard !replacements.isEmpty else { return [:] }
        let concerned = Set(replacements.map(\.thing))
        let known = Dictionary(
            things.lazy.filter { concerned.contains($0.id) && $0.state != .retired }.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var bound: [String: Timestamp] = [:]
        var tenures: [String: Entry] = [:]
        for replacement in replacements {
            let old = HardwareID.canonical(replacement.oldHardwareID)
            // Hardware that left a thing may have come to another one without a replacement, but not before it had left.
            defer { for id in [replacement.newHardwareID, old] { bound[HardwareID.canonical(id)] = replacement.at } }
            tenures[old] = nil
            guard former[old] == .replaced(replacement.thing, at: replacement.at), let thing = known[replacement.thing],
                let offsets = replacement.oldOffsets
            else { continue }
            let earliest = replacement.at.advanced(byMicroseconds: -tenureMicrosecondsMax)
            let start = max(bound[old] ?? earliest, earliest)
            let reader = Reader(replacement.oldModel, catalogue, shelf)
            guard reader.model != nil || reader.codec != nil else { continue }
            tenures[old] = Entry(
                thing: thing.changed {
                    $0.hardwareID = replacement.oldHardwareID
                    $0.model = replacement.oldModel
                    $0.offsets = offsets
                },
                reader,
                topic: topic(of: thing, prefix),
                tenure: min(start, replacement.at)..<replacement.at
            )
        }
        return tenures
    }

    /// A directory of entries by their canonical hardware ids.
    init(entries: [String: Entry]) {
        self.entries = entries
        readers = [:]
        former = [:]
        tenures = [:]
        programs = Set(entries.values.compactMap { $0.codec?.program.key })
    }

    /// All devices, in no order.
    var all: Dictionary<String, Entry>.Values { entries.values }

    /// Whether a thing of this name is registered, in use or not; reads all of them.
    func contains(thing: Slug) -> Bool {
        entries.values.contains { $0.thing.id == thing } || former.values.contains(.retired(thing))
    }

    /// Where a thing's readings are published.
    static func topic(of thing: Thing, _ prefix: TopicPrefix) -> String {
        "\(prefix)/\(thing.agency)/\(thing.domain.rawValue)/\(thing.id)/reading"
    }

    /// What hardware was that no thing is bound to today.
    func former(_ hardwareID: String) -> Former? {
        former.isEmpty ? nil : former[HardwareID.canonical(hardwareID)]
    }

    /// The device of a hardware id, or what it was before it was replaced.
    func entry(ever hardwareID: String) -> Entry? {
        self[hardwareID] ?? (tenures.isEmpty ? nil : tenures[HardwareID.canonical(hardwareID)])
    }

    /// The device of a hardware id.
    public subscript(hardwareID: String) -> Entry? {
        if let entry = entries[hardwareID] { return entry }
        let canonical = HardwareID.canonical(hardwareID)
        return canonical == hardwareID ? nil : entries[canonical]
    }
}

extension DeviceDirectory.Reader {
    /// The reader of a model: one that is built in or described, else a vendor's codec.
    fileprivate convenience init(_ id: ModelID, _ catalogue: ModelCatalogue, _ shelf: CodecShelf) {
        let model = catalogue[id]
        self.init(model: model, codec: model == nil ? shelf.codecs[id] : nil)
    }
}
