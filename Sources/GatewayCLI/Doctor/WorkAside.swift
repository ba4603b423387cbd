import Dispatch
import Foundation
import Synchronization

/// Work that is done on a thread of its own while its caller does something else.
final class WorkAside<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let ended = DispatchSemaphore(value: 0)

    /// Begins the work.
    init(_ work: @escaping @Sendable () -> Value) {
        Thread.detachNewThread { [self] in
            let result = work()
            value.withLock { $0 = result }
            ended.signal()
        }
    }

    /// Waits until it is done; once.
    func wait() -> Value {
        ended.wait()
        guard let value = value.withLock({ $0 }) else { preconditionFailure("work that has ended has a value") }
        return value
    }
}
