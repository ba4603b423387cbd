import Gateway
import Observations

/// Reads what a running gateway tells, until it stops, time is over, or somebody presses Ctrl-C.
final class Follower {
    /// What comes next.
    enum News {
        /// A line, as it came and as it is understood.
        case line([UInt8], HeardLine)
        /// The time is over.
        case timeIsOver
        /// Somebody wants the command to end.
        case interrupted
        /// The gateway has stopped, or has let this client go.
        case stopped
    }

    /// How often Ctrl-C is looked for.
    private static let slice: Duration = .milliseconds(200)

    private let stream: ControlStream
    private let stateDirectory: String
    private let signals: StopSignals

    init(stateDirectory: String, filter: LiveFilter, signals: StopSignals) throws {
        self.stateDirectory = stateDirectory
        self.signals = signals
        do throws(ControlError) {
            stream = try ControlClient(stateDirectory: stateDirectory).stream(.follow(filter))
        } catch {
            throw CommandFailure(error, stateDirectory)
        }
    }

    /// Waits for the next line, at most until a moment.
    func next(until deadline: ContinuousClock.Instant?) throws -> News {
        while true {
            if signals.hasArrived { return .interrupted }
            let left = deadline.map { $0 - .now }
            if let left, left <= .zero { return .timeIsOver }
            switch stream.next(within: min(Follower.slice, left ?? Follower.slice)) {
            case .line(let line): return .line(line, try HeardLine.read(line))
            case .nothing: continue
            case .refused(let sentence): throw CommandFailure(.refused(sentence), stateDirectory)
            case .ended: return .stopped
            }
        }
    }
}
