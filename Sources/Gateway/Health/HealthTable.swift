import Foundation
import Observations
import Store

/// The health of every registered thing: who is heard, who is late, who has fallen silent.
///
/// ```
/// never ──heard──> online ──1.5 expected intervals──> late ──3 expected intervals──> silent
///                    ^                                 │                               │
///                    └──────────────heard──────────────┴───────────────heard───────────┘
/// ```
/// Invariants:
/// - silence is measured on the steady clock from the last message, but no further back than the moment from which the
///   gateway could hear the thing: after a start, after it was off the field, after the machine slept, after the thing was
///   under maintenance, a whole 1.5 intervals pass before anything is called late;
/// - while the gateway is off the field nothing becomes late or silent;
/// - for a thing with a schedule only time inside it counts, by the calendar: while that is not trusted nothing becomes late
///   or silent, and once it is, or after it has jumped, silence is measured anew;
/// - a thing without an expected interval never becomes late;
/// - a slot is a thing's for as long as it is registered; then it is empty (`readingTopic`), and another one's later;
/// - each thing has at most one deadline that counts, which is never later than the moment at which it has to be looked at.
///
/// There is no clock and no input or output in here. Hearing a thing costs one look into a dictionary and one write.
struct HealthTable {
    /// The longest pause between two ticks that is no sleep of the machine.
    static let pauseMax: Duration = .seconds(10)
    /// The smallest step of the calendar that counts as a jump.
    static let jumpMin: Duration = .seconds(60)
    /// How many deadlines are looked at in one tick; the rest waits for the next.
    static let deadlinesPerTick = 2_000
    /// How long a thing with a schedule is left alone while the calendar is not trusted.
    static let calendarRetry: Duration = .seconds(60)

    let timeZone: TimeZone
    var things: [ThingHealth] = []
    var slots: [Slug: Int] = [:]
    /// Slots of things that are gone: their topic is empty.
    private var free: [Int] = []
    /// How many things are in which condition.
    private(set) var counts = HealthCounts()
    var outbox = StatusOutbox()
    var saving = HealthSaving()

    private var deadlines = DeadlineHeap()
    private var lastTick: Moment?
    /// From when on the gateway can hear the field; nothing while it is off it.
    private var listeningSince: SteadyInstant?
    /// From when on the calendar can be followed; nothing while it is not trusted.
    private var calendarSince: SteadyInstant?

    /// A table of what an earlier run has left; `follow` says which things there are.
    init(timeZone: TimeZone = .current, restored: HealthRecord = HealthRecord()) {
        self.timeZone = timeZone
        things.reserveCapacity(restored.things.count)
        for var health in restored.things {
            guard slots[health.id] == nil else { continue }
            health.isRestored = true
            slots[health.id] = things.count
            counts.add(health.condition)
            things.append(health)
        }
        for topic in restored.cleared { outbox.clear(topic) }
    }

    /// What is known of a thing.
    subscript(thing: Slug) -> ThingHealth? { slots[thing].map { things[$0] } }

    // MARK: What messages say

    /// A message of the thing's device was decoded.
    ///
    /// - Returns: whether there is such a thing.
    @discardableResult
    mutating func heard(_ thing: Slug, _ message: DecodedMessage, at now: Moment) -> Bool {
        guard let slot = slots[thing] else { return false }
        var last = things[slot].last
        if last.isFailing { things[slot].hasNews = true }
        last.take(message, at: now.wall)
        things[slot].last = last
        things[slot].measuredFrom = now.steady
        saving.noteHeard()
        if things[slot].hearing != .online {
            if things[slot].hearing == .never { saving.noteFirst() }
            change(slot, at: now.wall) { $0.hearing = .online }
        }
        watch(slot)
        offer(slot, at: now.steady)
        return true
    }

    /// A kept message of the thing's device is decoded at last: the thing was heard when it was received, if not later.
    ///
    /// Its silence is measured from then, but no further back than the calendar can be followed. What is late or silent
    /// stays so, unless it is in time by the calendar.
    mutating func heard(_ belated: BelatedHearing, at now: Moment) {
        guard let slot = slots[belated.thing], belated.received <= now.wall else { return }
        if let decoded = things[slot].last.decoded, decoded >= belated.received { return }
        var last = things[slot].last
        last.take(belated)
        things[slot].last = last
        let from = calendarSince.map { max($0, now.steady(of: belated.received)) } ?? now.steady
        things[slot].measuredFrom = max(things[slot].measuredFrom, from)
        if things[slot].hearing == .never { saving.noteFirst() } else { saving.noteHeard() }
        if things[slot].hearing == .never || isInTime(slot, heardAt: belated.received, now) {
            change(slot, at: belated.received) { $0.hearing = .online }
        }
        enqueue(slot)
        watch(slot)
        // It may have become late since, and then silent.
        for _ in 0..<2 { judge(slot, at: now) }
    }

