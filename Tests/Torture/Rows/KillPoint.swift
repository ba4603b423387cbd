import Foundation
import TestBroker

@testable import TestCity

/// A place in the life of a batch at which the gateway is killed.
enum KillPoint: String, CaseIterable {
    case anywhere = "at random"
    case starting = "while it starts"
    case afterRead = "after a message was read"
    case decoding = "up to 3 ms later"
    case beforeCommit = "at a write into the database's log"
    case insideCommit = "at the log's sync"
    case afterPublish = "after a reading was published"
    case afterAcknowledgement = "after a PUBACK from upstream, before it is noted"
    case beforeRelease = "at the first PUBACK of a release"
    case insideRelease = "inside a release"

    static let tracing: Set<KillPoint> = [.beforeCommit, .insideCommit]

    /// Kills the gateway there, and waits until it is dead.
    ///
    /// - Returns: whether it died at the point; where the point did not come, it was killed after a while.
    func kill(_ stage: Stage, _ chance: inout Chance) throws -> Bool {
        guard let process = stage.city.gateway.processID else { throw TestSupportError("the gateway is not running") }
        let end: @Sendable () -> Void = { _ = Foundation.kill(process, SIGKILL) }
        let soon = chance.number(1...200)
        switch self {
        case .anywhere:
            try stage.publish(soon)
            end()
        case .starting:
            try stage.pass(chance.duration(milliseconds: 1...150))
            end()
        case .afterRead: stage.fieldWire.arm(.publishFromServer, count: soon, action: end)
        case .decoding:
            let delay = chance.duration(milliseconds: 1...3)
            stage.fieldWire.arm(.publishFromServer, count: soon, delay: delay, action: end)
        case .afterPublish: stage.uplinkWire.arm(.publishFromClient, count: soon, action: end)
        case .afterAcknowledgement:
            let delay = chance.duration(milliseconds: 1...2)
            stage.uplinkWire.arm(.pubackFromServer, count: soon, delay: delay, action: end)
        case .beforeRelease: stage.fieldWire.arm(.pubackFromClient, count: 1, action: end)
        case .insideRelease: stage.fieldWire.arm(.pubackFromClient, count: soon, action: end)
        case .beforeCommit, .insideCommit: return try killInTheStore(stage, process, &chance)
        }
        stage.city.sensors.remaining = .max
        let isDead = try stage.awaitDeath()
        for wire in [stage.fieldWire, stage.uplinkWire] { wire.disarm() }
        return isDead
    }

    private func killInTheStore(_ stage: Stage, _ process: Int32, _ chance: inout Chance) throws -> Bool {
        let calls = self == .beforeCommit ? "pwrite64" : "fdatasync"
        let log = "\(stage.city.stateDirectory)/buffer.db-wal"
        let count = chance.number(1...(self == .beforeCommit ? 40 : 6))
        let tracer = try Tracer(process, calls: calls, path: log, fault: "signal=KILL", when: "\(count)")
        defer { tracer.end() }
        // The way upstream is silent: what comes has to be stored.
        stage.uplinkWire.fault.isSilent = true
        stage.city.sensors.remaining = .max
        let isDead = try stage.awaitDeath()
        stage.uplinkWire.fault.isSilent = false
        return isDead
    }
}
