/// When the table is written to disk: seldom, as a disk in a cabinet lives for years.
///
/// First news of a thing are written within seconds, so that a restart does not call it never heard; other changes within
/// minutes; and when nothing but the times of the last messages has changed, once an hour.
struct HealthSaving {
    static let firstPause: Duration = .seconds(10)
    static let changePause: Duration = .seconds(300)
    static let heardPause: Duration = .seconds(3_600)

    private var pause: Duration?
    private var lastSaved: SteadyInstant?
    /// Where a record that is under way goes on.
    private var next: Int?

    mutating func noteFirst() { pause = HealthSaving.firstPause }

    mutating func noteChange() { pause = min(pause ?? HealthSaving.changePause, HealthSaving.changePause) }

    mutating func noteHeard() { if pause == nil { pause = HealthSaving.heardPause } }

    /// The slot from which on the table is to be handed over now; nothing when it need not be written.
    mutating func nextSlot(at now: SteadyInstant) -> Int? { next ?? (isDue(at: now) ? 0 : nil) }

    /// The slots before this one are handed over; nothing: all of them.
    mutating func handedOver(until slot: Int?) { next = slot }

    /// Whether it is to be written now; then it counts as written.
    private mutating func isDue(at now: SteadyInstant) -> Bool {
        guard let last = lastSaved else {
            lastSaved = now
            return false
        }
        guard let pause, now.microseconds(since: last) >= pause.microseconds else { return false }
        self.pause = nil
        lastSaved = now
        return true
    }
}