    /// A message of the thing's device went into quarantine.
    ///
    /// - Returns: whether there is such a thing.
    @discardableResult
    mutating func failed(_ thing: Slug, _ failure: LastHeard.Failure, from hardwareID: String, at now: Moment) -> Bool {
        guard let slot = slots[thing] else { return false }
        var last = things[slot].last
        if !last.isFailing || last.failure?.reason != failure.reason { things[slot].hasNews = true }
        last.take(failure, from: hardwareID)
        things[slot].last = last
        saving.noteHeard()
        offer(slot, at: now.steady)
        return true
    }

    // MARK: What the absence of messages says

    /// Looks at the deadlines that have come.
    ///
    /// Somebody is listening when everything that is published on the field reaches the gateway; a trusted calendar can
    /// tell whether a schedule is on.
    mutating func tick(at now: Moment, isListening: Bool, isCalendarTrusted: Bool) {
        let last = lastTick ?? now
        lastTick = now
        let elapsed = now.steady.microseconds(since: last.steady)
        let isPause = elapsed > HealthTable.pauseMax.microseconds
        let jump = now.wall.microseconds(since: last.wall) - elapsed
        if !isCalendarTrusted {
            calendarSince = nil
        } else if calendarSince == nil || isPause || abs(jump) > HealthTable.jumpMin.microseconds {
            calendarSince = now.steady
            // What was reckoned by the old calendar may lie too far ahead.
            for slot in things.indices where things[slot].schedule != nil { watch(slot) }
        }
        guard isListening else { return listeningSince = nil }
        if listeningSince == nil || isPause { listeningSince = now.steady }
        outbox.forgetClearings(at: now.steady)
        for _ in 0..<HealthTable.deadlinesPerTick {
            guard let (due, slot) = deadlines.takeDue(at: now.steady) else { return }
            // Another one has taken its place where they differ.
            if things[slot].deadline == due { judge(slot, at: now) }
        }
    }

    private mutating func judge(_ slot: Int, at now: Moment) {
        things[slot].deadline = nil
        guard things[slot].isJudged else { return }
        guard calendarSince != nil || things[slot].schedule == nil else {
            let interval = Duration.seconds(things[slot].expectedIntervalSeconds ?? 0)
            return add(now.steady.advanced(by: min(interval, HealthTable.calendarRetry)), slot)
        }
        switch things[slot].hearing {
        case .never, .silent: return
        case .online:
            let due = due(slot, halfIntervals: 3, at: now)
            guard due <= now.steady else { return add(due, slot) }
            change(slot, at: HealthTable.wall(of: due, at: now)) { $0.hearing = .late }
            add(self.due(slot, halfIntervals: 6, at: now), slot)
        case .late:
            let due = due(slot, halfIntervals: 6, at: now)
            guard due <= now.steady else { return add(due, slot) }
            change(slot, at: HealthTable.wall(of: due, at: now)) { $0.hearing = .silent }
        }
    }

    /// When so many halves of the expected interval have passed without a message.
    private func due(_ slot: Int, halfIntervals: Int64, at now: Moment) -> SteadyInstant {
        let health = things[slot]
        let amount = Int64(health.expectedIntervalSeconds ?? 0) * 500_000 * halfIntervals
        var from = max(health.measuredFrom, listeningSince ?? now.steady)
        guard let schedule = health.schedule else { return from.advanced(by: .microseconds(amount)) }
        from = max(from, calendarSince ?? now.steady)
        let start = HealthTable.wall(of: from, at: now)
        let end = ScheduledTime(schedule, in: timeZone).end(ofMicroseconds: amount, from: start)
        return from.advanced(by: .microseconds(end.microseconds(since: start)))
    }

    /// Whether a thing that was heard then is not late yet, by the calendar.
    private func isInTime(_ slot: Int, heardAt moment: Timestamp, _ now: Moment) -> Bool {
        guard calendarSince != nil, let interval = things[slot].expectedIntervalSeconds else { return false }
        let amount = Int64(interval) * 1_500_000
        guard let schedule = things[slot].schedule else { return moment.advanced(byMicroseconds: amount) > now.wall }
        return ScheduledTime(schedule, in: timeZone).end(ofMicroseconds: amount, from: moment) > now.wall
    }

    /// The calendar's name for a moment of the steady clock.
    private static func wall(of steady: SteadyInstant, at now: Moment) -> Timestamp {
        now.wall.advanced(byMicroseconds: steady.microseconds(since: now.steady))
    }

    // MARK: Which things there are

    /// Takes all things of the registry as they are now; what is known of those that stay is kept.
    ///
    /// The work grows with the number of things: it is for the start. Later `take` follows what was changed.
    mutating func follow(_ entries: some Collection<DeviceDirectory.Entry>, at now: Moment) {
        if !slots.isEmpty {
            let present = Set(entries.lazy.map(\.thing.id))
            for thing in slots.keys where !present.contains(thing) { remove(thing) }
        }
        things.reserveCapacity(entries.count)
        slots.reserveCapacity(entries.count)
        for entry in entries { take(entry, at: now) }
    }

