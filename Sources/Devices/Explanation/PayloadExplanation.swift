/// Which byte of a payload is read for what: found by experiment, so that it holds for every model and every codec.
///
/// Each byte is changed, bit by bit and as a whole, and what the model says then is compared with what it says of the
/// payload itself. Bytes that change nothing alone are changed together once more. So "unread" means that no change that
/// was tried made a difference; it is no proof that no other would.
///
/// Check values are not compared while the other bytes are changed, or nothing could be seen behind them.
public struct PayloadExplanation: Sendable {
    /// Reads a changed payload; `refusingWrongChecks` says whether check values are compared.
    public typealias Trial = (_ payload: [UInt8], _ refusingWrongChecks: Bool) throws(DecodeError) -> Decoded

    /// The most payloads that are tried.
    public static let trialsMax = 12_000

    /// Neighbouring bytes that are read for the same.
    public struct Span: Hashable, Sendable {
        /// Where they are in the payload, from 0.
        public let range: Range<Int>
        /// What they are read for.
        public let use: ByteUse
    }

    /// What each byte is read for.
    public let bytes: [ByteUse]

    /// Explains a payload.
    ///
    /// - Parameters:
    ///   - payload: what the device sent.
    ///   - decoded: what its model says of it.
    ///   - isOver: asked before each byte; when it answers yes, the bytes that are left stay untried.
    ///   - trial: the model.
    public init(_ payload: [UInt8], _ decoded: Decoded, isOver: () -> Bool = { false }, trial: Trial) {
        let experiment = PayloadExperiment(payload, decoded)
        let masks = PayloadExplanation.masks(payload.count)
        var bytes: [ByteUse] = []
        for index in payload.indices {
            guard (index + 1) * masks.count <= PayloadExplanation.trialsMax, !isOver() else { break }
            bytes.append(experiment.use(of: index, masks, trial))
        }
        bytes += Array(repeating: ByteUse(.untried), count: payload.count - bytes.count)
        for span in PayloadExplanation.spans(bytes) where span.use.role == .unread && span.range.count > 1 {
            guard !isOver() else { break }
            let together = experiment.use(of: span.range, trial)
            if together.role != .unread { bytes.replaceSubrange(span.range, with: span.range.map { _ in together }) }
        }
        self.bytes = bytes
    }

    /// The bytes in groups of neighbours that are read for the same.
    public var spans: [Span] { PayloadExplanation.spans(bytes) }

    /// What is flipped in each byte: every bit and all of them, or less in a payload that is long.
    private static func masks(_ count: Int) -> [UInt8] {
        let all: [UInt8] = (0..<8).map { 1 << $0 } + [0xFF]
        return count * all.count <= trialsMax ? all : [0x01, 0x10, 0xFF]
    }

    private static func spans(_ bytes: [ByteUse]) -> [Span] {
        var spans: [Span] = []
        for (index, use) in bytes.enumerated() {
            if let last = spans.last, last.use.role == use.role, last.use.facts == use.facts {
                var joined = use
                joined.bits |= last.use.bits
                spans[spans.count - 1] = Span(range: last.range.lowerBound..<index + 1, use: joined)
            } else {
                spans.append(Span(range: index..<index + 1, use: use))
            }
        }
        return spans
    }
}
