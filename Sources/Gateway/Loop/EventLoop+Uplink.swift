import Logging
import MQTT

// The uplink side: publishes leave, PUBACKs come back.
extension EventLoop {
    func flushUplink() {
        guard let connection = uplink.connection else { return }
        if connection.wantsWrite { connection.write() }
        if connection.isClosed { handleUplinkEvents(connection) }
    }

    func readUplink() {
        guard let connection = uplink.connection else { return }
        inbox.removeAll(keepingCapacity: true)
        connection.read(limit: 1, into: &inbox)
        handleUplinkEvents(connection)
    }

    func handleUplinkEvents(_ connection: Connection) {
        for event in connection.takeEvents() {
            switch event {
            case .acknowledged(let packet, let reason):
                if reason.isFailure, refusalsSaid.insert(reason).inserted {
                    logger.warning(
                        "the operations center refuses readings; see `gateway outbox status`, and its access list",
                        metadata: ["reason": "\(reason)"]
                    )
                }
                settlement.acknowledged(packet: packet.rawValue, reasonCode: reason.rawValue, at: now)
            case .ended(let error): endUplink(error)
            case .connected, .subscribed, .unsubscribed: continue
            }
        }
    }

    func uplinkOpened(_ connection: Connection) {
        guard connection.publishWindow > 0 else {
            connection.close()
            return endUplink(.protocolViolation)
        }
        uplinkConnections += 1
        refusalsSaid = []
        reporter.update { $0.uplink.terms = GatewayStatus.Terms(connection.connack) }
        intake.connection = uplinkConnections
        intake.health.uplinkOpened(at: now.steady)
        settlement.uplinkOpened(uplinkConnections, serverReceiveMaximum: connection.publishWindow)
        logger.info("reached the operations center", metadata: ["window": "\(connection.publishWindow)"])
        tell(.link(.uplink, isOpen: true, reason: nil, at: now.wall))
        reporter.mustPublish()
    }

    func endUplink(_ error: MQTTError) {
        guard uplink.isOpen else { return }
        uplink.ended(error, at: now.steady, using: &random)
        intake.connection = 0
        intake.health.uplinkEnded(at: now.steady)
        let before = settlement.counters.setAside
        settlement.uplinkEnded(at: now)
        if settlement.counters.setAside > before {
            logger.error("a reading at which the operations center ends the connection was set aside for some minutes")
        }
        logger.warning("lost the operations center", metadata: ["reason": "\(error)"])
        tell(.link(.uplink, isOpen: false, reason: "\(error)", at: now.wall))
    }
}
