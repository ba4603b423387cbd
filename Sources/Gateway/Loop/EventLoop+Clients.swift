import Logging
import Observations
import Store

// Those who ask over the socket, and those who follow.
extension EventLoop {
    /// Answers what only the loop can; who has given up is passed by.
    func take(_ question: LoopQuestion) {
        guard !question.isAbandoned else { return }
        switch question.request {
        case .heard(let name): question.answer(.success(heard(name)))
        case .mend(let task): begin(task, for: question)
        }
    }

    private func heard(_ name: String) -> HeardAnswer {
        let thing = intake.directory[name]?.thing.id ?? slug(name)
        return HeardAnswer(since: reporter.status.started, thing.flatMap { intake.health[$0]?.last })
    }

    private func slug(_ name: String) -> Slug? {
        do throws(SlugError) {
            return try Slug(name)
        } catch {
            return nil
        }
    }

    /// Tells those who follow what this turn brought; with nobody there, nothing is written down in the first place.
    func tellFollowers() {
        guard feed.isFollowed else {
            guard intake.journal != nil else { return }
            intake.journal = nil
            settlement.journal = nil
            return
        }
        var events = intake.journal ?? []
        for settled in settlement.journal ?? [] {
            events.append(.reading(settled, hardwareID: hardwareID(of: settled.reading.thing)))
        }
        feed.tell(events, at: now)
        intake.journal = []
        settlement.journal = []
    }

    /// The hardware that last spoke for a thing in this run.
    private func hardwareID(of thing: Slug) -> String? {
        intake.health[thing].flatMap { $0.last.received == nil ? nil : $0.last.hardwareID }
    }

    /// Tells of a link or of the registry at once.
    func tell(_ event: LiveEvent) {
        if feed.isFollowed { intake.journal?.append(event) }
    }
}
