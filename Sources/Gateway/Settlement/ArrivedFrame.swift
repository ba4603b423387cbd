/// One frame of a device as the network counts them: the readings that were decoded from it, and what it is known by.
///
/// A network can pass the same frame on twice: heard by two of its servers, or sent again by the device because the
/// network's answer was lost. Such copies have different times of reception, and so different ids.
struct ArrivedFrame {
    /// Its readings, by their place in the arrivals; never empty.
    let readings: Range<Int>
    /// Device, frame counter and payload, hashed: the same within `FrameMemory.copiesWithin` is the same frame.
    let counterKey: UInt64?
    /// Device and the network's deduplication id, hashed: always the same frame.
    let networkKey: UInt64?
}
