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
            throw Follower.failure(error, stateDirectory)
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
            case .refused(let sentence): throw Follower.failure(.refused(sentence), stateDirectory)
            case .ended: return .stopped
            }
        }
    }

    /// What an error of the socket means for a command.
    static func failure(_ error: ControlError, _ stateDirectory: String) -> CommandFailure {
        switch error {
        case .notRunning: GatewayAbsence.failure(stateDirectory: stateDirectory)
        case .refused(let sentence):
            CommandFailure(status: .unreachable, message: "the gateway on \(stateDirectory) answered: \(sentence)")
        case .notUnderstood:
            CommandFailure(
                status: .failure,
                message: "the gateway on \(stateDirectory) answered something else: is it of another version?"
            )
        }
    }
}
