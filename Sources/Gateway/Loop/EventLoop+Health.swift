import Logging
import MQTT
import Observations
import Store

// The health of things: judged, published beside the readings, and kept for the next run.
extension EventLoop {
    /// Whether everything that is published on the field reaches the gateway.
    var isListening: Bool { field.isOpen && resubscribeAt == nil }

    /// How many changed things are followed at a time: some milliseconds.
    private static let changesPerTick = 2_000

    /// Takes some of what was changed in the registry.
    func followChanges() {
        guard !healthChanges.isEmpty else { return }
        let (present, gone) = healthChanges.take(EventLoop.changesPerTick)
        intake.health.take(present: present, gone: gone, at: now)
    }

    /// Takes some of what kept messages say, once the task that reads them has ended: of each thing the newest counts.
    func hearBelated() {
        guard mending == nil, healthChanges.isEmpty, !belated.isEmpty else { return }
        for hearing in belated.take(EventLoop.changesPerTick) { intake.health.heard(hearing, at: now) }
    }

    func tickHealth() {
        followChanges()
        hearBelated()
        let isTrusted = intake.clock.isTrusted(at: now.wall)
        intake.health.tick(at: now, isListening: isListening, isCalendarTrusted: isTrusted)
        publishStatuses(isTrusted)
        if let part = intake.health.partToSave(at: now.steady) { healthKeeper.save(part) }
    }

    /// Publishes some statuses, at QoS 0 so that they take no place in the readings' window, and none while the socket is
    /// full: readings go first.
    private func publishStatuses(_ isClockTrusted: Bool) {
        guard stopBy == nil, let connection = uplink.connection else { return }
        let perTick = StatusOutbox.perSecond * Int(EventLoop.tick.microseconds) / 1_000_000
        for _ in 0..<perTick where !connection.wantsWrite {
            let message = intake.health.nextStatus(
                of: intake.gateway,
                at: now,
                isClockTrusted: isClockTrusted,
                allowsRepetitions: settlement.summary.rows == 0
            )
            guard let message else { return }
            do throws(MQTTError) {
                try connection.publish(topic: message.topic, payload: message.payload, qos: .atMostOnce, retain: true)
            } catch {
                logger.warning("a status could not be published", metadata: ["error": "\(error)"])
                return
            }
            flushUplink()
            guard uplink.isOpen else { return }
        }
    }
}
