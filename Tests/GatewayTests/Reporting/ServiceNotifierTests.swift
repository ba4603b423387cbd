import Glibc
import TestBroker
import Testing

@testable import Gateway

/// systemd's notifications, received as systemd does.
@Suite struct ServiceNotifierTests {
    /// A datagram socket at a path, as systemd has one.
    private final class Receiver {
        let directory: String
        let path: String
        private let descriptor: Int32

        init() throws {
            directory = try Scratch.makeDirectory("notify")
            path = directory + "/notify"
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let length = socklen_t(MemoryLayout<sockaddr_un>.size)
            let isBound = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 }
            }
            try #require(isBound)
        }

        deinit {
            close(descriptor)
            Scratch.remove(directory)
        }

        /// The next datagram, or nothing when none comes in time.
        func next(within milliseconds: Int32 = 10_000) -> String? {
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, milliseconds) == 1 else { return nil }
            var buffer = [UInt8](repeating: 0, count: 256)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
        }
    }

    private static func notifier(
        _ receiver: Receiver,
        _ reporter: StatusReporter,
        watchdogMicroseconds: Int? = nil
    ) -> ServiceNotifier {
        var environment = ["NOTIFY_SOCKET": receiver.path]
        environment["WATCHDOG_USEC"] = watchdogMicroseconds.map { "\($0)" }
        return ServiceNotifier(reporter: reporter, environment: environment)
    }

    @Test func itSaysReadyAndStopping() throws {
        let receiver = try Receiver()
        let notifier = ServiceNotifierTests.notifier(receiver, StatusReporterTests.reporter())
        notifier.ready()
        #expect(receiver.next() == "READY=1")
        notifier.stopping()
        #expect(receiver.next() == "STOPPING=1")
        notifier.stop()
    }

    @Test func theWatchdogIsFedOnlyWhileTheLoopComesRound() throws {
        let receiver = try Receiver()
        let reporter = StatusReporterTests.reporter()
        let notifier = ServiceNotifierTests.notifier(receiver, reporter, watchdogMicroseconds: 60_000)
        reporter.progressed()
        notifier.ready()
        #expect(receiver.next() == "READY=1")
        #expect(receiver.next(within: 200) == nil, "ten intervals without a turn")
        for _ in 0..<3 {
            reporter.progressed()
            #expect(receiver.next() == "WATCHDOG=1")
        }
        #expect(receiver.next(within: 200) == nil, "the loop stands again")
        notifier.stop()
    }

    @Test func withoutAWatchdogNothingIsFed() throws {
        let receiver = try Receiver()
        let reporter = StatusReporterTests.reporter()
        let notifier = ServiceNotifierTests.notifier(receiver, reporter)
        notifier.ready()
        #expect(receiver.next() == "READY=1")
        for _ in 0..<5 {
            reporter.progressed()
            #expect(receiver.next(within: 20) == nil)
        }
        notifier.stop()
    }

    @Test func withoutSystemdNothingHappens() {
        let notifier = ServiceNotifier(reporter: StatusReporterTests.reporter(), environment: [:])
        notifier.ready()
        notifier.stopping()
        notifier.stop()
    }
}
