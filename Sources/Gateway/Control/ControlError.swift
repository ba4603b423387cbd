/// Why a running gateway could not be asked.
public enum ControlError: Error, Hashable, Sendable {
    /// Nobody answers at this socket.
    case notRunning(path: String)
    /// The gateway answered that it cannot; the text says why.
    case refused(String)
    /// The gateway answered something else: it is of another version.
    case notUnderstood(String)

    /// Whether asking again may succeed without a change.
    public var isRetriable: Bool {
        switch self {
        case .notRunning, .refused: true
        case .notUnderstood: false
        }
    }
}