    /// Takes what was changed in the registry; all other things stay as they are.
    mutating func take(present: [DeviceDirectory.Entry], gone: [Slug], at now: Moment) {
        for thing in gone { remove(thing) }
        for entry in present { take(entry, at: now) }
    }

    private mutating func take(_ entry: DeviceDirectory.Entry, at now: Moment) {
        let slot: Int
        if let known = slots[entry.thing.id] {
            slot = known
            counts.add(things[slot].condition, -1)
        } else {
            var health = ThingHealth(id: entry.thing.id, readingTopic: entry.topic, since: now.wall)
            health.hasNews = true
            slot = place(health)
            saving.noteChange()
        }
        if things[slot].readingTopic != entry.topic {
            outbox.clear(ThingHealth.statusTopic(beside: things[slot].readingTopic))
            things[slot].readingTopic = entry.topic
            things[slot].hasNews = true
            saving.noteFirst()
        }
        let before = things[slot].condition
        things[slot].follow(entry.thing, at: now)
        let after = things[slot].condition
        if after != before { saving.noteChange() }
        counts.add(after)
        if outbox.hasClearings { outbox.keep(ThingHealth.statusTopic(beside: entry.topic)) }
        watch(slot)
        if things[slot].hasNews { enqueue(slot) }
    }

    /// Gives a thing a slot: one that nobody has, else a new one.
    private mutating func place(_ health: ThingHealth) -> Int {
        let slot = free.popLast() ?? things.count
        if slot == things.count { things.append(health) } else { things[slot] = health }
        slots[health.id] = slot
        return slot
    }

    /// The slot stays, and waits for another thing: deadlines and the queue may still name it.
    private mutating func remove(_ thing: Slug) {
        guard let slot = slots.removeValue(forKey: thing) else { return }
        counts.add(things[slot].condition, -1)
        outbox.clear(ThingHealth.statusTopic(beside: things[slot].readingTopic))
        things[slot] = ThingHealth(id: thing, readingTopic: "", since: things[slot].since)
        free.append(slot)
        saving.noteFirst()
    }

    // MARK: Leaves

    private mutating func change(_ slot: Int, at wall: Timestamp, _ body: (inout ThingHealth) -> Void) {
        let before = things[slot].condition
        body(&things[slot])
        saving.noteChange()
        let after = things[slot].condition
        guard before != after else { return }
        counts.add(before, -1)
        counts.add(after)
        things[slot].since = wall
        enqueue(slot)
    }

    private mutating func enqueue(_ slot: Int) {
        guard !things[slot].isQueued else { return }
        things[slot].isQueued = true
        outbox.append(slot)
    }

    /// Publishes what has changed beside the condition, but not with every message.
    private mutating func offer(_ slot: Int, at now: SteadyInstant) {
        guard !things[slot].isQueued, let published = things[slot].publishedAt else { return }
        let pause = things[slot].hasNews ? StatusOutbox.newsPause : StatusOutbox.refreshPause
        if now.microseconds(since: published) >= pause.microseconds { enqueue(slot) }
    }

    /// Keeps a deadline of a thing that may become late or silent, unless there is an earlier one; it is early rather than
    /// exact: `judge` reckons with the schedule.
    private mutating func watch(_ slot: Int) {
        guard things[slot].isJudged, things[slot].hearing == .online || things[slot].hearing == .late else { return }
        let interval = Int64(things[slot].expectedIntervalSeconds ?? 0)
        let due = things[slot].measuredFrom.advanced(by: .microseconds(interval * 1_500_000))
        if let deadline = things[slot].deadline, deadline <= due { return }
        add(due, slot)
    }

    private mutating func add(_ due: SteadyInstant, _ slot: Int) {
        things[slot].deadline = due
        deadlines.add(due, slot: slot)
    }
}

extension ThingHealth {
    /// Takes what the registry says now.
    fileprivate mutating func follow(_ thing: Thing, at now: Moment) {
        let before = condition
        let isNewRule = expectedIntervalSeconds != thing.expectedIntervalSeconds || schedule != thing.schedule
        let isBack = state != thing.state && thing.state == .active
        // Of a thing that was never heard nothing is measured yet: a kept message may tell from when on.
        if isBack || hearing != .never && (isRestored || isNewRule) { measuredFrom = max(measuredFrom, now.steady) }
        // Another rule, or none: what was late by the old one has its time again.
        if isNewRule && !isRestored || thing.expectedIntervalSeconds == nil, hearing == .late || hearing == .silent {
            hearing = .online
        }
        if isNewRule, !isRestored { hasNews = true }
        expectedIntervalSeconds = thing.expectedIntervalSeconds
        schedule = thing.schedule
        state = thing.state
        isRestored = false
        guard condition != before else { return }
        since = now.wall
        hasNews = true
    }
}
