/// The frame formats of one device, the newest last: what a decoder needs to remember between two payloads.
public struct FrameFormats: Hashable, Sendable {
    /// The most formats that are kept; the oldest goes.
    public static let countMax = 8

    private var formats: [FrameFormat] = []

    /// No format yet.
    public init() {}

    /// The format of a signature.
    public subscript(signature: UInt16) -> FrameFormat? { formats.last { $0.signature == signature } }

    /// Keeps a format; one of the same signature is replaced.
    public mutating func learn(_ format: FrameFormat) {
        formats.removeAll { $0.signature == format.signature }
        formats.append(format)
        if formats.count > FrameFormats.countMax { formats.removeFirst() }
    }
}
