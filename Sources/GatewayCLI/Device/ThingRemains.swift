import Gateway
import Observations
import Store

/// What a removed thing has left in the buffer: readings that wait for the uplink, and quarantined messages.
struct ThingRemains {
    private let thing: Slug
    /// As the field side may write them: a DevEUI in either case.
    private let hardwareIDs: [String]
    private let configuration: GatewayConfiguration

    init(_ thing: Slug, _ hardwareIDs: [String], _ configuration: GatewayConfiguration) {
        self.thing = thing
        self.configuration = configuration
        self.hardwareIDs = hardwareIDs.flatMap { name in
            let isDevEUI = name.utf8.count == 16 && name.allSatisfy(\.isHexDigit)
            return isDevEUI && name.uppercased() != name ? [name, name.uppercased()] : [name]
        }
    }

    /// Says what is left, and how to get rid of it.
    func report() throws {
        guard try FileSystem.isThere(configuration.bufferPath) else { return }
        let reader = try RegistryAccess.translating { try BufferReader(path: configuration.bufferPath) }
        let (waiting, quarantined) = try RegistryAccess.translating {
            (
                try reader.backlogs(limit: .max).first { $0.thing == thing }?.rows ?? 0,
                try reader.quarantineGroups(limit: .max).filter { group in
                    group.hardwareID.map(hardwareIDs.contains) ?? false
                }.reduce(0) { $0 + $1.count }
            )
        }
        if waiting > 0 { StandardError.write("Of its readings, \(waiting) wait for the uplink and are still sent.\n") }
        if quarantined > 0 { StandardError.write("Of its device, \(quarantined) messages are in quarantine.\n") }
        guard waiting + quarantined > 0 else { return }
        StandardError.write("`gateway device remove \(thing) --purge` drops what is left.\n")
    }

    /// Drops what is left: through the running gateway, or when none runs in its place.
    func purge() throws {
        guard try FileSystem.isThere(configuration.bufferPath) else { return }
        let state = configuration.gateway.stateDirectory
        let outcome: PurgeOutcome
        var bar = ProgressBar()
        let rows = try RegistryAccess.translating { try BufferReader(path: configuration.bufferPath).summary().rows }
        func show(_ outcome: PurgeOutcome) { bar.show("looking through the outbox", outcome.looked, of: rows) }
        if StateLock.holder(ofDirectory: state) != nil {
            do throws(ControlError) {
                let client = ControlClient(stateDirectory: state)
                outcome = try client.purge(thing: thing, hardwareIDs: hardwareIDs, progress: show)
            } catch {
                bar.end()
                throw CommandFailure(error, state)
            }
        } else {
            outcome = try RegistryAccess.translating { try purgeAlone(state, progress: show) }
        }
        bar.end()
        StandardError.write(
            "Dropped \(outcome.dropped) waiting readings and \(outcome.removedFromQuarantine) quarantined messages.\n"
        )
        if outcome.inFlight > 0 {
            StandardError.write("Of its readings, \(outcome.inFlight) are on their way to the operations center.\n")
        }
        if let error = outcome.error { throw CommandFailure(status: .failure, message: error) }
    }

    private func purgeAlone(_ state: String, progress: (PurgeOutcome) -> Void) throws -> PurgeOutcome {
        let lock = try StateLock(directory: state)
        defer { withExtendedLifetime(lock) {} }
        let store = try BufferStore(path: configuration.bufferPath, limits: configuration.storeLimits, now: .now)
        var purge = ThingPurge(thing: thing, hardwareIDs: hardwareIDs)
        var outcome = PurgeOutcome()
        repeat {
            let report = try store.purge(purge)
            outcome.add(report)
            progress(outcome)
            purge.cursor = report.cursor
        } while purge.cursor != nil
        try store.close()
        return outcome
    }
}
