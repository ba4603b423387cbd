/// Times a piece of work: rounds of many calls, the median of the rounds.
struct Timing {
    let name: String
    let work: () throws -> Int

    /// Runs the rounds and prints a line: the median and the fastest round in nanoseconds a call.
    ///
    /// The machine may be shared: compare lines of one run with one another, not with another day's.
    func report() throws {
        let clock = ContinuousClock()
        var calls = 64
        while try clock.measure({ try repeatWork(calls) }) < .milliseconds(20) { calls *= 2 }
        var rounds: [Double] = []
        for _ in 0..<15 {
            let elapsed = try clock.measure { try repeatWork(calls) }
            rounds.append(elapsed / .nanoseconds(1) / Double(calls))
        }
        rounds.sort()
        let columns = [name.padded(to: 40), "\(Int(rounds[7]))".padded(to: 10), "\(Int(rounds[0]))"]
        print(columns.joined())
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
