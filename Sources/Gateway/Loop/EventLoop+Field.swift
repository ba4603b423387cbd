import Logging
import MQTT
import Observations
import Store

// The field side: batches are read, acknowledgements released, subscriptions kept.
extension EventLoop {
    /// Fills a batch, and publishes while it fills: the uplink's work overlaps with the field's.
    func readField() {
        guard let connection = field.connection else { return }
        var isDry = false
        while !isDry, settlement.fieldRoom > 0 {
            let limit = min(settlement.fieldRoom, EventLoop.messagesPerRead)
            inbox.removeAll(keepingCapacity: true)
            connection.read(limit: limit, into: &inbox)
            isDry = inbox.count < limit
            decode()
            settlement.receive(arrivals, at: now)
            performActions()
            flushUplink()
        }
        settlement.closeBatch()
        handleFieldEvents(connection)
    }

    /// The field socket takes bytes again: what is queued goes, if nothing unsettled would go with it.
    func writeField() {
        guard settlement.fieldMayBeWritten, let connection = field.connection else { return }
        connection.write()
        if !connection.wantsWrite { settlement.fieldWritable() }
        handleFieldEvents(connection)
    }

    func decode() {
        arrivals.removeAll()
        arrivals.first = now.steady
        for message in inbox {
            lastReception = reception(after: lastReception)
            intake.receive(message, at: Moment(steady: now.steady, wall: lastReception), into: &arrivals)
        }
    }

    /// A microsecond apart where the calendar says "the same moment": no two messages are received at once.
    func reception(after last: Timestamp) -> Timestamp {
        let ahead = last.microseconds(since: now.wall)
        return (0..<1_000_000).contains(ahead) ? last.advanced(byMicroseconds: 1) : now.wall
    }

    func handleFieldEvents(_ connection: Connection) {
        for event in connection.takeEvents() {
            switch event {
            case .subscribed(let results): subscribed(results)
            case .ended(let error): endField(error)
            case .connected, .acknowledged, .unsubscribed: continue
            }
        }
    }

    func fieldOpened(_ connection: Connection) {
        let isResumed = connection.connack.isSessionPresent
        logger.info("joined the field broker", metadata: ["session": isResumed ? "resumed" : "new"])
        if session.isExpected, !isResumed {
            reporter.update { $0.field.sessionsLost += 1 }
            logger.warning("the field broker has lost the gateway's session: messages may be missing")
        }
        tell(.link(.field, isOpen: true, reason: nil, at: now.wall))
        reporter.update { $0.field.terms = GatewayStatus.Terms(connection.connack) }
        settlement.fieldOpened()
        intake.messagesComeAgain()
        do throws(MQTTError) {
            if !session.obsolete.isEmpty, isResumed { try connection.unsubscribe(session.obsolete) }
        } catch {
            logger.error("unsubscribing failed", metadata: ["error": "\(error)"])
        }
        subscribe()
        handleFieldEvents(connection)
    }

    func subscribe() {
        resubscribeAt = now.steady.advanced(by: EventLoop.resubscribe)
        granted = 0
        guard let connection = field.connection else { return }
        do throws(MQTTError) {
            try connection.subscribe(settings.subscriptions)
        } catch {
            logger.error("subscribing failed", metadata: ["error": "\(error)"])
        }
        connection.write()
    }

    /// Every filter has to be granted at QoS 1; otherwise the gateway says so and asks again.
    func subscribed(_ results: [SubscriptionResult]) {
        for result in results {
            if result.reason == ReasonCode(rawValue: 1) {
                granted += 1
                continue
            }
            let filter = result.subscription.filter
            reporter.update { $0.field.subscriptionFault = "\(filter): \(result.reason), not granted QoS 1" }
            logger.error(
                "the field broker does not grant a subscription at QoS 1",
                metadata: ["filter": "\(filter)", "answer": "\(result.reason)"]
            )
        }
        reporter.update { $0.field.terms?.granted = granted }
        guard granted == settings.subscriptions.count else { return }
        resubscribeAt = nil
        reporter.update { $0.field.subscriptionFault = nil }
        do {
            try session.granted()
        } catch {
            logger.error("the field session could not be noted", metadata: ["error": "\(error)"])
        }
    }

    func endField(_ error: MQTTError?) {
        guard field.isOpen else { return }
        field.ended(error, at: now.steady, using: &random)
        settlement.fieldEnded()
        logger.warning("left the field broker", metadata: ["reason": "\(error.map { "\($0)" } ?? "own choice")"])
        tell(.link(.field, isOpen: false, reason: error.map { "\($0)" }, at: now.wall))
    }
}
