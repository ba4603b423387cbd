import Devices
import Store
import VendorCodecs

/// What the codec thread answers to pending payloads, in their order.
struct DecodeAnswer: Sendable {
    /// Why a payload has no reading.
    struct Refusal: Error, Hashable {
        let reason: QuarantineReason
        let detail: String
    }

    /// Which batch asked: the answer to one that was given up is for nobody.
    ///
    /// Nothing: they are messages that were kept.
    let batch: UInt64?
    /// The payloads.
    let pending: [PendingDecode]
    /// What each of them says.
    let outcomes: [Result<Decoded, Refusal>]
    /// What happened to codecs and workers meanwhile.
    let events: [CodecPoolEvent]
}

extension DecodeAnswer {
    /// Lets codecs read payloads, and waits for them at most so many milliseconds and the call that is running then.
    init(batch: UInt64?, pending: [PendingDecode], by pool: CodecPool, at now: SteadyInstant, within milliseconds: Int)
    {
        let answers = pool.decode(pending.map(\.call), now: now.microseconds, within: milliseconds)
        let outcomes = zip(pending, answers).map { DecodeAnswer.outcome($1, $0.codec) }
        self.init(batch: batch, pending: pending, outcomes: outcomes, events: pool.takeEvents())
    }

    private static func outcome(
        _ answer: Result<[UInt8], CodecFailure>,
        _ codec: VendorCodec
    ) -> Result<Decoded, Refusal> {
        switch answer {
        case .failure(let failure): return .failure(Refusal(failure))
        case .success(let json):
            do throws(DecodeError) {
                return .success(try codec.map.decode(json))
            } catch {
                return .failure(Refusal(reason: .undecodable, detail: "of the codec's answer: \(error)"))
            }
        }
    }
}

extension DecodeAnswer.Refusal {
    init(_ failure: CodecFailure) {
        switch failure {
        case .refused, .wrongType, .tooLarge, .tooDeep: reason = .undecodable
        case .unusable, .timedOut, .crashed, .hung, .switchedOff, .crowdedOut, .noWorker: reason = .codecFailed
        }
        detail = "\(failure)"
    }
}
