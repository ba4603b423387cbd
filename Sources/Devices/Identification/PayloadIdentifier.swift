import Observations

/// Finds the models that explain an unknown payload.
///
/// Every model reads the payload. Those that can are asked how much that says: each byte is replaced in turn, and a model
/// that still accepts the payload, with values that can be, did not learn much from that byte. A byte that most
/// replacements of are refused (a check value, a version, a type, the high byte of a temperature) is evidence, but no
/// more than the byte itself says: zeros are everywhere. The score is the evidence in bits, and a share of it where bytes
/// are left over or values are impossible.
///
/// The result depends on the payload, the port and the moment alone.
public struct PayloadIdentifier: Sendable {
    /// How many replacements of each byte are tried.
    private static let trials = 40
    /// How many bytes are replaced at most; of a longer payload these are spread over its length.
    private static let positionsMax = 64
    /// What a port that the model uses is worth, in bits, and what one that it does not use costs.
    private static let portBits = 4.0
    /// What a byte can say at most, in bits: `00` and `FF` are common in payloads of all kinds.
    private static let zeroBits = 1.5
    private static let onesBits = 3.0
    /// What a byte can say that is the one before it again.
    private static let repeatBits = 0.25
    /// A model of the same maker is a sibling when its score is at least this share of the best one's.
    private static let siblingShare = 0.25
    /// Times before this cannot be: no device with a clock is older.
    private static let earliest = Timestamp(microseconds: 1_420_070_400_000_000)

    private let models: [DeviceModel]

    /// An identifier that knows these models.
    public init(_ catalogue: ModelCatalogue) { models = catalogue.models }

    /// The models that explain a payload, the best first; models that read it alike are one candidate.
    ///
    /// - Parameters:
    ///   - payload: what the device sent.
    ///   - context: its port, when known, and when it was received.
    /// - Returns: at most one candidate for each way to read it; none when no model can.
    public func candidates(for payload: [UInt8], _ context: DecodingContext) -> [ModelCandidate] {
        guard !payload.isEmpty else { return [] }
        var candidates: [ModelCandidate] = []
        for model in models {
            let verdict = Verdict(model, payload, context)
            guard verdict.isAccepted else { continue }
            let candidate = candidate(model, verdict, payload, context)
            if let place = candidates.firstIndex(where: { $0.readsLike(candidate) && $0.score == candidate.score }) {
                candidates[place].models += candidate.models
            } else {
                candidates.append(candidate)
            }
        }
        for index in candidates.indices { candidates[index].models.sort(by: PayloadIdentifier.promisesLess) }
        candidates.sort { left, right in
            left.score != right.score
                ? left.score > right.score : PayloadIdentifier.promisesLess(left.models[0], right.models[0])
        }
        return PayloadIdentifier.withSiblings(candidates)
    }

    /// One candidate for each maker and way of reading that bytes can tell apart.
    private static func withSiblings(_ ranked: [ModelCandidate]) -> [ModelCandidate] {
        var candidates: [ModelCandidate] = []
        for candidate in ranked {
            let vendor = candidate.models[0].id.vendor
            if let place = candidates.firstIndex(where: { $0.models[0].id.vendor == vendor }),
                candidate.score >= siblingShare * candidates[place].score
            {
                candidates[place].siblings += candidate.models
            } else {
                candidates.append(candidate)
            }
        }
        return candidates
    }

    private func candidate(
        _ model: DeviceModel,
        _ verdict: Verdict,
        _ payload: [UInt8],
        _ context: DecodingContext
    ) -> ModelCandidate {
        let evidence = evidence(for: model, verdict, payload, context) + portEvidence(model, context.port)
        let explained = Double(payload.count - verdict.leftOver) / Double(payload.count)
        return ModelCandidate(
            models: [model],
            decoded: verdict.decoded,
            obstacle: verdict.obstacle,
            explainedBytes: payload.count - verdict.leftOver,
            evidenceBits: max(0, evidence),
            plausibility: verdict.plausibility,
            score: max(0.001, evidence) * explained * explained * verdict.plausibility
        )
    }

    private func portEvidence(_ model: DeviceModel, _ port: UInt8?) -> Double {
        guard let port, !model.ports.isEmpty else { return 0 }
        return model.ports.contains(port) ? PayloadIdentifier.portBits : -PayloadIdentifier.portBits
    }

