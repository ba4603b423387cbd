/// Why a running gateway could not be asked.
public enum ControlError: Error, Hashable, Sendable {
    /// Nobody answers at this socket.
    case notRunning(path: String)
    /// The gateway answered that it cannot; the text says why.
    case refused(String)
    /// The gateway, of this version where it says so, answered something else.
    case notUnderstood(version: String?)

    /// Whether asking again may succeed without a change.
    public var isRetriable: Bool {
        switch self {
        case .notRunning, .refused: true
        case .notUnderstood: false
        }
    }
}
