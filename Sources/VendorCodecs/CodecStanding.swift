/// How well a codec has behaved: pure, time is an argument (microseconds of a steady clock).
///
/// ```
/// trusted ──dangerous failure──> suspect ──`failuresInARow` failures──> off ──time over──> suspect
///    ^                              │
///    └──── as many good calls ──────┘
/// ```
/// A failure counts `weight` points and a good call takes one away, so that a codec which fails every second time is
/// switched off as well, only later.
public struct CodecStanding: Hashable, Sendable {
    /// What a failure counts against a good call.
    static let weight = 8

    private var points = 0
    private var timesOff = 0
    private var offUntil: Int64?
    private(set) var lastFailure: CodecFailure?
    /// Calls that were answered.
    public private(set) var good = 0
    /// Calls that were not.
    public private(set) var failed = 0

    /// A codec of which nothing is known.
    public init() {}

    /// Whether it runs apart from the others: it has endangered its process lately.
    var isSuspect: Bool { points > 0 || timesOff > 0 }

    /// Why it is not asked at the moment, or nothing.
    mutating func refusal(at now: Int64) -> CodecFailure? {
        guard let until = offUntil else { return nil }
        guard until <= now else { return .switchedOff(because: cause) }
        offUntil = nil
        return nil
    }

    /// Whether it was switched off and has not answered since.
    var wasSwitchedOff: Bool { timesOff > 0 }

    /// Whether it is switched off.
    public var isOff: Bool { offUntil != nil }

    /// Why it was switched off last, in words.
    public var cause: String { lastFailure.map { "\($0)" } ?? "it failed too often" }

    mutating func succeeded() {
        good += 1
        guard points > 0 else { return timesOff = 0 }
        points -= 1
    }

    /// Counts a failure.
    ///
    /// - Returns: whether this one switches it off.
    mutating func failed(_ failure: CodecFailure, at now: Int64, limits: CodecLimits) -> Bool {
        failed += 1
        guard failure.isDangerous, offUntil == nil else { return false }
        lastFailure = failure
        points += CodecStanding.weight
        // After its time is over one failure is enough.
        guard points > (limits.failuresInARow - 1) * CodecStanding.weight || timesOff > 0 else { return false }
        let seconds = min(limits.offSeconds.upperBound, limits.offSeconds.lowerBound << Int64(min(timesOff, 16)))
        offUntil = now + seconds * 1_000_000
        timesOff += 1
        points = 0
        return true
    }
}
