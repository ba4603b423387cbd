import Logging
import MQTT
import Observations
import Store

// From time to time, and at the end.
extension EventLoop {
    func tick() {
        nextTick = now.steady.advanced(by: EventLoop.tick)
        intake.clock = GatewayClock(isSynchronised: clock.isSynchronised(), builtAt: GatewayVersion.released)
        if let connection = uplink.connection {
            connection.keepAlive()
            handleUplinkEvents(connection)
        }
        if settlement.fieldMayBeWritten {
            if let resubscribeAt, resubscribeAt <= now.steady { subscribe() }
            field.connection?.keepAlive()
            writeField()
        }
        if !settlement.isExpiring, let moment = expiry.due(at: now, clock: intake.clock) {
            storeThread.perform(.expire(before: moment, excluding: settlement.beginExpiry()))
        }
        announceNews()
        tickHealth()
        report()
    }

    func report() {
        reporter.progressed()
        let rates = measureRates()
        reporter.update { status in
            status.fill(settlement: settlement, intake: intake, field: field, uplink: uplink, now: now)
            status.longestTurnMicroseconds = longestTurn
            status.codecs = GatewayStatus.Codecs(codecThread.status)
            if let rates { status.fill(rates, settings.storeLimits) }
        }
        guard let connection = uplink.connection, let state = reporter.stateToPublish(at: now) else { return }
        do throws(MQTTError) {
            try connection.publish(topic: settings.stateTopic, payload: state, qos: .atMostOnce, retain: true)
        } catch {
            logger.warning("the state could not be published", metadata: ["error": "\(error)"])
        }
    }

    /// The rates of the last minutes, when a new sample was due.
    private func measureRates() -> GatewayStatus.Rates? {
        guard meter.isDue(at: now.steady) else { return nil }
        let sample = RateMeter.Sample(
            time: now.steady,
            messages: settlement.counters.messagesReceived,
            readings: settlement.counters.readingsReceived,
            readingBytes: intake.counters.readingBytes,
            backlogRows: settlement.summary.rows,
            backlogBytes: settlement.summary.bytes
        )
        meter.add(sample)
        return meter.rates
    }

    var isFinished: Bool {
        guard let stopBy else { return false }
        if stopBy <= now.steady { return true }
        // What is on its way gets a moment for its PUBACK; otherwise the next start sends it again.
        let isGraceOver = stopBy.advanced(by: .zero - EventLoop.stopPatience + EventLoop.stopGrace) <= now.steady
        return settlement.isStopped && (isGraceOver || settlement.window.map { $0.count == 0 } ?? true)
    }

    /// Says goodbye on both links; a field connection with an unsettled batch is closed without a word.
    func finish() {
        if settlement.fieldMayBeWritten { field.connection?.disconnect() } else { field.connection?.close() }
        if let connection = uplink.connection {
            do throws(MQTTError) {
                let state = reporter.offlineState(at: now)
                try connection.publish(topic: settings.stateTopic, payload: state, qos: .atMostOnce, retain: true)
            } catch {
                logger.warning("the last state could not be published", metadata: ["error": "\(error)"])
            }
            connection.disconnect()
        }
        reporter.update { status in
            status.fill(settlement: settlement, intake: intake, field: field, uplink: uplink, now: now)
        }
        for hearing in belated.take() { intake.health.heard(hearing, at: now) }
        healthKeeper.save(HealthPart(whole: intake.health.record))
        logger.info("stopped", metadata: ["buffered": "\(settlement.summary.rows)"])
    }
}
