import Logging
import Observations
import Store

// Messages that were kept: decoded again, dropped, or kept in the first place.
extension EventLoop {
    /// How long codecs have for a slice; a batch that comes meanwhile waits behind it.
    private static let codecPatience: Duration = .seconds(1)

    /// Begins a task with kept messages; there is one at a time.
    func begin(_ task: MendingTask, for question: LoopQuestion) {
        guard mending == nil else {
            return question.answer(.failure(ControlFailure("another redecode, drop or replay is running; try again")))
        }
        let mending = Mending(task, besides: intake, from: lastInjection)
        self.mending = MendingRun(mending: mending, question: question)
        if case .discard(_, let person) = task {
            logger.notice("quarantined messages are dropped", metadata: ["by": "\(person)"])
        }
        perform(mending.first)
    }

    /// Takes a step of the task that is under way, if it is still wanted.
    func mend(_ step: (inout Mending) -> Mending.Step) {
        guard var run = mending else { return }
        let next = step(&run.mending)
        lastInjection = run.mending.lastNumber
        belated.add(run.mending.takeHeard())
        mending = run.question.isAbandoned ? nil : run
        if mending != nil { perform(next) }
    }

    /// Goes on with the task whose injection the store has taken.
    func continueMending() {
        for (number, outcome) in settlement.takeInjectionOutcomes() where number == lastInjection {
            mend { $0.injected(outcome) }
        }
    }

    /// Keeps raw messages, and drops those that are too old, if the calendar can be trusted.
    func keepRaw(_ messages: [RawMessage]) {
        let isTrusted = intake.clock.isTrusted(at: now.wall) && !expiry.isSuspended
        let oldest = now.wall.advanced(byMicroseconds: -settings.rawMaximumAge.microseconds)
        storeThread.perform(.keepRaw(messages, dropping: isTrusted ? oldest : nil))
    }

    private func perform(_ step: Mending.Step) {
        switch step {
        case .fetch(let source, let cursor, let last):
            storeThread.perform(.kept(source, after: cursor, through: last))
        case .decode(let pending):
            codecThread.decodeKept(pending, until: now.steady.advanced(by: EventLoop.codecPatience))
        case .inject(let injection):
            if !settlement.inject(injection) { mend { $0.injected(.failed) } }
        case .finish(let report):
            mending?.question.answer(.success(report))
            mending = nil
        }
    }
}