    /// How many bits of the payload the model would not take otherwise.
    private func evidence(
        for model: DeviceModel,
        _ verdict: Verdict,
        _ payload: [UInt8],
        _ context: DecodingContext
    ) -> Double {
        var random = SplitMix64(seed: UInt64(payload.count))
        var changed = payload
        var bits = 0.0
        let step = max(1, (payload.count + PayloadIdentifier.positionsMax - 1) / PayloadIdentifier.positionsMax)
        for position in stride(from: 0, to: payload.count, by: step) {
            var accepted = 0
            for _ in 0..<PayloadIdentifier.trials {
                changed[position] = payload[position] ^ UInt8.random(in: 1...255, using: &random)
                if Verdict(model, changed, context).isAsGood(as: verdict) { accepted += 1 }
            }
            changed[position] = payload[position]
            let refused = PayloadIdentifier.bits(Double(PayloadIdentifier.trials + 1) / Double(accepted + 1))
            bits += min(refused, PayloadIdentifier.bitsMax(at: position, of: payload)) * Double(step)
        }
        return bits
    }

    /// The logarithm to base 2 of a number from 1 on, by straight lines between the powers of two.
    private static func bits(_ number: Double) -> Double { Double(number.exponent) + number.significand - 1 }

    private static func bitsMax(at position: Int, of payload: [UInt8]) -> Double {
        if position > 0, payload[position - 1] == payload[position] { return repeatBits }
        return switch payload[position] {
        case 0x00: zeroBits
        case 0xFF: onesBits
        default: 8
        }
    }

    /// Models that promise fewer properties come first.
    private static func promisesLess(_ left: DeviceModel, _ right: DeviceModel) -> Bool {
        left.properties.count != right.properties.count
            ? left.properties.count < right.properties.count : left.id < right.id
    }

    /// What one model makes of one payload.
    private struct Verdict {
        let decoded: Decoded?
        let obstacle: DecodeError?
        /// Bytes that the model could not read.
        let leftOver: Int
        let plausibility: Double

        var isAccepted: Bool { decoded != nil || obstacle != nil }

        init(_ model: DeviceModel, _ payload: [UInt8], _ context: DecodingContext) {
            do throws(DecodeError) {
                let decoded = try model.decode(payload, context)
                leftOver = min(payload.count, Verdict.undecodedBytes(decoded))
                plausibility = Verdict.plausibility(of: decoded, context)
                self.decoded = decoded
                obstacle = nil
            } catch {
                decoded = nil
                obstacle = error.isRetriable ? error : nil
                leftOver = 0
                plausibility = 0.9
            }
        }

        /// Whether a changed payload was taken as readily.
        func isAsGood(as other: Verdict) -> Bool {
            isAccepted && (decoded == nil) == (other.decoded == nil) && leftOver <= other.leftOver
                && plausibility >= other.plausibility
                && decoded?.skippedFields ?? 0 <= other.decoded?.skippedFields ?? 0
        }

        private static func undecodedBytes(_ decoded: Decoded) -> Int {
            var count = 0
            for reading in decoded.readings {
                for case let parameter in reading.parameters where parameter.name.hasPrefix("undecoded") {
                    if case .string(let text) = parameter.value { count += text.utf8.count / 2 }
                }
            }
            return count
        }

        /// The share of observations that are good, of times that can be; a payload that measures nothing says little.
        private static func plausibility(of decoded: Decoded, _ context: DecodingContext) -> Double {
            let latest = context.referenceTime.advanced(byMicroseconds: 86_400_000_000)
            var good = 0
            var all = 0
            for reading in decoded.readings {
                if let time = reading.time {
                    all += 1
                    if time >= PayloadIdentifier.earliest, time <= latest { good += 1 }
                }
                all += reading.observations.count
                for observation in reading.observations where observation.quality == .good { good += 1 }
            }
            guard all > 0 else { return 0.02 }
            return Double(1 + good) / Double(1 + all)
        }
    }
}

extension ModelCandidate {
    fileprivate func readsLike(_ other: ModelCandidate) -> Bool {
        decoded == other.decoded && obstacle == other.obstacle
    }
}
