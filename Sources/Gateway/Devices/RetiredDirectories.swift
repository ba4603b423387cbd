import Synchronization

/// Directories that the loop needs no more: freeing 100,000 devices takes longer than a loop may stand still.
///
/// The loop leaves them here, and the registry's thread frees those that were here a round before: by then the loop has
/// let go of its last reference, so that the last one is never its own. A stop leaves them to the end of the process.
final class RetiredDirectories: Sendable {
    private struct Generations {
        var new: [DeviceDirectory] = []
        var old: [DeviceDirectory] = []
    }

    private let generations = Mutex(Generations())

    /// Leaves one; from the loop.
    func leave(_ directory: DeviceDirectory) { generations.withLock { $0.new.append(directory) } }

    /// Frees what was left before the last call, and gives the memory back: the next change may be far away.
    func freeOld() {
        if turn() { HeapMemory.giveBack() }
    }

    /// Whether there was something to free.
    private func turn() -> Bool {
        let dead = generations.withLock { generations in
            let dead = generations.old
            generations.old = generations.new
            generations.new = []
            return dead
        }
        return !dead.isEmpty
    }
}
