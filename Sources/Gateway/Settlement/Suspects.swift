import Store

/// Finds stored readings at which the server ends the connection, and sets them aside so that the others pass.
///
/// MQTT 3.1.1 has no other answer to a publish that is too large or not allowed than to close; some servers do so on
/// MQTT 5, too. The drain would send the same reading first on every connection, and nothing else would ever arrive.
///
/// Invariants:
/// - a row is suspected when it was the oldest outstanding row at the end of so many connections in a row: where it is
///   acknowledged, another one is the oldest next time;
/// - a row that is set aside stays in the outbox, and is tried again after a while that doubles each time;
/// - at most `countMax` rows are set aside; a server that closes at everything is not helped by more.
struct Suspects {
    /// How long a reading is set aside at first, and at the longest.
    static let rest: ClosedRange<Duration> = .seconds(300) ... .seconds(3_600)
    /// The most readings that are set aside.
    static let countMax = 256

    private struct Aside {
        var times: Int
        /// When it is tried again; nothing while it is being tried.
        var until: SteadyInstant?
    }

    /// So many connections in a row end at a reading before it is set aside.
    private let connectionsMax: Int
    private var suspect: (sequence: SequenceNumber, connections: Int)?
    private var aside: [SequenceNumber: Aside] = [:]

    init(connectionsMax: Int) { self.connectionsMax = connectionsMax }

    /// How many rows are set aside, or being tried again.
    var count: Int { aside.count }

    /// When the next row is to be tried again.
    var nextTrial: SteadyInstant? { aside.isEmpty ? nil : aside.values.compactMap(\.until).min() }

    /// A connection ended while rows were outstanding; `oldest` is the one that was published first.
    ///
    /// - Returns: whether the row is set aside now.
    mutating func connectionEnded(at oldest: SequenceNumber, now: SteadyInstant) -> Bool {
        if let known = aside[oldest] {
            setAside(oldest, times: known.times + 1, now: now)
            return true
        }
        let connections = suspect?.sequence == oldest ? (suspect?.connections ?? 0) + 1 : 1
        suspect = (oldest, connections)
        guard connections >= connectionsMax, aside.count < Suspects.countMax else { return false }
        suspect = nil
        setAside(oldest, times: 1, now: now)
        return true
    }

    /// The row was acknowledged, or left the outbox another way.
    mutating func left(_ sequence: SequenceNumber) {
        guard !aside.isEmpty else { return }
        aside[sequence] = nil
    }

    /// Whether the drain passes the row by.
    func isSetAside(_ sequence: SequenceNumber) -> Bool {
        guard !aside.isEmpty else { return false }
        return aside[sequence]?.until != nil
    }

    /// Lets rows whose time has come be tried again.
    ///
    /// - Returns: whether there are any.
    mutating func takeTrials(at now: SteadyInstant) -> Bool {
        guard let next = nextTrial, next <= now else { return false }
        for (sequence, entry) in aside {
            if let until = entry.until, until <= now { aside[sequence]?.until = nil }
        }
        return true
    }

    private mutating func setAside(_ sequence: SequenceNumber, times: Int, now: SteadyInstant) {
        let rest = min(Suspects.rest.upperBound, Suspects.rest.lowerBound * (1 << min(times - 1, 6)))
        aside[sequence] = Aside(times: times, until: now.advanced(by: rest))
    }
}
