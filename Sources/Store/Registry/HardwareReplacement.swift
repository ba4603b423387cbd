public import Observations

/// Other hardware was bound to a thing.
public struct HardwareReplacement: Hashable, Sendable {
    /// Its place in the order of all replacements, from 1; 0 until it is stored.
    public let sequence: Int64
    /// Whose hardware.
    public let thing: Slug
    /// When.
    public let at: Timestamp
    /// The hardware that was bound before.
    public let oldHardwareID: String
    /// The hardware that is bound since.
    public let newHardwareID: String
    /// The model before.
    public let oldModel: ModelID
    /// The model since.
    public let newModel: ModelID
    /// What is added to the thing's counters since.
    public let offsets: CounterOffsets
    /// What was added to them before; nothing where that is not known.
    public let oldOffsets: CounterOffsets?

    init(
        sequence: Int64,
        thing: Slug,
        at: Timestamp,
        oldHardwareID: String,
        newHardwareID: String,
        oldModel: ModelID,
        newModel: ModelID,
        offsets: CounterOffsets,
        oldOffsets: CounterOffsets?
    ) {
        self.sequence = sequence
        self.thing = thing
        self.at = at
        self.oldHardwareID = oldHardwareID
        self.newHardwareID = newHardwareID
        self.oldModel = oldModel
        self.newModel = newModel
        self.offsets = offsets
        self.oldOffsets = oldOffsets
    }

    /// What replacing a thing's hardware comes to, before it is stored.
    public init(of old: Thing, by new: Thing, at: Timestamp) {
        self.init(
            sequence: 0,
            thing: new.id,
            at: at,
            oldHardwareID: old.hardwareID,
            newHardwareID: new.hardwareID,
            oldModel: old.model,
            newModel: new.model,
            offsets: new.offsets,
            oldOffsets: old.offsets
        )
    }
}
