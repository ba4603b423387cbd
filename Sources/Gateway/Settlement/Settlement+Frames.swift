extension Settlement {
    /// Takes the frames of new arrivals into the batch.
    ///
    /// - Returns: the readings, by their places, of frames that were settled before or stand in the batch already: such a
    ///   copy is acknowledged with the batch, and so not before its original is safe.
    mutating func takeFrames(_ arrived: [ArrivedFrame], at now: SteadyInstant) -> [Range<Int>] {
        var copies: [Range<Int>] = []
        for frame in arrived {
            if frames.isCopy(frame, at: now) || batch.frames.contains(frame) {
                copies.append(frame.readings)
            } else {
                batch.frames.add(frame, received: now)
            }
        }
        return copies
    }
}
