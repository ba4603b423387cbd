import Observations

/// What a running gateway tells of, as those who follow it read it.
enum HeardEvent {
    /// Everything that happens from here on is told.
    case following
    /// A reading has met an end.
    case reading(HeardReading)
    /// A message could not become a reading.
    case refused(HeardRefusal)
    /// A message without a measurement.
    case withoutReading(HeardSender)
    /// A join, an acknowledgement or the like.
    case device(kind: String, HeardSender)
    /// The registry was loaded anew.
    case registry(things: Int)
    /// A link was opened, or was lost.
    case link(HeardLink)
    /// So many events were left out, as this client did not read fast enough.
    case missed(Int)
    /// Something that a newer gateway tells.
    case other(String)
}
