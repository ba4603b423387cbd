import Foundation
import Synchronization
import TestBroker

@testable import TestCity

/// The thread of a tap: everything that touches its sockets.
struct WireThread: Sendable {
    let tap: WireTap
    let listener: Int32
    let target: UInt16

    /// Until the tap is closed.
    func run() {
        var pairs: [WirePair] = []
        var generation = 0
        var due: (at: ContinuousClock.Instant, action: @Sendable () -> Void)?
        while true {
            let orders = tap.orders.withLock { orders in
                let copy = orders
                orders.injected = []
                orders.heard = copy.fault
                return copy
            }
            if orders.isClosed || orders.generation != generation {
                pairs.forEach { $0.close(isReset: true) }
                pairs = []
                generation = orders.generation
            }
            guard !orders.isClosed else { break }
            if let pending = due, pending.at <= .now {
                pending.action()
                due = nil
            }
            wait(for: pairs, orders, isHurried: due != nil)
            accept(into: &pairs, orders.fault)
            guard !orders.fault.isSilent else {
                publish(pairs)
                continue
            }
            for index in pairs.indices {
                pairs[index].down.send(orders.injected, after: .zero)
                exchange(&pairs[index], orders.fault, &due)
                write(&pairs[index], orders.fault)
            }
            for pair in pairs where pair.isOver { pair.close(isReset: false) }
            pairs.removeAll { $0.isOver }
            publish(pairs)
        }
        close(listener)
    }

    private func publish(_ pairs: [WirePair]) {
        let joined = pairs.count { $0.isAccepted }
        tap.orders.withLock { $0.joined = joined }
    }

    private func wait(for pairs: [WirePair], _ orders: WireOrders, isHurried: Bool) {
        var descriptors = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
        var isDelayed = isHurried
        let now = ContinuousClock.now
        for pair in pairs where !orders.fault.isSilent {
            for flow in [pair.up, pair.down] {
                if flow.wantsRead { descriptors.append(pollfd(fd: flow.source, events: Int16(POLLIN), revents: 0)) }
                guard !flow.isEmpty else { continue }
                isDelayed = true
                if flow.isDue(at: now), orders.fault.bytesPerSecond == nil {
                    descriptors.append(pollfd(fd: flow.sink, events: Int16(POLLOUT), revents: 0))
                }
            }
        }
        poll(&descriptors, nfds_t(descriptors.count), isDelayed ? 1 : 5)
    }

    private func accept(into pairs: inout [WirePair], _ fault: WireFault) {
        var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        while poll(&waiting, 1, 0) > 0 {
            let client = Foundation.accept(listener, nil, nil)
            guard client >= 0 else { return }
            // A child that inherits a connection keeps it alive after its end here.
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            let (server, isConnected) = Loopback.connect(to: target)
            let pair = WirePair(client: client, server: server)
            guard isConnected, !fault.refusesConnections else {
                pair.close(isReset: true)
                continue
            }
            for socket in [client, server] {
                var on: Int32 = 1
                setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
            }
            pairs.append(pair)
        }
    }

    /// Reads both ways, keeps the ledgers and hands on.
    private func exchange(
        _ pair: inout WirePair,
        _ fault: WireFault,
        _ due: inout (at: ContinuousClock.Instant, action: @Sendable () -> Void)?
    ) {
        if pair.up.wantsRead {
            for frame in pair.up.read() {
                let event = fromClient(frame, &pair)
                if let event { fire(event, &due) }
                if let reason = fault.refusal, event == .publishFromClient,
                    let identifier = frame.publication(level: pair.level)?.identifier
                {
                    pair.fromClient[identifier] = nil
                    pair.down.send(MQTTFrame.puback(identifier, reason: reason), after: fault.delay)
                } else {
                    pair.up.send(frame.bytes, after: fault.delay)
                }
            }
            if pair.up.isOpaque { pair.down.becomeOpaque() }
            pair.up.send(pair.up.takeBytes(), after: fault.delay)
        }
        if pair.down.wantsRead {
            for frame in pair.down.read() {
                let event = fromServer(frame, &pair)
                if let event { fire(event, &due) }
                if let reason = fault.reason, event == .pubackFromServer, let answer = frame.acknowledgement {
                    pair.down.send(MQTTFrame.puback(answer.identifier, reason: reason), after: fault.delay)
                } else {
                    pair.down.send(frame.bytes, after: fault.delay)
                }
            }
            pair.down.send(pair.down.takeBytes(), after: fault.delay)
        }
    }

    private func fromClient(_ frame: MQTTFrame, _ pair: inout WirePair) -> WireEvent? {
        switch frame.kind {
        case .connect:
            pair.level = frame.protocolLevel ?? 5
            return nil
        case .publish:
            tap.orders.withLock { $0.publishes += 1 }
            if tap.accepted != nil, let message = frame.publication(level: pair.level), let packet = message.identifier
            {
                pair.fromClient[packet] = Sample(message)
            }
            return .publishFromClient
        case .puback:
            guard let answer = frame.acknowledgement else { return nil }
            if let sample = pair.fromServer.removeValue(forKey: answer.identifier) { tap.released?.append(sample) }
            return .pubackFromClient
        case .connack, .pubcomp, .suback, nil: return nil
        }
    }

    private func fromServer(_ frame: MQTTFrame, _ pair: inout WirePair) -> WireEvent? {
        switch frame.kind {
        case .connack:
            pair.isAccepted = frame.isAccepted
            if pair.isAccepted { tap.orders.withLock { $0.joins += 1 } }
            return nil
        case .publish:
            tap.orders.withLock { $0.deliveries += 1 }
            if tap.released != nil, let message = frame.publication(level: pair.level), let packet = message.identifier
            {
                pair.fromServer[packet] = Sample(message)
            }
            return .publishFromServer
        case .puback, .pubcomp:
            guard let answer = frame.acknowledgement else { return nil }
            let sample = pair.fromClient.removeValue(forKey: answer.identifier)
            if let sample, !answer.isRefusal { tap.accepted?.append(sample) }
            return .pubackFromServer
        case .suback:
            tap.orders.withLock { $0.subscriptions += 1 }
            return nil
        case .connect, nil: return nil
        }
    }

    private func fire(
        _ event: WireEvent,
        _ due: inout (at: ContinuousClock.Instant, action: @Sendable () -> Void)?
    ) {
        let trigger = tap.orders.withLock { orders -> WireTrigger? in
            guard orders.trigger?.event == event else { return nil }
            orders.trigger?.count -= 1
            guard let trigger = orders.trigger, trigger.count <= 0 else { return nil }
            orders.trigger = nil
            return trigger
        }
        guard let trigger else { return }
        if trigger.delay == .zero { trigger.action() } else { due = (.now + trigger.delay, trigger.action) }
    }

    private func write(_ pair: inout WirePair, _ fault: WireFault) {
        let cut = tap.orders.withLock { $0.cut }
        let sent = pair.up.write(limit: cut, bytesPerSecond: fault.bytesPerSecond)
        _ = pair.down.write(limit: nil, bytesPerSecond: fault.bytesPerSecond)
        guard let cut, sent > 0 else { return }
        let isCut = sent >= cut
        tap.orders.withLock { $0.cut = isCut ? nil : cut - sent }
        if isCut { tap.reset() }
    }
}
