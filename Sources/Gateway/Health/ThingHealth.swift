import Observations

/// What is known of one thing's health: from its messages, and from their absence.
///
/// A thing is heard when a message of its device was decoded. What went into quarantine instead is its last failure.
struct ThingHealth: Hashable, Sendable {
    /// What its messages say of it, whatever state a technician has set.
    enum Hearing: String, Hashable, Sendable {
        case never
        case online
        case late
        case silent
    }

    /// What was heard stands apart: nothing is kept of what was never heard, and copies of a table share it.
    private indirect enum Heard: Hashable, Sendable {
        case never
        case last(LastHeard)
    }

    /// The name of the measured place.
    let id: Slug
    /// Where its readings are published; its status stands beside them.
    var readingTopic: String
    /// What a technician has set.
    var state = Thing.State.active
    /// How often it is expected to report.
    var expectedIntervalSeconds: Int?
    /// When it is expected to report at all; nothing is always.
    var schedule: ReportingSchedule?

    /// What its messages say.
    var hearing = Hearing.never
    /// Since when its condition is what it is.
    var since: Timestamp
    /// From when on its silence is measured, on the steady clock of this run.
    var measuredFrom = SteadyInstant(microseconds: 0)
    /// When its status was last published in this run.
    var publishedAt: SteadyInstant?
    /// Whether its status waits to be published.
    var isQueued = false
    /// When it is looked at next; nothing when its silence says nothing.
    var deadline: SteadyInstant?
    /// Whether something but the condition has changed since its status was published.
    var hasNews = false
    /// Whether it comes from the file of an earlier run, and the registry has not been asked yet.
    var isRestored = false

    private var heard = Heard.never

    /// What was last heard of it; nothing at all where it never was.
    var last: LastHeard {
        get {
            switch heard {
            case .never: LastHeard()
            case .last(let last): last
            }
        }
        set { heard = .last(newValue) }
    }

    init(id: Slug, readingTopic: String, since: Timestamp) {
        self.id = id
        self.readingTopic = readingTopic
        self.since = since
    }

    /// Whether the thing of this slot is no longer registered.
    var isGone: Bool { readingTopic.isEmpty }

    /// How it is.
    var condition: ThingCondition {
        switch state {
        case .maintenance: return .maintenance
        case .calibrating: return .calibrating
        case .active, .retired: break
        }
        switch hearing {
        case .never: return .never
        case .online: return .online
        case .late: return .late
        case .silent: return .silent
        }
    }

    /// Whether silence says something about it.
    var isJudged: Bool { state == .active && expectedIntervalSeconds != nil }

    /// Where the status of a thing is published whose readings go to this topic.
    static func statusTopic(beside readingTopic: String) -> String {
        String(readingTopic.dropLast("reading".utf8.count)) + "status"
    }
}
