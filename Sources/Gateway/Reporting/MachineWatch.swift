import Dispatch
import Foundation
import Store
import Synchronization

/// Looks at what is around the gateway and tells the reporter: room on the disk, days of certificates.
///
/// On a thread of its own: a disk that hangs holds nobody.
final class MachineWatch: Sendable {
    private static let interval: DispatchTimeInterval = .seconds(10)
    /// After how many looks at the disk the certificates are looked at again.
    private static let looksPerCertificates = 60

    private let configuration: GatewayConfiguration
    private let reporter: StatusReporter
    private let isStopped = Mutex(false)
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    init(_ configuration: GatewayConfiguration, reporter: StatusReporter) {
        self.configuration = configuration
        self.reporter = reporter
        let thread = Thread { [self] in run() }
        thread.name = "machine"
        thread.start()
    }

    /// Ends the thread, but does not wait for a disk that hangs.
    func stop() {
        isStopped.withLock { $0 = true }
        wake.signal()
        _ = ended.wait(timeout: .now() + .seconds(1))
    }

    private func run() {
        var looks = 0
        while !isStopped.withLock({ $0 }) {
            if let free = Machine.availableBytes(at: configuration.gateway.stateDirectory) {
                let reserve = configuration.storeLimits.reserveBytes
                reporter.update { $0.disk = GatewayStatus.Disk(freeBytes: free, reserveBytes: reserve) }
            }
            if looks % MachineWatch.looksPerCertificates == 0 {
                let certificates = GatewayStatus.Certificate.all(of: configuration)
                reporter.update { $0.certificates = certificates }
            }
            looks += 1
            _ = wake.wait(timeout: .now() + MachineWatch.interval)
        }
        ended.signal()
    }
}
