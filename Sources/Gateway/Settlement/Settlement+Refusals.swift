import Store

extension Settlement {
    mutating func refused(_ entry: UplinkWindow.Entry, _ reasonCode: UInt8, at now: SteadyInstant) {
        counters.refusals[reasonCode, default: 0] += 1
        switch reasonCode {
        case 0x97: pause(entry.occupant, at: now)
        case 0x95, 0x99:
            let detail = "the upstream server refused the message with reason code \(reasonCode)"
            switch entry.occupant {
            case .member(let index): quarantine(member: index, detail: detail)
            case .row(let sequence): quarantine(row: sequence, entry.reading, detail: detail, at: now)
            case .abandoned: break
            }
        default: park(entry, .refused(reasonCode: reasonCode), at: now)
        }
    }

    /// Quota exceeded: the reading waits, and so does everything else for a while.
    mutating func pause(_ occupant: UplinkWindow.Occupant, at now: SteadyInstant) {
        if pausedUntil == nil {
            pausedUntil = now.advanced(by: .seconds(min(30, 1 << min(pauses, 5))))
            pauses += 1
        }
        switch occupant {
        case .member(let index): batch.setProgress(.unsent, of: index)
        case .row(let sequence): drain.putBack(sequence)
        case .abandoned: break
        }
    }

    mutating func park(_ entry: UplinkWindow.Entry, _ reason: ParkReason, at now: SteadyInstant) {
        let topic = entry.reading.topic
        if refusedTopics[topic] != nil || refusedTopics.count < limits.refusedTopicsMax {
            refusedTopics[topic] = reason
        }
        if nextRetry == nil { nextRetry = now.advanced(by: limits.refusalRetry) }
        switch entry.occupant {
        case .member(let index): batch.setProgress(.refused(reason), of: index)
        case .row(let sequence): drain.park(sequence, reason, at: now)
        case .abandoned: break
        }
    }

    mutating func nextUnpark(at now: SteadyInstant) -> SettlementAction? {
        guard connection != nil, !isUnparking, obstacle != .storeFailed else { return nil }
        if let nextRetry, nextRetry <= now {
            refusedTopics.removeAll()
            self.nextRetry = nil
            mustProbeTopics = true
        }
        if mustProbeTopics {
            mustProbeTopics = false
            isUnparking = true
            return .unpark(.oneOfEachTopic)
        }
        guard let topic = topicsToUnpark.popLast() else { return nil }
        isUnparking = true
        return .unpark(.topic(topic))
    }
}
