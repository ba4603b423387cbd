import Observations

/// What differs between two directories, thing by thing: reckoned off the loop, so that what the loop has to do grows with
/// what was changed and not with what is registered.
struct DirectoryChanges {
    /// Things that are new, or about which something is new.
    private(set) var present: [Slug: DeviceDirectory.Entry] = [:]
    /// Things that are no longer there.
    private(set) var gone: Set<Slug> = []

    /// Whether nothing differs.
    var isEmpty: Bool { present.isEmpty && gone.isEmpty }

    /// No changes.
    init() {}

    /// What leads from one directory to another.
    init(from old: DeviceDirectory, to new: DeviceDirectory) {
        for entry in new.all {
            let known = old[entry.thing.hardwareID]
            if known?.thing == entry.thing, known?.topic == entry.topic { continue }
            present[entry.thing.id] = entry
        }
        for entry in old.all where new[entry.thing.hardwareID]?.thing.id != entry.thing.id {
            // Other hardware may have been bound to it.
            if present[entry.thing.id] == nil { gone.insert(entry.thing.id) }
        }
    }

    /// Adds later changes.
    mutating func add(_ later: DirectoryChanges) {
        for (thing, entry) in later.present {
            gone.remove(thing)
            present[thing] = entry
        }
        for thing in later.gone {
            present[thing] = nil
            gone.insert(thing)
        }
    }

    /// Takes some of the changes, in any order: each thing is in it once.
    mutating func take(_ countMax: Int) -> (present: [DeviceDirectory.Entry], gone: [Slug]) {
        let taken = Array(gone.prefix(countMax))
        for thing in taken { gone.remove(thing) }
        var entries: [DeviceDirectory.Entry] = []
        while entries.count + taken.count < countMax, let (_, entry) = present.popFirst() { entries.append(entry) }
        return (entries, taken)
    }
}
