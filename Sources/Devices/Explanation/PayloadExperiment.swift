import Observations

/// Changes bytes of a payload and tells what that changes.
struct PayloadExperiment {
    private let payload: [UInt8]
    private let decoded: Decoded
    private let facts: [PayloadFact: AnyHashable]
    /// The facts in the order in which the payload's readings have them.
    private let order: [PayloadFact: Int]

    init(_ payload: [UInt8], _ decoded: Decoded) {
        self.payload = payload
        self.decoded = decoded
        let all = PayloadExperiment.facts(of: decoded)
        facts = Dictionary(all, uniquingKeysWith: { first, _ in first })
        order = Dictionary(all.enumerated().map { ($1.0, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What a byte is read for: the masks are flipped in it one after the other.
    func use(of index: Int, _ masks: [UInt8], _ trial: PayloadExplanation.Trial) -> ByteUse {
        var outcome = Outcome()
        var quiet: UInt8?
        for mask in masks {
            var changed = payload
            changed[index] ^= mask
            let difference = compare(changed, trial)
            if case .none = difference { quiet = quiet ?? mask }
            outcome.add(difference, bits: mask.nonzeroBitCount == 1 ? mask : 0)
        }
        // A digit of a check value can also be made one that is no digit.
        if let quiet, !outcome.changesFacts, let check = checkValue(noticing: index, quiet, trial) {
            if index >= check { return ByteUse(.check, bits: 0xFF) }
            if outcome.isNothing { return ByteUse(.guarded, bits: 0xFF) }
        }
        return use(outcome)
    }

    /// What bytes are read for that change nothing one by one.
    func use(of range: Range<Int>, _ trial: PayloadExplanation.Trial) -> ByteUse {
        var changed = payload
        for index in range { changed[index] ^= 0xFF }
        var outcome = Outcome()
        outcome.add(compare(changed, trial), bits: 0)
        return use(outcome)
    }

    /// What came of all changes of a byte.
    private struct Outcome {
        var changed: Set<PayloadFact> = []
        var lostOrGained: Set<PayloadFact> = []
        var isRefused = false
        var bits: UInt8 = 0

        var changesFacts: Bool { !changed.isEmpty || !lostOrGained.isEmpty }
        var isNothing: Bool { !changesFacts && !isRefused }

        mutating func add(_ difference: Difference, bits mask: UInt8) {
            switch difference {
            case .none: return
            case .values(let facts): changed.formUnion(facts)
            case .names(let facts): lostOrGained.formUnion(facts)
            case .refused: isRefused = true
            }
            bits |= mask
        }
    }

    /// What one change came to.
    private enum Difference {
        case none
        case values(Set<PayloadFact>)
        case names(Set<PayloadFact>)
        case refused
    }

    private func use(_ outcome: Outcome) -> ByteUse {
        let bits = outcome.bits == 0 ? 0xFF : outcome.bits
        if !outcome.changed.isEmpty { return ByteUse(.value, facts: sorted(outcome.changed), bits: bits) }
        guard !outcome.isNothing else { return ByteUse(.unread) }
        // What is only there when the byte is another one says little about this payload.
        let lost = outcome.lostOrGained.filter { facts[$0] != nil }
        return ByteUse(.structure, facts: sorted(lost.isEmpty ? outcome.lostOrGained : lost), bits: bits)
    }

    private func sorted(_ facts: Set<PayloadFact>) -> [PayloadFact] {
        facts.sorted { left, right in
            let places = (order[left] ?? .max, order[right] ?? .max)
            return places.0 != places.1 ? places.0 < places.1 : "\(left)" < "\(right)"
        }
    }

    private func compare(_ changed: [UInt8], _ trial: PayloadExplanation.Trial) -> Difference {
        let answer: Decoded
        do throws(DecodeError) { answer = try trial(changed, false) } catch { return .refused }
        guard answer != decoded else { return .none }
        let others = Dictionary(PayloadExperiment.facts(of: answer), uniquingKeysWith: { first, _ in first })
        let names = Set(facts.keys).symmetricDifference(others.keys)
        guard names.isEmpty else { return .names(names) }
        return .values(Set(facts.keys.filter { facts[$0] != others[$0] }))
    }

    /// Where the check value begins that notices a change of a byte; nothing when none does.
    private func checkValue(noticing index: Int, _ mask: UInt8, _ trial: PayloadExplanation.Trial) -> Int? {
        var changed = payload
        changed[index] ^= mask
        do throws(DecodeError) { _ = try trial(changed, true) } catch {
            if case .wrongChecksum(let offset) = error { return offset }
        }
        return nil
    }

    /// What a decoded payload says, fact by fact.
    private static func facts(of decoded: Decoded) -> [(PayloadFact, AnyHashable)] {
        var facts: [(PayloadFact, AnyHashable)] = []
        for (index, reading) in decoded.readings.enumerated() {
            if let time = reading.time { facts.append((.time(reading: index), time)) }
            for one in reading.observations {
                facts.append((.observation(reading: index, property: one.property, channel: one.channel), one))
            }
            for one in reading.parameters { facts.append((.parameter(reading: index, name: one.name), one.value)) }
        }
        if decoded.skippedFields > 0 { facts.append((.skippedFields, decoded.skippedFields)) }
        if let format = decoded.learned { facts.append((.frameFormat, format)) }
        return facts
    }
}
