import Devices

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

extension Uplink {
    /// What the network knows this uplink by; nothing when it neither counts nor names it, or when it gave no reading.
    ///
    /// A network's report of a device may carry the same name as the uplink that it came with: it is another frame.
    func frame(readings: Range<Int>) -> ArrivedFrame? {
        guard !readings.isEmpty, frameCounter != nil || deduplicationID != nil else { return nil }
        let isReport = report != nil
        var hasher = Hasher()
        hasher.combine(hardwareID)
        hasher.combine(isReport)
        var network = hasher
        network.combine(deduplicationID)
        hasher.combine(session)
        hasher.combine(frameCounter)
        hasher.combine(payload)
        return ArrivedFrame(
            readings: readings,
            counterKey: frameCounter == nil ? nil : UInt64(bitPattern: Int64(hasher.finalize())),
            networkKey: deduplicationID == nil ? nil : UInt64(bitPattern: Int64(network.finalize()))
        )
    }
}
