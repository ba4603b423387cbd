import Dispatch
import Foundation
import Logging
import Synchronization

/// The one thread that writes the file `health`, so that a slow disk never holds the loop.
///
/// Of records that come faster than the disk takes them the last one counts.
final class HealthKeeper: Sendable {
    private struct Desk {
        var record: HealthRecord?
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

    func save(_ record: HealthRecord) {
        desk.withLock { $0.record = record }
        available.signal()
    }

    /// Writes what was left last, and ends the thread.
    func stop() {
        desk.withLock { $0.isStopping = true }
        available.signal()
        ended.wait()
    }

    private func run() {
        while true {
            available.wait()
            let (record, isStopping) = desk.withLock { desk in
                defer { desk.record = nil }
                return (desk.record, desk.isStopping)
            }
            if let record { write(record) }
            if isStopping { break }
        }
        ended.signal()
    }

    private func write(_ record: HealthRecord) {
        do throws(GatewayError) {
            try file.write(record)
        } catch {
            logger.warning("what is known of the things' health was not saved", metadata: ["error": "\(error)"])
        }
    }
}
