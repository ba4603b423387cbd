import Devices
import MQTT
import Observations
import Store

/// One task with kept messages, slice by slice, so that neither the loop nor the store is held for long.
///
/// ```
/// fetch ──messages──> decode ──codecs' answers──> inject ──committed──> fetch … ──no more──> the report
/// ```
/// It ends at the message that is the newest at its beginning, whatever comes meanwhile. Messages are taken in the order in
/// which they were kept, so that each thing's readings go out in the order of
/// reception. They are decoded by an intake of the task's own: what they teach it is not taken for news, and what they
/// say of births and frame formats does not reach the running intake. A Sparkplug message is read by the birth that is
/// known by then; where that is not surely the birth of its time, what aliases stand for is suspect at best.
struct Mending {
    /// What is to be done next.
    enum Step {
        /// Read the messages after this place and through that one, then report `fetched`.
        case fetch(KeptSource, after: SequenceNumber?, through: SequenceNumber?)
        /// Let vendors' codecs read these payloads, then report `decoded`.
        case decode([PendingDecode])
        /// Bring this into the store, then report `injected`.
        case inject(Injection)
        /// Everything is done.
        case finish(MendingReport)
    }

    /// The most messages of a slice.
    static let sliceMessages = 64
    /// The most bytes of a slice, give or take a message.
    static let sliceBytes = 64 << 10

    let task: MendingTask
    private var intake: Intake
    private var report = MendingReport()
    private var cursor: SequenceNumber?
    private var last: SequenceNumber?
    private var slice: [DecodedAgain] = []
    /// What the slice says of its things, until the store has taken it.
    private var sliceHeard = BelatedHearings()
    private var heard = BelatedHearings()
    private var number: UInt64

    /// A task; its injections have numbers from this one on.
    init(_ task: MendingTask, besides running: Intake, from number: UInt64) {
        self.task = task
        self.number = number
        intake = Intake(besides: running)
    }

    /// The number of the last injection.
    var lastNumber: UInt64 { number }

    /// How it begins.
    var first: Step { next }

    private var next: Step { .fetch(task.source, after: cursor, through: last) }

    /// The messages of a slice were read.
    mutating func fetched(_ kept: KeptSlice, directory: DeviceDirectory, at now: Moment) -> Step {
        last = kept.last
        guard let newest = kept.messages.last else { return .finish(report) }
        cursor = newest.sequence
        intake.directory = directory
        if case .discard = task { return discard(kept.messages) }
        slice = kept.messages.map { DecodedAgain($0, through: &intake, at: now) }
        let pending = slice.flatMap(\.arrivals.pending)
        return pending.isEmpty ? conclude() : .decode(pending)
    }

    /// Vendors' codecs have read the payloads of the slice.
    mutating func decoded(_ answer: DecodeAnswer) -> Step {
        var start = 0
        for index in slice.indices {
            let count = slice[index].arrivals.pending.count
            guard count > 0, start + count <= answer.pending.count else { continue }
            let part = start..<start + count
            start = part.upperBound
            slice[index].finish(answer.part(part), through: &intake)
        }
        return conclude()
    }

    /// The store has taken an injection, or not.
    mutating func injected(_ outcome: Injection.Outcome) -> Step {
        switch outcome {
        case .stored(_, let duplicates):
            heard.add(sliceHeard)
            report.duplicates += duplicates
            report.readings -= duplicates
            return next
        case .noRoom: return stop("the outbox is nearly full; try again once the operations center has caught up")
        case .failed: return stop("the store failed; see `gateway status`, and try again")
        }
    }

    /// Takes what was learnt of things by messages that are in the store as readings.
    mutating func takeHeard() -> BelatedHearings {
        defer { heard = BelatedHearings() }
        return heard
    }

    /// It cannot go on.
    mutating func stop(_ reason: String) -> Step {
        report.stopped = reason
        return .finish(report)
    }

    /// What the slice comes to.
    private mutating func conclude() -> Step {
        var injection = Injection()
        sliceHeard = BelatedHearings()
        for message in slice {
            report.add(message.conclude(task, directory: intake.directory, into: &injection))
            for hearing in message.arrivals.belated { sliceHeard.add(hearing) }
        }
        slice = []
        return task.isTrial || injection.isEmpty ? next : numbered(injection)
    }

    private mutating func discard(_ messages: [KeptMessage]) -> Step {
        report.messages += messages.count
        report.released += messages.count
        var injection = Injection()
        injection.discarded = messages.map(\.sequence)
        return numbered(injection)
    }

    private mutating func numbered(_ injection: Injection) -> Step {
        number += 1
        var injection = injection
        injection.number = number
        return .inject(injection)
    }
}

extension DecodeAnswer {
    /// The answer to some of the payloads.
    fileprivate func part(_ range: Range<Int>) -> DecodeAnswer {
        DecodeAnswer(
            batch: batch,
            pending: Array(pending[range]),
            outcomes: Array(outcomes[range]),
            events: []
        )
    }
}
