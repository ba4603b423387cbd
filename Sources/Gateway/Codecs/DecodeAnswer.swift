import Devices
import Store
import VendorCodecs

/// What the codec thread answers to one batch's pending payloads, in their order.
struct DecodeAnswer: Sendable {
    /// Why a payload has no reading.
    struct Refusal: Error, Hashable {
        let reason: QuarantineReason
        let detail: String
    }

    /// Which batch asked: the answer to one that was given up is for nobody.
    let batch: UInt64
    /// The payloads.
    let pending: [PendingDecode]
    /// What each of them says.
    let outcomes: [Result<Decoded, Refusal>]
    /// What happened to codecs and workers meanwhile.
    let events: [CodecPoolEvent]
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
