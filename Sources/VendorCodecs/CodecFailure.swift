/// Why a codec has no answer for a payload.
public enum CodecFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// It threw an exception, or reported errors in its answer.
    case refused(message: String)
    /// It answered something else than an object with data.
    case wrongType(message: String)
    /// Its answer is larger than the limit, in bytes.
    case tooLarge(bytesMax: Int)
    /// Its answer has more containers inside one another than the limit.
    case tooDeep(depthMax: Int)
    /// Its text cannot be run, or has no function of the convention.
    case unusable(message: String)
    /// It ran longer than a call may.
    case timedOut(milliseconds: Int)
    /// It used more memory than a codec may, or made its process end in another way.
    case crashed(message: String)
    /// It did not answer at all, and its process was ended.
    case hung(milliseconds: Int)
    /// It failed so often that it is not asked any more, for some time.
    case switchedOff(because: String)
    /// Other codecs had used up the time of its batch.
    case crowdedOut(milliseconds: Int)
    /// No process could be started to run it in.
    case noWorker(message: String)

    /// Whether the codec endangers its process: enough of these in a row switch it off.
    public var isDangerous: Bool {
        switch self {
        case .timedOut, .crashed, .hung: true
        case .refused, .wrongType, .tooLarge, .tooDeep, .unusable, .switchedOff, .crowdedOut, .noWorker: false
        }
    }

    /// Whether the same payload may be decoded later.
    public var isRetriable: Bool {
        switch self {
        case .noWorker, .switchedOff, .crowdedOut: true
        default: false
        }
    }

    /// A name to count by.
    public var reason: String {
        switch self {
        case .refused: "refused"
        case .wrongType: "wrong-type"
        case .tooLarge: "too-large"
        case .tooDeep: "too-deep"
        case .unusable: "unusable"
        case .timedOut: "timed-out"
        case .crashed: "crashed"
        case .hung: "hung"
        case .switchedOff: "switched-off"
        case .crowdedOut: "crowded-out"
        case .noWorker: "no-worker"
        }
    }

    /// One sentence for the quarantine and for people.
    public var description: String {
        switch self {
        case .refused(let message): "the codec refused the payload: \(message)"
        case .wrongType(let message): "the codec's answer has the wrong type: \(message)"
        case .tooLarge(let bytes): "the codec's answer is larger than \(bytes) bytes"
        case .tooDeep(let depth): "the codec's answer has more than \(depth) objects inside one another"
        case .unusable(let message): "the codec cannot be run: \(message)"
        case .timedOut(let limit): "the codec ran longer than \(limit) ms and was ended"
        case .crashed(let message): "the codec's process ended while it decoded this payload: \(message)"
        case .hung(let limit): "the codec did not answer within \(limit) ms and its process was ended"
        case .switchedOff(let cause): "the codec is switched off: \(cause)"
        case .crowdedOut(let limit): "the codec was not asked: others had used up the \(limit) ms of its batch"
        case .noWorker(let message): "the codec worker cannot be run: \(message)"
        }
    }
}
