import Synchronization

/// A value that one thread leaves for another, which takes it away: nothing of it stays behind, so that it is not kept in
/// memory, or copied where it is changed.
final class Handover<Value: Sendable>: Sendable {
    private let value: Mutex<Value?>

    init(_ value: Value) { self.value = Mutex(value) }

    /// Takes the value away; once.
    func take() -> Value {
        let taken = value.withLock { value in
            defer { value = nil }
            return value
        }
        guard let taken else { preconditionFailure("what is handed over is taken once") }
        return taken
    }
}
