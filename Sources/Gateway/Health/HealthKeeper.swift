import Dispatch
import Foundation
import Logging
import Synchronization

/// The one thread that writes the file `health`, so that a slow disk never holds the loop.
///
/// A record comes in parts, and counts once it is whole: of records that come faster than the disk takes them the last one
/// is written.
final class HealthKeeper: Sendable {
    private struct Desk {
        var parts: [HealthPart] = []
        var isStopping = false
    }

    private let file: HealthFile
    private let logger: Logger
    private let desk = Mutex(Desk())
    private let available = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    init(file: HealthFile, logger: Logger) {
        self.file = file
        self.logger = logger
        let thread = Thread { [self] in run() }
        thread.name = "health"
        thread.start()
    }

    /// Leaves a part of a record.
    func save(_ part: HealthPart) {
        desk.withLock { desk in
            if part.isFirst { desk.parts.removeAll() }
            desk.parts.append(part)
        }
        available.signal()
    }

    /// Writes what was left last, and ends the thread.
    func stop() {
        desk.withLock { $0.isStopping = true }
        available.signal()
        ended.wait()
    }

    private func run() {
        // What follows a part that was not written is not whole.
        var isWhole = false
        while true {
            available.wait()
            let (parts, isStopping) = desk.withLock { desk in
                defer { desk.parts = [] }
                return (desk.parts, desk.isStopping)
            }
            for part in parts where part.isFirst || isWhole { isWhole = write(part) }
            if isStopping { break }
        }
        ended.signal()
    }

    /// Whether it was written.
    private func write(_ part: HealthPart) -> Bool {
        do throws(GatewayError) {
            try file.write(part)
            return true
        } catch {
            logger.warning("what is known of the things' health was not saved", metadata: ["error": "\(error)"])
            return false
        }
    }
}
