/// The layout of a meter's compact frames, learned from one of its full frames (EN 13757-3, compact M-Bus frames).
///
/// A compact frame carries values without their headers. It names the headers by a signature (a CRC over them) and can be
/// read only once a full frame with the same headers was seen.
public struct FrameFormat: Hashable, Sendable {
    /// The most headers that a format has, in bytes.
    public static let headerBytesMax = 256

    /// The CRC over all data and value information blocks, as the meter sends it.
    public let signature: UInt16
    /// Those blocks, one after another: at most `headerBytesMax` bytes.
    public let headers: [UInt8]

    /// A format of headers that were just read.
    public init(signature: UInt16, headers: [UInt8]) {
        precondition(headers.count <= FrameFormat.headerBytesMax, "A frame of 255 bytes has no more headers.")
        self.signature = signature
        self.headers = headers
    }
}
