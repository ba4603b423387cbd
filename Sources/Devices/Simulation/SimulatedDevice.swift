public import Observations

/// The state of one simulated device: the same seed and the same moments give the same payloads.
public struct SimulatedDevice: Hashable, Sendable {
    /// What time it is for the device.
    public var now: Timestamp
    /// How many payloads it has made; the frame counter of the newest.
    public private(set) var frameCounter: UInt32 = 0

    private var random: SplitMix64
    private var walks: [Double] = []
    private var counters: [UInt64] = []

    /// A device with its own seed.
    public init(seed: UInt64, now: Timestamp) {
        self.now = now
        random = SplitMix64(seed: seed)
    }

    /// Counts one payload.
    mutating func countFrame() { frameCounter &+= 1 }

    /// The next value of a quantity that wanders within a range, by at most `step` at a time.
    ///
    /// - Parameters:
    ///   - slot: which of the device's quantities, from 0, in the order of first use.
    ///   - range: where it stays.
    ///   - step: how far it moves at most.
    /// - Returns: the value.
    mutating func walk(_ slot: Int, within range: ClosedRange<Double>, step: Double) -> Double {
        while walks.count <= slot { walks.append(.nan) }
        if walks[slot].isNaN {
            walks[slot] = Double.random(in: range, using: &random)
        } else {
            let moved = walks[slot] + Double.random(in: -step...step, using: &random)
            walks[slot] = min(max(moved, range.lowerBound), range.upperBound)
        }
        return walks[slot]
    }

    /// The next value of a counter that grows by a random number.
    ///
    /// - Parameters:
    ///   - slot: which of the device's counters, from 0, in the order of first use.
    ///   - range: by how much it grows.
    /// - Returns: the counter after it has grown, and by how much it has.
    mutating func count(_ slot: Int, by range: ClosedRange<UInt64>) -> (total: UInt64, step: UInt64) {
        while counters.count <= slot { counters.append(0) }
        let step = UInt64.random(in: range, using: &random)
        counters[slot] &+= step
        return (counters[slot], step)
    }

    /// A random number of a range.
    mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
}
