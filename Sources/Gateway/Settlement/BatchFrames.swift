/// The frames of the batch that is being settled: their copies join the originals' settlement.
struct BatchFrames {
    private var frames: [(frame: ArrivedFrame, received: SteadyInstant)] = []
    private var counterKeys: Set<UInt64> = []
    private var networkKeys: Set<UInt64> = []

    /// Whether the batch has the frame already.
    func contains(_ frame: ArrivedFrame) -> Bool {
        frame.counterKey.map(counterKeys.contains) ?? false || frame.networkKey.map(networkKeys.contains) ?? false
    }

    mutating func add(_ frame: ArrivedFrame, received: SteadyInstant) {
        frames.append((frame, received))
        if let key = frame.counterKey { counterKeys.insert(key) }
        if let key = frame.networkKey { networkKeys.insert(key) }
    }

    /// The batch is settled: from now on its frames are known.
    mutating func settle(into memory: inout FrameMemory) {
        for (frame, received) in frames { memory.insert(frame, received: received) }
        removeAll()
    }

    /// The batch was given up: its frames come again, and are no copies.
    mutating func removeAll() {
        guard !frames.isEmpty else { return }
        frames.removeAll(keepingCapacity: true)
        counterKeys.removeAll(keepingCapacity: true)
        networkKeys.removeAll(keepingCapacity: true)
    }
}
