import Devices
import Observations

/// What was last heard of every registered thing: one record each, so at most as many as things are registered.
struct HeardThings {
    private var records: [Slug: LastHeard] = [:]

    var count: Int { records.count }

    /// What was last heard of a thing since the gateway started.
    subscript(thing: Slug) -> LastHeard? { records[thing] }

    /// A message of a thing became readings; `readings` may be empty when it carried none.
    ///
    /// `observed` is the time of the last of them.
    mutating func took(
        _ uplink: Uplink,
        _ readings: [DecodedReading],
        of thing: Thing,
        at received: Timestamp,
        observed: Timestamp?
    ) {
        update(thing, uplink.hardwareID, received) { record in
            record.fault = nil
            if let radio = uplink.radio { record.radio = radio }
            if let counter = uplink.frameCounter { record.frameCounter = counter }
            guard let observed else { return }
            record.messages += 1
            record.readingReceived = received
            record.phenomenonTime = observed
            for reading in readings { record.battery.take(reading.observations) }
        }
    }

    /// A message of a thing could not become a reading.
    mutating func refused(_ fault: LastHeard.Fault, of thing: Thing, from hardwareID: String) {
        update(thing, hardwareID, fault.received) { $0.fault = fault }
    }

    /// Forgets things that are no longer registered, once there are more records than things.
    mutating func bound(by directory: DeviceDirectory) {
        guard records.count > directory.count else { return }
        records = records.filter { thing, record in directory[record.hardwareID]?.thing.id == thing }
    }

    private mutating func update(
        _ thing: Thing,
        _ hardwareID: String,
        _ received: Timestamp,
        _ change: (inout LastHeard) -> Void
    ) {
        if let index = records.index(forKey: thing.id) {
            records.values[index].hardwareID = hardwareID
            records.values[index].received = received
            change(&records.values[index])
        } else {
            var record = LastHeard(hardwareID: hardwareID, received: received)
            change(&record)
            records[thing.id] = record
        }
    }
}
