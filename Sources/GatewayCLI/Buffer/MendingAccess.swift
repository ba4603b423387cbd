import Foundation
import Gateway
import Observations
import Store

/// Has kept messages worked on: by the running gateway, or, where none runs, by this process in its place.
enum MendingAccess {
    private static let patience: Duration = .seconds(3_600)

    static func perform(_ task: MendingTask, _ configuration: GatewayConfiguration) throws -> MendingReport {
        let state = configuration.gateway.stateDirectory
        guard StateLock.holder(ofDirectory: state) == nil else { return try ask(task, state) }
        guard try FileSystem.isThere(configuration.bufferPath) else {
            let message =
                "there is no \(configuration.bufferPath): the gateway has not run with this state directory yet"
            throw CommandFailure(status: .notFound, message: message)
        }
        if case .discard = task {
        } else {
            StandardError.write("The gateway is not running; readings will wait in its outbox.\n")
        }
        do {
            var gateway = try StoppedGateway(configuration)
            return try gateway.perform(task)
        } catch GatewayError.store(.locked) {
            return try ask(task, state)
        } catch {
            throw CommandFailure(status: .failure, message: "\(error)")
        }
    }

    private static func ask(_ task: MendingTask, _ state: String) throws -> MendingReport {
        do throws(ControlError) {
            let client = ControlClient(stateDirectory: state)
            return try client.ask(.mend(task), for: MendingReport.self, patience: patience)
        } catch {
            if case .refused(let reason) = error { throw CommandFailure(status: .failure, message: reason) }
            throw CommandFailure(error, state)
        }
    }

    /// The messages of a report, one a line.
    static func listing(_ report: MendingReport) -> Listing {
        var rows = Listing("sequence", "received", "hardwareID", "readings", "reason", "detail")
        for line in report.lines {
            rows.add(
                .integer(line.sequence),
                .text(line.received),
                Cell(line.hardwareID),
                .integer(Int64(line.readings)),
                Cell(line.reason),
                Cell(line.detail)
            )
        }
        return rows
    }

    /// Says why a task ended early, as a failure.
    static func expectComplete(_ report: MendingReport) throws {
        guard let reason = report.stopped else { return }
        throw CommandFailure(status: .failure, message: "it ended early: \(reason)")
    }

    /// A count with its noun.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
