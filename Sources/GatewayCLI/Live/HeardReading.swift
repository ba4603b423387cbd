/// A reading and what became of it.
struct HeardReading {
    /// `forwarded`, `buffered`, `parked`, `delivered`, `duplicate`, `quarantined` or `withheld`.
    let state: String
    /// Whether it was sent as not live.
    let isReplayed: Bool
    let hardwareID: String?
    let reading: ReceivedReading

    /// Whether it is news of the sensor, and not a copy or the later fate of what was heard before.
    var isNews: Bool { state != "duplicate" && state != "delivered" }
}
