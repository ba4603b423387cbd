/// Deadlines of slots, the earliest first: adding and taking one costs a few steps, asking for the earliest costs none.
struct DeadlineHeap {
    private struct Deadline {
        let due: SteadyInstant
        let slot: Int32
    }

    private var deadlines: [Deadline] = []

    var count: Int { deadlines.count }

    /// When the earliest is due.
    var earliest: SteadyInstant? { deadlines.first?.due }

    mutating func removeAll() { deadlines.removeAll(keepingCapacity: true) }

    mutating func add(_ due: SteadyInstant, slot: Int) {
        deadlines.append(Deadline(due: due, slot: Int32(slot)))
        var child = deadlines.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard deadlines[child].due < deadlines[parent].due else { return }
            deadlines.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the earliest deadline if it is due.
    mutating func takeDue(at now: SteadyInstant) -> (due: SteadyInstant, slot: Int)? {
        guard let first = deadlines.first, first.due <= now, let last = deadlines.popLast() else { return nil }
        guard !deadlines.isEmpty else { return (first.due, Int(first.slot)) }
        deadlines[0] = last
        var parent = 0
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < deadlines.count && deadlines[child].due < deadlines[smallest].due {
                smallest = child
            }
            guard smallest != parent else { return (first.due, Int(first.slot)) }
            deadlines.swapAt(parent, smallest)
            parent = smallest
        }
    }
}
