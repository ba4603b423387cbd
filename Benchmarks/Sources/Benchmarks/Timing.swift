/// Times a piece of work: rounds of many calls, the median of the rounds.
struct Timing {
    let name: String
    /// How many messages one piece of work is.
    var callsPerWork = 1
    let work: () throws -> Int

    /// Runs the rounds and prints a line: the median and the fastest round in nanoseconds a call.
    ///
    /// The machine may be shared: compare lines of one run with one another, not with another day's.
    func report() throws {
        let rounds = try rounds(15, atLeast: .milliseconds(20))
        let columns = [name.padded(to: 40), "\(Int(rounds[7]))".padded(to: 10), "\(Int(rounds[0]))"]
        print(columns.joined())
    }

    /// The median of some rounds in nanoseconds a call.
    func median(rounds count: Int, atLeast length: Duration) throws -> Double {
        try rounds(count, atLeast: length)[count / 2]
    }

    /// Rounds of at least a length each, in nanoseconds a call, the fastest first.
    private func rounds(_ count: Int, atLeast length: Duration) throws -> [Double] {
        let clock = ContinuousClock()
        var calls = max(1, 64 / callsPerWork)
        while try clock.measure({ try repeatWork(calls) }) < length { calls *= 2 }
        return try (0..<count).map { _ in
            let elapsed = try clock.measure { try repeatWork(calls) }
            return elapsed / .nanoseconds(1) / Double(calls * callsPerWork)
        }.sorted()
    }

    private func repeatWork(_ calls: Int) throws {
        var sum = 0
        for _ in 0..<calls { sum &+= try work() }
        blackHole = sum
    }
}

/// What the work has computed, so that none of it is left out.
nonisolated(unsafe) var blackHole = 0

extension String {
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
