import Synchronization

/// Runs codecs in worker processes: the gateway's side.
///
/// Codecs that behave share one worker, and a batch crosses the process border once. A codec that has endangered its
/// worker runs in a second one, payload by payload, so that it is known which payload did it, and nobody else waits for
/// a new process. Enough failures in a row switch it off for some time (see `CodecStanding`).
///
/// Calls block until they are answered, each within a bound: it is used from the gateway's codec thread, and from
/// commands.
public final class CodecPool: Sendable {
    private let lanes: Mutex<CodecLanes>
    private let published = Mutex(CodecPoolStatus())
    private let events = Mutex<[CodecPoolEvent]>([])

    /// A pool that starts workers when there is something to decode.
    ///
    /// - Parameters:
    ///   - workerPath: the program `gateway-codec-worker`.
    ///   - limits: what a codec may use.
    public init(workerPath: String, limits: CodecLimits = CodecLimits()) {
        lanes = Mutex(CodecLanes(workerPath: workerPath, limits: limits))
    }

    /// The health of codecs and workers; never waits for a call that is under way.
    public var status: CodecPoolStatus { published.withLock { $0 } }

    /// What happened since this was asked last.
    public func takeEvents() -> [CodecPoolEvent] {
        events.withLock { events in
            defer { events = [] }
            return events
        }
    }

    /// Decodes payloads, each with its codec.
    ///
    /// - Parameters:
    ///   - calls: the payloads, in order of reception.
    ///   - now: microseconds of a steady clock.
    ///   - milliseconds: what has not been asked by then is not asked any more.
    /// - Returns: for each payload the codec's data as a JSON object, or why there is none.
    public func decode(
        _ calls: [CodecCall],
        now: Int64,
        within milliseconds: Int = 600_000
    ) -> [Result<[UInt8], CodecFailure>] {
        lanes.withLock { lanes in
            let outcomes = lanes.decode(calls, now: now, within: milliseconds)
            publish(&lanes)
            return outcomes
        }
    }

    /// Whether a codec can be run.
    ///
    /// - Returns: what is wrong with it; nothing when it can be called.
    public func problem(of program: CodecProgram) -> CodecFailure? {
        lanes.withLock { lanes in
            defer { publish(&lanes) }
            return lanes.problem(of: program)
        }
    }

    /// Forgets how codecs behaved that are not installed any more.
    public func keep(only programs: Set<CodecProgram.Key>) {
        lanes.withLock { lanes in
            lanes.keep(only: programs)
            publish(&lanes)
        }
    }

    /// Ends the workers; the next call starts new ones.
    public func endWorkers() { lanes.withLock { $0.endWorkers() } }

    /// The process ids of the workers that run, for tests.
    var workerProcessIDs: [Int32] { lanes.withLock { $0.workerProcessIDs } }

    private func publish(_ lanes: inout CodecLanes) {
        let status = lanes.status
        let happened = lanes.takeEvents()
        published.withLock { $0 = status }
        guard !happened.isEmpty else { return }
        events.withLock { $0 = ($0 + happened).suffix(CodecPool.eventsMax) }
    }

    /// The most events that are kept until they are taken.
    private static let eventsMax = 256
}
